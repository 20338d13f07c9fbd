// What a machine can say against a screen as it is now.
import type { AxeRules, Page } from '../../../scripts/browsers/browser.ts'

/**
 * Rules of WCAG 2.2 A and AA that are broken, and what is wider than its window; empty when all is well. `colours` are enough for
 * another theme of what was looked at already.
 */
export async function complaints(page: Page, which: AxeRules = 'all'): Promise<string[]> {
  await page.focus()
  await page.evaluate(withoutTransitions)
  await page.evaluate(withBarAtTheEnd)
  const violations = await page.axe(which)
  const wide = await tooWide(page)
  const rules = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.join(' ')}`)
  return [...rules, ...wide]
}

/** What has to be scrolled sideways to be read. */
export async function tooWide(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => {
    const named = (element: Element): string => `${element.localName}.${element.getAttribute('class') ?? ''}`
    /** How far it and its own words reach: words may be wider than the element that they are in. */
    const reachOf = (element: Element): number => {
      const words = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
      const ends = words.map((each) => {
        const range = document.createRange()
        range.selectNode(each)
        return range.getBoundingClientRect().right
      })
      return Math.max(element.getBoundingClientRect().right, ...ends)
    }
    /** The first of the innermost elements that stand out, with those around it. */
    const culprit = (within: Element): string => {
      const { left } = within.getBoundingClientRect()
      const edge = left + within.clientLeft + within.clientWidth + 1
      const standsOut = (element: Element): boolean => reachOf(element) > edge
      const out = [...within.querySelectorAll('*')].filter(standsOut)
      const inner = out.find((element) => ![...element.children].some(standsOut))
      return [inner?.parentElement?.parentElement, inner?.parentElement, inner]
        .flatMap((each) => (each ? [named(each)] : []))
        .join(' > ')
    }
    return [document.documentElement, ...document.querySelectorAll('.scroll, main, dialog')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((each) => `${named(each)} ${each.scrollWidth} > ${each.clientWidth} for ${culprit(each)}`)
  })
  return wide.map((element) => `wider than its window: ${element}`)
}

/**
 * Runs inside the page. What lies under the bar of a phone is not too small to be pressed: it is scrolled from there. Comes after
 * `withoutTransitions`, which takes it away again.
 */
function withBarAtTheEnd(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('.bottom-bar { position: static !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}

/**
 * Runs inside the page. A colour on its way from one theme to the other is neither; browsers stop the way in windows that are
 * not seen, and begin it when they like.
 */
export function withoutTransitions(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }')
  document.adoptedStyleSheets = [sheet]
}
