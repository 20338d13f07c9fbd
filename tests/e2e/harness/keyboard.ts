// Using a page with nothing but keys. Wherever the focus goes on its way it must be seen.
import type { Page } from '../../../scripts/browsers/browser.ts'
import { until } from '../../../scripts/browsers/wait.ts'
import { hook } from '../../../scripts/story/person.ts'

/** More presses than any screen has places for the focus. */
const PATIENCE = 80

/** Within this time a page has drawn itself, on a machine that is busy with other things. */
const SETTLED_MS = 3000

interface Focus {
  /** What has the focus, for people who read a failure; empty while it is on nothing. */
  readonly what: string
  readonly hook: string
  readonly reached: boolean
  readonly seen: boolean
}

/**
 * Waits for `target` and presses Tab until the focus is on it; gives the hooks it passed. Throws where the focus can not be seen.
 * Nobody tabs to what they do not see yet, and a key in the same moment as a change of the page meets half of it.
 */
export async function tabTo(page: Page, target: string): Promise<string[]> {
  const passed: string[] = []
  await page.waitFor(target)
  for (let presses = 0; presses < PATIENCE; presses += 1) {
    await page.press('Tab')
    const { hook, reached } = await settledFocus(page, target)
    if (reached) return passed
    passed.push(hook)
  }
  throw new Error(`Tab never reaches ${target}; it goes to ${[...new Set(passed)].join(', ')}`)
}

/** Where the focus is when the page is drawn: what moves while it is looked at is looked at again. */
async function settledFocus(page: Page, target: string): Promise<Focus> {
  let focus: Focus | undefined
  const look = async (): Promise<Focus | undefined> => {
    focus = await page.evaluate(readFocus, target)
    return focus.what === '' || focus.seen ? focus : undefined
  }
  return until('the focus is seen', look, SETTLED_MS).catch((cause: unknown) => {
    throw new Error(`the focus is not seen on ${focus?.what}, on the way to ${target}`, { cause })
  })
}

/** Presses one key per character. */
export async function typeKeys(page: Page, text: string): Promise<void> {
  for (const character of text) await page.press(character === ' ' ? 'Space' : character)
}

/** Goes to what has this hook, and types there. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, hook(name))
  await typeKeys(page, text)
}

export async function pressOn(page: Page, name: string, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, hook(name))
  await page.press(key)
}

export function focusedHook(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-test'))
}

/** Runs in the page. */
function readFocus(target: string): Focus {
  // Elements for web sites keep what has the focus in a tree of their own.
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  if (active === null || active === document.body || active === document.documentElement)
    return { what: '', hook: '', reached: false, seen: false }
  const { outlineStyle, outlineWidth } = getComputedStyle(active)
  const { left, right, top, bottom } = active.getBoundingClientRect()
  // WCAG 2.4.11: not hidden altogether. What looks like a choice may be the label around an input.
  const owner = active.getRootNode()
  const tree = owner instanceof ShadowRoot ? owner : document
  const isAt = (y: number): boolean => {
    const found = tree.elementFromPoint((left + right) / 2, y)
    return found !== null && (active.contains(found) || found.closest('label')?.contains(active) === true)
  }
  const isUncovered = [top + 2, (top + bottom) / 2, bottom - 2].some((y) => isAt(y))
  return {
    what: `${active.outerHTML.slice(0, 160)} (outline ${outlineStyle} ${outlineWidth}, uncovered ${isUncovered})`,
    hook: active.closest('[data-test]')?.getAttribute('data-test') ?? '',
    reached: active.matches(target),
    seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && isUncovered,
  }
}
