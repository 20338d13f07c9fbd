// Festivals as files: two people that never met a network exchange them and agree; long ones survive whatever dies; wrong
// ones say why.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { exportFestival, importFile, importRow, openData } from '../../scripts/story/files.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { longBundle, type LongBundle } from './harness/long-bundle.ts'
import { usePeople } from './harness/people.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
/** Long enough to be caught in the middle, short enough to wait for. */
const [PEOPLE, ENTRIES_EACH] = [4, 1600]
const PATIENCE = { timeoutMs: 120_000 }

let long: LongBundle
let short: LongBundle

beforeAll(async () => {
  short = await longBundle(3, 100)
  long = await longBundle(PEOPLE, ENTRIES_EACH)
}, 120_000)

describe.each(BROWSERS)('festivals as files in %s', (kind) => {
  const { panda, person } = usePeople()
  const folder = useFolders()

  const saved = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(await folder(), name)
    await writeFile(path, bytes)
    return path
  }

  it('two people that never met a network exchange files and agree', async () => {
    const [ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    const hand = async (from: Person, to: Person): Promise<void> => {
      const file = await exportFestival(from, FESTIVAL)
      await importFile(to, await saved(`from ${from.name}.p2panda`, file))
    }
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await hand(ada, ben)
    await ben.seesThing(PROJECTOR)
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    await hand(ben, ada)
    await ada.waitForBadge('1')
    await ada.approve()
    await ada.seesConfirmed(EVENT, 100)
    await hand(ada, ben)
    await ben.seesConfirmed(EVENT, 100)
    for (const each of [ada, ben]) await staysOffline(each)
  })

  it('goes on by itself when everything that works on it is killed, and ends with every signature checked', async () => {
    const ben = await panda('Ben', kind)
    const path = await saved('long.p2panda', long.bytes)
    const page = await openData(ben)
    await page.upload(hook('import-file'), [path])
    await page.click(`${importRow(path)} ${hook('import-add')}`)
    await waitForMore(page, path)
    await killDocumentFirst(ben, page)
    await page.waitFor(importRow(path, 'running'))
    await waitForMore(page, path)
    await killBackgroundFirst(ben, page)
    await page.waitFor(importRow(path, 'running'))
    // Nobody watches from now on: only the alarm is left.
    await page.goto(ben.browser.extensionUrl('manifest.json'))
    const popup = await ben.popup()
    await expect
      .poll(() => popup.evaluate(importStates), { timeout: PATIENCE.timeoutMs, interval: 500 })
      .toEqual(['done'])
    const again = await openData(ben)
    await again.waitFor(stored(long), PATIENCE)
    expect(await problems(again, path)).toBe('')
    await staysOffline(ben)
  })

  it('pauses, survives the end of the browser, and goes on', async () => {
    const profile = await folder()
    const path = await saved('long.p2panda', long.bytes)
    const before = await panda('Ben', kind, { profile })
    const page = await openData(before)
    await page.upload(hook('import-file'), [path])
    await page.click(`${importRow(path)} ${hook('import-add')}`)
    await waitForMore(page, path)
    await page.click(`${importRow(path)} ${hook('import-pause')}`)
    await page.waitFor(importRow(path, 'paused'))
    await before.browser.close()
    const ben = await person('Ben', kind, { profile })
    const again = await openData(ben)
    await again.waitFor(importRow(path, 'paused'))
    expect(await again.exists(stored(long))).toBe(false)
    await again.click(`${importRow(path)} ${hook('import-go-on')}`)
    await again.waitFor(importRow(path, 'done'), PATIENCE)
    await again.waitFor(stored(long), PATIENCE)
  })

  it('looks at a file without storing anything of it, says why it does not take a wrong one, and stores nothing wrong', async () => {
    const ben = await panda('Ben', kind)
    const path = await saved('short.p2panda', short.bytes)
    const page = await openData(ben)
    await page.upload(hook('import-file'), [path])
    await page.click(`${importRow(path)} ${hook('import-check')}`)
    await page.waitFor(importRow(path, 'done'))
    expect(await page.text(`${importRow(path)} ${hook('import-report')}`)).toContain('300 entries · 3 people')
    expect(await page.exists(hook('stored-festival'))).toBe(false)
    await page.click(`${importRow(path)} ${hook('import-remove')}`)
    await page.waitFor('text=Nothing is open.')
    await page.close()
    await refusesWrongOnes(ben)
  })

  const refusesWrongOnes = async (ben: Person): Promise<void> => {
    const { bytes } = short
    const files = {
      'a letter.p2panda': new TextEncoder().encode('Are you coming on Friday?'),
      'damaged.p2panda': changedAt(bytes, Math.floor(bytes.length * 0.6)),
      'cut.p2panda': bytes.slice(0, Math.floor(bytes.length * 0.6)),
      'newer.p2panda': changedAt(bytes, 12),
    }
    const paths = await Promise.all(Object.entries(files).map(([name, file]) => saved(name, file)))
    const page = await openData(ben)
    await page.upload(hook('import-file'), paths)
    for (const path of paths) await page.click(`${importRow(path)} ${hook('import-add')}`)
    const [letter, damaged, cut, newer] = paths
    expect(await page.text(`${importRow(letter ?? '')} ${hook('error')}`)).toBe('This is no p2panda file.')
    expect(await page.text(`${importRow(newer ?? '')} ${hook('error')}`)).toContain('newer version')
    await page.waitFor(importRow(cut ?? '', 'failed'))
    expect(await page.text(importRow(cut ?? ''))).toContain('The end of this file is missing.')
    await page.waitFor(`${importRow(damaged ?? '', 'done')}, ${importRow(damaged ?? '', 'failed')}`)
    expect(await problems(page, damaged ?? '')).not.toBe('')
    // What was right in the broken ones was kept, and the whole file completes it.
    const whole = await saved('whole.p2panda', bytes)
    expect((await importFile(ben, whole)).entries).toBe(short.entries)
    await page.waitFor(stored(short))
    expect(await importFile(ben, whole)).toEqual({ entries: short.entries, added: 0 })
  }

  it('lets nobody into a closed festival but who was meant to come in', async () => {
    const [ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    // The form of the popup makes open festivals only.
    await (await ada.popup()).evaluate(createFestival, CLOSED)
    const shut = await saved('shut.p2panda', await exportFestival(ada, CLOSED))
    const open = await saved('open.p2panda', await exportFestival(ada, CLOSED, true))
    const data = await openData(ben)
    await data.upload(hook('import-file'), [shut])
    await data.click(`${importRow(shut)} ${hook('import-add')}`)
    expect(await data.text(`${importRow(shut)} ${hook('error')}`)).toContain('lets nobody in')
    await importFile(ben, open)
    await data.waitFor(`${hook('stored-festival')}[data-title="${CLOSED}"]`)
  })
})

const CLOSED = 'Hinter dem Haus'

/** The command of the popup, for a closed one. Runs in a page of the extension. */
async function createFestival(title: string): Promise<void> {
  const { runtime } = (globalThis as unknown as { chrome: { runtime: { sendMessage: (message: unknown) => unknown } } })
    .chrome
  const id = crypto.randomUUID().replaceAll('-', '')
  const params = { title, timezone: 'Europe/Berlin', visibility: 'closed' }
  await runtime.sendMessage({ kind: 'command', id, name: 'festival.create', params })
}

/** What is stored is exactly this, and all of it checked; the reader's own log adds one entry. */
function stored({ title, entries }: LongBundle): string {
  return `${hook('stored-festival')}[data-title="${title}"][data-entries="${entries + 1}"][data-unchecked="0"]`
}

async function staysOffline(person: Person): Promise<void> {
  const popup = await person.popup()
  await popup.waitFor(`${hook('online-switch')}[aria-checked="false"]`)
  expect(await popup.text(hook('peers'))).toBe('Kept on this device')
}

/** Until some of the rest is stored. */
async function waitForMore(page: Page, path: string): Promise<void> {
  const progress = `${importRow(path, 'running')} ${hook('import-progress')}`
  const share = (): Promise<number> =>
    page.evaluate((selector) => document.querySelector<HTMLProgressElement>(selector)?.value ?? 0, progress)
  const before = await share()
  await expect.poll(share, { timeout: 60_000, interval: 20 }).toBeGreaterThan(before)
}

/** In the middle of the import. The worker may notice that the document is gone before it ends itself. */
async function killDocumentFirst(person: Person, page: Page): Promise<void> {
  if (person.browser.kind === 'chromium') await page.evaluate(CLOSE_DOCUMENT)
  await person.browser.killBackground()
}

/** Nobody is left to notice anything. */
async function killBackgroundFirst(person: Person, page: Page): Promise<void> {
  await person.browser.killBackground()
  if (person.browser.kind === 'chromium') await page.evaluate(CLOSE_DOCUMENT)
}

/** As they are in the database. Runs in a page of the extension. */
function importStates(): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('p2panda')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const reading = database.transaction('imports').objectStore('imports').getAll()
      reading.onerror = () => reject(reading.error)
      reading.onsuccess = () => {
        database.close()
        resolve(reading.result.map(({ state }: { state: string }) => state))
      }
    }
  })
}

const CLOSE_DOCUMENT = 'chrome.offscreen.closeDocument()'

function problems(page: Page, path: string): Promise<string | undefined> {
  const report = `${importRow(path)} ${hook('import-report')}`
  return page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.dataset['problems'], report)
}

function changedAt(bytes: Uint8Array, position: number): Uint8Array {
  return bytes.map((byte, index) => (index === position ? byte ^ 3 : byte))
}
