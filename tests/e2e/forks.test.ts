// Somebody says two different things: the popup says so in plain words, what was said before stays, and nobody has to do
// anything. The same for my own log that went on elsewhere, for signatures that are being checked, for what is incomplete.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { tabTo } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'
import { BEFORE, ONE, OTHER, OTTO, twoBranches } from './harness/two-branches.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }

const thing = (title: string): string => `${hook('thing')}[data-title="${title}"]`

describe.each(BROWSERS)('a person who said two different things, in %s', (kind) => {
  const { panda } = usePeople()

  it('is shown in plain words; what they said before still counts', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = parseEntryHash(await festivalId(ada)) ?? expect.fail('no festival')
    const { author, one, other } = await twoBranches(festival)
    await openFile(ada, 'one.p2panda', one)
    await ada.seesThing(ONE)
    const popup = await ada.popup()
    expect(await popup.exists(hook('fork-card'))).toBe(false)

    await openFile(ada, 'other.p2panda', other)
    const card = `${hook('fork-card')}[data-author="${author}"][data-seq-num="4"]`
    await popup.waitFor(card, { timeoutMs: 30_000 })
    expect(await popup.text(card)).toMatch(new RegExp(`${OTTO}\u2069? said two different things\\.`))
    for (const title of [ONE, OTHER]) await popup.waitForGone(thing(title))
    await popup.waitFor(thing(BEFORE))

    await popup.evaluate(() => document.body.focus())
    await tabTo(popup, `${hook('fork-why')} summary`)
    await popup.press('Enter')
    await popup.waitFor(hook('fork-statement'))
    expect(await popup.text(hook('fork-why'))).toContain(ONE)
    await isFineToLookAt(popup, 'the fork in the popup')
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#festivals'))
    await options.waitFor(card)
    await isFineToLookAt(options, 'the fork in the app')
    await options.click(hook('rail-data'))
    await options.click(`${hook('log-row')}[data-author="${author}"] ${hook('log-open')}`)
    await options.click(`${hook('log-line')}[data-seq-num="4"] ${hook('entry-open')}`)
    await options.click(`${hook('entry-other')} summary`)
    await isFineToLookAt(options, 'both statements')
  })
})

describe.each(BROWSERS)('notices about logs in %s', (kind) => {
  const { panda } = usePeople()

  it('can be read by everybody, and what they are about is not answered', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    const popup = await ada.goTo('all')
    await change(popup, 'logs', { stopped: 1, verified: 1 })
    for (const table of ['resources', 'events']) await change(popup, table, { incomplete: true })
    await popup.waitFor(`${hook('own-elsewhere')}[data-code="rolled-back"]`, { timeoutMs: 30_000 })
    await popup.waitFor(`${hook('checking')}[data-code="0.25"]`)
    await popup.waitFor(`${thing(PROJECTOR)} ${hook('incomplete')}`)
    await isFineToLookAt(popup, 'what is being checked')
    await ada.goTo('today')
    await popup.waitFor(`${hook('event-card')} ${hook('incomplete')}`)
    await isFineToLookAt(popup, 'an event of which a part is missing')
    await ada.goTo('waiting')
    await popup.waitFor(hook('own-elsewhere'))
    await popup.waitFor(`${hook('inbox-item')} ${hook('incomplete')}`)
    await popup.click(hook('approve'))
    await popup.waitFor(`${hook('error')}[data-code="still-checking"]`)
    await isFineToLookAt(popup, 'an answer that has to wait')
    await change(popup, 'logs', { verified: Number.MAX_SAFE_INTEGER })
    await popup.click(hook('approve'))
    await popup.waitFor(`${hook('error')}[data-code="not-complete"]`)
  })
})

/** Chooses a file on the options page and waits until all of it is there. */
async function openFile(person: Person, name: string, bytes: Uint8Array): Promise<void> {
  const options = await person.browser.open(person.browser.extensionUrl('options/options.html#data'))
  await options.waitFor(() => document.querySelector('[data-test="import-file"]'))
  await options.evaluate(
    (fileName, base64) => {
      const input = document.querySelector('[data-test="import-file"]')
      if (!(input instanceof HTMLInputElement)) throw new Error('no file input')
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], fileName))
      input.files = transfer.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    },
    name,
    Buffer.from(bytes).toString('base64'),
  )
  const row = `${hook('import-row')}[data-name="${name}"]`
  await options.click(`${row} ${hook('import-add')}`)
  await options.waitFor(`${row}[data-state="done"]`, { timeoutMs: 30_000 })
  await options.close()
}

/** Writes fields into every row of a table behind everybody's back: for states that take two browsers or a long file. */
async function change(page: Page, table: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
  await page.evaluate(
    (name, values) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('p2panda')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const db = opening.result
          const transaction = db.transaction(name, 'readwrite')
          const store = transaction.objectStore(name)
          const rows = store.getAll()
          rows.addEventListener('success', () => {
            for (const row of rows.result) store.put({ ...row, ...values })
          })
          transaction.addEventListener('complete', () => {
            db.close()
            resolve()
          })
        })
      }),
    table,
    fields,
  )
}
