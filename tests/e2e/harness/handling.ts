// How a screen is handled, beside what axe can say: things to press are large enough, the focus is seen wherever it is, and
// nothing moves for somebody who does not want it.
import type { Page } from '../../../scripts/browsers/browser.ts'

/** Less than what can be pressed, in CSS pixels (`--touch` in ui/tokens.css), rounding allowed. */
const TOUCH = 43.5

/** Call before `complaints`, which stops all motion itself. The browser was started with `reducedMotion`. */
export async function handlingComplaints(page: Page): Promise<string[]> {
  await page.focus()
  const moving = await page.evaluate(whatMoves)
  const small = await page.evaluate(whatIsSmall, TOUCH)
  // A key first: only whoever uses the keyboard is shown where the focus is. Firefox has to be told as well.
  await page.press('Shift')
  const unseen = await page.evaluate(whereFocusIsNotSeen)
  return [
    ...moving.map((each) => `moves: ${each}`),
    ...small.map((each) => `too small to press: ${each}`),
    ...unseen.map((each) => `focus is not seen: ${each}`),
  ]
}

/** Runs inside the page: what takes more than an instant to change. */
function whatMoves(): string[] {
  const seconds = (times: string): number => Math.max(...times.split(',').map((time) => parseFloat(time)))
  return [...document.querySelectorAll('body *')].flatMap((element) =>
    ['', '::before', '::after'].flatMap((part) => {
      const style = getComputedStyle(element, part)
      const animated = style.animationName !== 'none' && seconds(style.animationDuration) > 0.001
      const changes = style.transitionProperty !== 'none' && seconds(style.transitionDuration) > 0.001
      return animated || changes ? [`${element.localName}.${element.getAttribute('class') ?? ''}${part}`] : []
    }),
  )
}

/** Runs inside the page: what can be pressed, with its label and its invisible edge, and is lower or narrower than `least`. */
function whatIsSmall(least: number): string[] {
  interface Box {
    top: number
    bottom: number
    left: number
    right: number
  }
  const union = (one: Box, two: Box): Box => ({
    top: Math.min(one.top, two.top),
    bottom: Math.max(one.bottom, two.bottom),
    left: Math.min(one.left, two.left),
    right: Math.max(one.right, two.right),
  })
  const edge = (element: Element, part: string): Box[] => {
    const style = getComputedStyle(element, part)
    if (style.content === 'none' || style.position !== 'absolute') return []
    const { top, left } = element.getBoundingClientRect()
    const [y, x] = [top + parseFloat(style.top), left + parseFloat(style.left)]
    return [{ top: y, left: x, bottom: y + parseFloat(style.height), right: x + parseFloat(style.width) }]
  }
  const targets =
    'button, summary, select, textarea, input:not([type="hidden"]), a[href], [role="switch"], [role="button"]'
  return [...document.querySelectorAll<HTMLElement>(targets)].flatMap((element) => {
    const inSentence = element.localName === 'a' && getComputedStyle(element).display === 'inline'
    // What neither pointer nor keyboard is meant to reach stands for a button beside it.
    if (element.getClientRects().length === 0 || inSentence || element.tabIndex < 0) return []
    if (getComputedStyle(element).visibility !== 'visible') return []
    const labels = 'labels' in element ? [...((element.labels ?? []) as Iterable<Element>)] : []
    const around = element.closest('label')
    const parts = [element, ...labels, ...(around === null ? [] : [around])]
    const edges = parts.flatMap((each) => ['::before', '::after'].flatMap((part) => edge(each, part)))
    const box = [...parts.map((each): Box => each.getBoundingClientRect()), ...edges].reduce(union)
    const [height, width] = [box.bottom - box.top, box.right - box.left]
    const name = `${element.localName}[${element.dataset['test'] ?? element.className}]`
    return height < least || width < least ? [`${name} ${Math.round(width)} × ${Math.round(height)}`] : []
  })
}

/** Runs inside the page: gives the focus to one thing after the other; around it something must look different. */
function whereFocusIsNotSeen(): string[] {
  const before = document.activeElement
  const focusable = 'button, summary, select, textarea, input:not([type="hidden"]), a[href], [tabindex="0"]'
  const looks = (element: Element): string => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element)
    return outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? boxShadow : `${outlineColor} ${boxShadow}`
  }
  const around = (element: HTMLElement): Element[] => {
    const labels = 'labels' in element ? [...((element.labels ?? []) as Iterable<Element>)] : []
    return [element, element.nextElementSibling, element.parentElement, element.closest('label'), ...labels].filter(
      (each): each is Element => each !== null,
    )
  }
  const unseen = [...document.querySelectorAll<HTMLElement>(focusable)].flatMap((element) => {
    const visible = element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible'
    if (!visible || element.matches(':disabled') || element.tabIndex < 0) return []
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    const parts = around(element)
    const without = parts.map(looks)
    element.focus({ preventScroll: true, focusVisible: true })
    if (document.activeElement !== element) return []
    const changed = parts.some((part, index) => looks(part) !== without[index])
    return changed ? [] : [`${element.localName}[${element.dataset['test'] ?? element.className}]`]
  })
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return unseen
}
