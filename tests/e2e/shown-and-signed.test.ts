// What is written is what was shown, once, wherever the background is ended. It is stopped at each step by the test, which holds the
// lock or the rows that the step waits for, so that no step depends on how fast a machine is.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { questionsClose, questionWindows, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { AskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { holdLock, holdRows, release, waitsForLock } from './harness/hold.ts'
import { usePeople } from './harness/people.ts'

const APPROVE = hook('approval-approve')
const ARMED = `${APPROVE}:not([aria-disabled])`
const FRIDAY = { from: Date.UTC(2027, 5, 18, 18), to: Date.UTC(2027, 5, 18, 21) }

describe.each(BROWSERS)('what a web site has written in %s', (kind) => {
  const { panda, afterwards } = usePeople()
  let ada: Person
  let festival: string
  let site: AskingSite
  let options: Page

  const event = (title: string): object => ({ festival, op: 'event.create', fields: { title, ...FRIDAY } })
  const titles = async (): Promise<string[]> => {
    const { value } = await site.ask('query', { festival, type: 'event' })
    return (value as { items: { title: string }[] }).items.map(({ title }) => title).sort()
  }

  beforeEach(async () => {
    ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    festival = await festivalId(ada)
    site = await AskingSite.open(ada, afterwards)
    const scopes = [`read:${festival}`, `publish:${festival}/event.create`]
    await site.connect(ada, { festival, scopes })
    options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#sites'))
  })

  it('is the bytes that were shown, and nothing when they are other bytes than the words give', async () => {
    const call = await site.askByClick('publish', event('Shown'))
    const window = await siteQuestion(ada.browser)
    await window.waitFor(ARMED)
    const shown = await window.evaluate(() => [...document.querySelectorAll('.bytes')].at(-1)?.textContent ?? '')
    expect(shown).toContain(Buffer.from('Shown').toString('hex'))
    await ada.approveSite()
    expect((await site.answer(call)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    expect(await storedPayloads(options)).toContain(shown)
    // Whoever could change the row of a question while it is shown gets nothing signed: neither other bytes nor other words.
    for (const part of ['items', 'params'] as const) {
      const asked = await site.askByClick('publish', event('Shown'))
      const again = await siteQuestion(ada.browser)
      await again.waitFor(ARMED)
      await options.evaluate(exchangeWord, part, 'Shown', 'Other')
      await again.click(APPROVE)
      expect(await site.answer(asked), part).toEqual({ error: { code: 4703, name: 'Conflict' } })
      for (const each of await questionWindows(ada.browser)) await each.close()
    }
    expect(await titles()).toEqual(['Shown'])
  })

  it('is there once, wherever the background is ended', async () => {
    // Before it could note the question.
    await holdLock(options, 'approvals')
    const early = await site.askByClick('publish', event('Asked'))
    await waitsForLock(options, 'approvals')
    await ada.browser.killBackground()
    await release(options)
    await ada.approveSite()
    expect((await site.answer(early)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    expect(await titles()).toEqual(['Asked'])
    // While the question is shown.
    const shown = await site.askByClick('publish', event('Shown'))
    await (await siteQuestion(ada.browser)).waitFor(ARMED)
    await ada.browser.killBackground()
    await ada.approveSite()
    expect((await site.answer(shown)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    expect(await titles()).toEqual(['Asked', 'Shown'])
    // After the press, before anything was signed.
    const pressed = await site.askByClick('publish', event('Pressed'))
    const window = await siteQuestion(ada.browser)
    await window.waitFor(ARMED)
    await holdLock(options, 'own-appends')
    await window.click(APPROVE)
    await waitsForLock(options, 'own-appends')
    await ada.browser.killBackground()
    await release(options)
    expect((await site.answer(pressed)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    expect(await titles()).toEqual(['Asked', 'Pressed', 'Shown'])
    // After the entry was stored, before anybody was told.
    const written = await site.askByClick('publish', event('Written'))
    const last = await siteQuestion(ada.browser)
    await last.waitFor(ARMED)
    const before = await writtenAnswers(options)
    await holdRows(options, 'programmes')
    await last.click(APPROVE)
    await expect.poll(() => writtenAnswers(options)).toBe(before + 1)
    expect(await site.isWaiting(written)).toBe(true)
    await ada.browser.killBackground()
    await release(options)
    expect((await site.answer(written)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    // After all of it.
    await ada.browser.killBackground()
    expect(await titles()).toEqual(['Asked', 'Pressed', 'Shown', 'Written'])
    expect(await ada.badge()).toBe('')
  })
})

/** The payloads of the newest entries of all logs, in hex. */
function storedPayloads(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)))
    const db = await done(indexedDB.open('p2panda'))
    const rows = (await done(db.transaction('tail').objectStore('tail').getAll())) as { payload?: Uint8Array }[]
    db.close()
    return rows.map(({ payload }) => Array.from(payload ?? [], (byte) => byte.toString(16).padStart(2, '0')).join(''))
  })
}

/** For how many questions entries are stored, by the ids under which they are written once. */
function writtenAnswers(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)))
    const db = await done(indexedDB.open('p2panda'))
    const ids = IDBKeyRange.bound('approval:', 'approval:\uffff')
    const count = await done(db.transaction('commands').objectStore('commands').count(ids))
    db.close()
    return count
  })
}

/** Runs in a page of the extension: in the question that waits, one word becomes another of the same length. */
async function exchangeWord(part: 'items' | 'params', word: string, other: string): Promise<void> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
    })
  const db = await done(indexedDB.open('p2panda'))
  const store = db.transaction('approvals', 'readwrite').objectStore('approvals')
  const rows = (await done(store.getAll())) as { state: string; params: unknown; items: Uint8Array<ArrayBuffer>[][] }[]
  const row = rows.find(({ state }) => state === 'waiting')
  if (row === undefined) throw new Error('no question waits')
  const inBytes = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const [from, to] = [word, other].map((each) => new TextEncoder().encode(each))
    const at = bytes.findIndex((_, index) => from?.every((byte, n) => bytes[index + n] === byte) === true)
    if (at < 0) throw new Error('the word is not in the bytes')
    const changed = bytes.slice()
    changed.set(to ?? [], at)
    return changed
  }
  const changed =
    part === 'items'
      ? { ...row, items: row.items.map((item) => item.map(inBytes)) }
      : { ...row, params: JSON.parse(JSON.stringify(row.params).replaceAll(word, other)) as unknown }
  await done(store.put(changed))
  db.close()
}
