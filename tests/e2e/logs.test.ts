// Who said what: a long log from its newest entry backwards, opened and closed by keyboard, light and dark.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importFile, openData } from '../../scripts/story/files.ts'
import { hook } from '../../scripts/story/person.ts'
import { BROWSERS } from './harness/browsers.ts'
import { complaints } from './harness/complaints.ts'
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
    expect(await page.exists(`${hook('log-line')}[data-standing="counts"]`)).toBe(true)
    for (const dark of [false, true]) {
      await page.emulateDark(dark)
      expect(await complaints(page)).toEqual([])
    }
    for (let last = ENTRIES - 2 * PAGE + 1; last >= 1; last -= PAGE) {
      await page.click(hook('log-older'))
      await expect.poll(lines).toEqual(downTo(last))
    }
    expect(await page.exists(hook('log-older'))).toBe(false)
    await page.press('Escape')
    await page.waitFor(`${hook('section-data')}:not(:has(${hook('log-lines')}))`)
  })
})
