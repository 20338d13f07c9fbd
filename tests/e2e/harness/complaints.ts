// What a machine can say against a screen as it is now.
import type { Page } from '../../../scripts/browsers/browser.ts'

/** Rules of WCAG 2.2 A and AA that are broken, and what is wider than its window; empty when all is well. */
export async function complaints(page: Page): Promise<string[]> {
  await page.focus()
  // A colour on its way from one theme to the other is neither, and browsers stop the way of windows that are not seen.
  await page.evaluate(() => {
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    for (const animation of moving) animation.finish()
  })
  const violations = await page.axe()
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.scroll, main, dialog')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(
        ({ localName, className, scrollWidth, clientWidth }) =>
          `${localName}.${className} ${scrollWidth} > ${clientWidth}`,
      ),
  )
  const rules = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.join(' ')}`)
  return [...rules, ...wide.map((element) => `wider than its window: ${element}`)]
}
