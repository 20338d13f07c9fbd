// A background that can not start, as when an update was cut off: whoever asks it for something hears that nobody answers, and can
// restart p2panda without knowing where browsers hide that.
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { until } from '../../scripts/browsers/wait.ts'
import { hook } from '../../scripts/story/person.ts'
import { BROWSERS } from './harness/browsers.ts'
import { extensionFolder } from './harness/extension.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { pressOn } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

/** Chromium leaves the last window open, with something else in it. */
async function showsPopup(page: Page): Promise<boolean> {
  return !(await page.isClosed()) && (await page.url()).includes('popup.html')
}

describe.each(BROWSERS)('a background that does not start in %s', (kind) => {
  const folder = useFolders()
  const { person } = usePeople()

  it('is said to whoever asks it for something, and a restart brings it back', async () => {
    const extension = await folder()
    await cp(extensionFolder(kind), extension, { recursive: true })
    const background = join(extension, 'background/main.js')
    const whole = await readFile(background)
    await writeFile(background, 'throw new Error("cut off")')

    const ada = await person('Ada', kind, { extension })
    const popup = await ada.popup()
    await popup.click(hook('make-panda'))
    await popup.waitFor(`${hook('error')}[data-code="no-answer"]`, { timeoutMs: 30_000 })
    await isFineToLookAt(popup, 'a background that does not answer')

    await writeFile(background, whole)
    await pressOn(popup, 'restart', 'Enter')
    await until('the popup to close', async () => !(await showsPopup(popup)))
    if (!(await popup.isClosed())) await ada.closePopup()
    await ada.makePanda()
  })
})
