// Every screen, light and dark, in both languages: no rule of WCAG 2.2 A and AA that a machine can check is broken, and
// nothing is wider than its window.
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { serveAskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { complaints } from './harness/complaints.ts'
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
    const [ada, site] = await Promise.all([person('Ada', kind, { locale: language }), serveAskingSite()])
    afterwards(site.stop)
    const popup = await ada.popup()
    await popup.waitFor(hook('make-panda'))
    const speaks = await popup.evaluate(() => document.documentElement.lang.slice(0, 2))
    skip(kind === 'chromium' && speaks !== language, 'Chromium needs the package chromium-l10n to speak German')
    expect(speaks).toBe(language)
    const seen: string[] = []
    const broken: string[] = []
    await tour(ada, site.url, async (screen, page) => {
      seen.push(screen)
      for (const dark of themes) {
        await page.emulateDark(dark)
        const where = `${screen}, ${dark ? 'dark' : 'light'}`
        broken.push(...(await complaints(page)).map((complaint) => `${where}: ${complaint}`))
      }
    })
    expect(broken).toEqual([])
    expect(new Set(seen).size).toBeGreaterThanOrEqual(SCREENS)
  })
})
