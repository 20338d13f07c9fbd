// What a machine can say against a screen as it is now.
import type { Page } from '../../../scripts/browsers/browser.ts'

/** Rules of WCAG 2.2 A and AA that are broken, and what is wider than its window; empty when all is well. */
export async function complaints(page: Page): Promise<string[]> {
  await page.focus()
  await page.evaluate(withoutTransitions)
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

/**
 * Runs inside the page. A colour on its way from one theme to the other is neither; browsers stop the way in windows that are
 * not seen, and begin it when they like.
 */
function withoutTransitions(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }')
  document.adoptedStyleSheets = [sheet]
}
