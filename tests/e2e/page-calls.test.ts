// How a call of a web site ends when nobody answers it, when it is taken back, when it is made again, and when p2panda was updated:
// in real browsers.
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { questionsClose, questionWindows, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import type { EventItem } from '../../page/p2panda.d.ts'
import { AskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: Date.UTC(2027, 5, 18, 18), to: Date.UTC(2027, 5, 18, 21) }

describe.each(BROWSERS)('a call of a web site in %s', (kind) => {
  const { panda, afterwards } = usePeople()

  it('ends at its deadline or when it is taken back, is carried out once for its key, reads on at a cursor, and hears of an update of p2panda', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = await festivalId(ada)
    const site = await AskingSite.open(ada, afterwards)
    await site.connect(ada, { scopes: [`read:${festival}`, `publish:${festival}/event.create`] })
    const event = (title: string): object => ({ festival, op: 'event.create', fields: { title, ...FRIDAY } })
    // A deadline that passes while the question is shown takes the question along.
    const late = await site.askByClick('publish', event('Late'), { deadlineMs: 3_000 })
    expect(await site.answer(late)).toEqual({ error: { code: 4701, name: 'Expired' } })
    await ada.waitForBadge('')
    for (const each of await questionWindows(ada.browser)) await each.close()
    // The site changes its mind.
    const unwanted = await site.askByClick('publish', event('Taken back'), { abortable: true })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(hook('approval-approve'))
    await site.takeBack()
    expect(await site.answer(unwanted)).toEqual({ error: { code: 4702, name: 'Aborted' } })
    await window.waitForGone(hook('approval-approve'))
    await ada.waitForBadge('')
    for (const each of await questionWindows(ada.browser)) await each.close()
    // The same key after the page was loaded anew: the same receipt, without a question.
    const once = await site.askByClick('publish', event('Once'), { idempotencyKey: 'once' })
    await ada.approveSite()
    const first = await site.answer(once)
    expect(first.value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    await site.page.goto(`${site.origin}/`)
    const again = await site.askByClick('publish', event('Once'), { idempotencyKey: 'once' })
    expect(await site.answer(again)).toEqual(first)
    expect(await ada.badge()).toBe('')
    const twice = await site.askByClick('publish', event('Twice'), { idempotencyKey: 'twice' })
    await ada.approveSite()
    expect((await site.answer(twice)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    // One item at a time, until there is no cursor any more.
    const titles: string[] = []
    let cursor: string | undefined
    do {
      const more = cursor === undefined ? {} : { cursor }
      const { value } = await site.ask('query', { festival, type: 'event', limit: 1, ...more })
      const page = value as { items: EventItem[]; cursor?: string }
      titles.push(...page.items.map(({ title }) => title))
      cursor = page.cursor
    } while (cursor !== undefined && titles.length < 5)
    expect(titles.sort()).toEqual(['Once', 'Twice'])
    // The extension is loaded anew, as after an update.
    await site.subscribe({ festival, type: 'event' })
    await site.page.evaluate(`(() => {
      window.states = 0
      p2panda.addEventListener('statechange', () => (window.states += 1))
      p2panda.addEventListener('disconnect', ({ detail }) => (window.gone = detail))
    })()`)
    const states = (): Promise<number> => site.page.evaluate('states')
    await expect.poll(states).toBeGreaterThan(0)
    const before = await states()
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html'))
    await options.evaluate('void setTimeout(() => (globalThis.browser ?? chrome).runtime.reload(), 100)')
    if (kind === 'chromium') {
      // A page is told so, and asks in vain until it is loaded anew too.
      await expect.poll(() => site.page.evaluate('window.gone')).toEqual({ code: 4900 })
      expect(await site.ask('permissions')).toEqual({ error: { code: 4900, name: 'Disconnected' } })
      return
    }
    // Firefox puts a new script beside the page, which goes on with what it had: events are states, and come again.
    await expect.poll(states, { timeout: 30_000 }).toBeGreaterThan(before)
    const between = await states()
    const after = await site.askByClick('publish', event('After'))
    await ada.approveSite()
    expect((await site.answer(after)).value).toMatchObject({ status: 'stored' })
    await expect.poll(async () => (await site.values()).at(-1)?.toSorted()).toEqual(['After', 'Once', 'Twice'])
    await expect.poll(states).toBeGreaterThan(between)
    expect(await site.page.evaluate('window.gone ?? null')).toBe(null)
  })

  it('ends when p2panda is removed from the browser, as every later one', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = await festivalId(ada)
    const site = await AskingSite.open(ada, afterwards)
    await site.page.evaluate(`void p2panda.addEventListener('disconnect', ({ detail }) => (window.gone = detail))`)
    const asking = await site.askByClick('connect', { scopes: [`read:${festival}`] })
    await siteQuestion(ada.browser)
    // Longer than anybody who is not there would be waited for.
    await new Promise((resolve) => setTimeout(resolve, 8_000))
    expect(await site.isWaiting(asking)).toBe(true)
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html'))
    await options.evaluate('void setTimeout(() => (globalThis.browser ?? chrome).management.uninstallSelf(), 100)')
    const DISCONNECTED = { error: { code: 4900, name: 'Disconnected' } }
    await expect.poll(() => site.isWaiting(asking), { timeout: 20_000 }).toBe(false)
    expect(await site.answer(asking)).toEqual(DISCONNECTED)
    expect(await site.page.evaluate('window.gone')).toEqual({ code: 4900 })
    expect(await site.ask('permissions')).toEqual(DISCONNECTED)
  })
})
