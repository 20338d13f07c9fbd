// What a panel says when it refuses a command: only the answer to this attempt counts, not one that is still shown.
import type { Page } from '../../../scripts/browsers/browser.ts'
import { hook } from '../../../scripts/story/person.ts'

export interface Refusal {
  readonly code: string
  /** What people read. */
  readonly sentence: string
}

/** Does `act`, which must be refused, and waits for the refusal. */
export async function refusalOf(panel: Page, act: () => Promise<void>): Promise<Refusal> {
  const error = hook('error')
  await panel.evaluate((old) => document.querySelector(old)?.setAttribute('data-seen', ''), error)
  await act()
  const fresh = `${error}:not([data-seen])`
  await panel.waitFor(fresh)
  const code = await panel.evaluate((shown) => document.querySelector(shown)?.getAttribute('data-code') ?? '', fresh)
  return { code, sentence: await panel.text(fresh) }
}
