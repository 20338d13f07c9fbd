// Every screen, light and dark, in both languages: no rule of WCAG 2.2 A and AA that a machine can check is broken, nothing is
// wider than its window, and everything can be pressed with a finger, seen with the focus on it, and had without motion.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook } from '../../scripts/story/person.ts'
import { serveAskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { complaints } from './harness/complaints.ts'
import { handlingComplaints } from './harness/handling.ts'
import { usePeople } from './harness/people.ts'
import { tour } from './harness/tour.ts'

/** The tour has about this many screens; a walk that ends early must not pass. */
const SCREENS = 36
const MINUTES = 60_000

describe.each(BROWSERS)('every screen in %s', (kind) => {
  const { person, afterwards } = usePeople()

  it.for([
    ['en', [false, true]],
    // Words do not change colours: once is enough.
    ['de', [false]],
  ] as const)('can be used by everybody, in %s', { timeout: 4 * MINUTES }, async ([language, themes], { skip }) => {
    const [ada, site] = await Promise.all([
      person('Ada', kind, { locale: language, reducedMotion: true }),
      serveAskingSite(),
    ])
    afterwards(site.stop)
    const popup = await ada.popup()
    await popup.waitFor(hook('make-panda'))
    const speaks = await popup.evaluate(() => document.documentElement.lang.slice(0, 2))
    skip(kind === 'chromium' && speaks !== language, 'Chromium needs the package chromium-l10n to speak German')
    expect(speaks).toBe(language)
    await findsWhatIsPlanted(popup)
    const seen: string[] = []
    const broken: string[] = []
    await tour(ada, site.url, async (screen, page) => {
      seen.push(screen)
      broken.push(...(await handlingComplaints(page)).map((complaint) => `${screen}: ${complaint}`))
      for (const dark of themes) {
        await page.emulateDark(dark)
        const where = `${screen}, ${dark ? 'dark' : 'light'}`
        broken.push(...(await complaints(page, dark ? 'colours' : 'all')).map((complaint) => `${where}: ${complaint}`))
      }
    })
    expect(broken).toEqual([])
    expect(new Set(seen).size).toBeGreaterThanOrEqual(SCREENS)
  })
})

/** Checks that find nothing are trusted only after they found something. */
async function findsWhatIsPlanted(page: Page): Promise<void> {
  expect(await handlingComplaints(page)).toEqual([])
  await page.evaluate(() => {
    const button = document.createElement('button')
    button.textContent = '.'
    button.style.cssText = 'width: 20px; height: 20px; padding: 0; outline: none; border: 0; transition: color 1s'
    document.body.append(button)
  })
  expect((await handlingComplaints(page)).map((complaint) => complaint.split(':')[0])).toEqual([
    'moves',
    'too small to press',
    'focus is not seen',
  ])
  await page.evaluate(() => document.body.lastElementChild?.remove())
}
