// Who said what: a long log from its newest entry backwards, and single entries in bytes, opened and closed by keyboard, light and
// dark.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importFile, openData } from '../../scripts/story/files.ts'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook } from '../../scripts/story/person.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { tabTo } from './harness/keyboard.ts'
import { longBundle } from './harness/long-bundle.ts'
import { usePeople } from './harness/people.ts'

const ENTRIES = 300
const PAGE = 50

describe.each(BROWSERS)('the view of a log in %s', (kind) => {
  const { panda } = usePeople()
  const folder = useFolders()

  it('shows the newest entries first and older ones when asked, down to the first', async () => {
    const ben = await panda('Ben', kind)
    const path = join(await folder(), 'long.p2panda')
    await writeFile(path, (await longBundle(1, ENTRIES)).bytes)
    await importFile(ben, path)
    const page = await openData(ben)
    const lines = (): Promise<number[]> =>
      page.evaluate(
        (line) => [...document.querySelectorAll<HTMLElement>(line)].map(({ dataset }) => Number(dataset['seqNum'])),
        hook('log-line'),
      )
    const downTo = (last: number): number[] => Array.from({ length: ENTRIES - last + 1 }, (_, index) => ENTRIES - index)
    await tabTo(page, hook('log-open'))
    await page.press('Enter')
    await expect.poll(lines).toEqual(downTo(ENTRIES - PAGE + 1))
    await page.waitFor(`${hook('log-line')}[data-standing="counts"]`)
    await isFineToLookAt(page, 'a log')
    await looksIntoEntries(page)
    for (let last = ENTRIES - 2 * PAGE + 1; last >= 1; last -= PAGE) {
      await page.click(hook('log-older'))
      await expect.poll(lines).toEqual(downTo(last))
    }
    await page.waitForGone(hook('log-older'))
    await page.press('Escape')
    await page.waitFor(`${hook('section-data')}:not(:has(${hook('log-lines')}))`)
    await page.waitFor(`${hook('stored-festival')}[data-entries="${ENTRIES + 1}"][data-mine="1"]`)
    await page.waitFor(hook('stored-room'))
    expect(await page.exists(hook('room-line'))).toBe(false)
    // No test can fill a disk.
    await page.evaluate(() => {
      navigator.storage.estimate = () => Promise.resolve({ usage: 900_000_000, quota: 950_000_000 })
    })
    await page.click(hook('rail-settings'))
    await page.waitFor(hook('room-line'))
    await isFineToLookAt(page, 'little room')
  })
})

/** From the newest entry along its links, what the bytes are, and back to where it was opened. */
async function looksIntoEntries(page: Page): Promise<void> {
  const newest = `${hook('log-line')}[data-seq-num="${ENTRIES}"]`
  const goTo = async (target: string): Promise<void> => {
    await tabTo(page, target)
    await page.press('Enter')
  }
  const entry = (seqNum: number): string => `${hook('entry-view')}[data-seq-num="${seqNum}"]`
  const link = (seqNum: number): string => `${hook('entry-link')}[data-seq-num="${seqNum}"][data-state="fits"]`
  await goTo(`${newest} ${hook('entry-open')}`)
  await page.waitFor(`${entry(ENTRIES)} ${hook('entry-signed')}[data-signed="true"]`)
  await goTo(`${link(299)} ${hook('entry-link-open')}`)
  await page.waitFor(entry(299))
  await goTo(`${hook('entry-field')}[data-field="lipmaalink"]`)
  await page.waitFor(`${hook('entry-field')}[aria-pressed="true"]`)
  expect(await page.text(hook('entry-field-meaning'))).toContain('entry 295')
  expect(await page.text(`${hook('content-line')}[data-name="op"]`)).toContain('profile.set')
  for (const width of [320, 1000]) {
    await page.setViewport(width, 800)
    await isFineToLookAt(page, `an entry, ${width} wide`)
  }
  await page.click(`${link(295)} ${hook('entry-link-open')}`)
  await page.waitFor(entry(295))
  await page.click(hook('entry-back'))
  await page.waitFor(`${newest} ${hook('entry-open')}:focus`)
}
