// A person who agrees to what web sites ask, after reading all of it.
import { expect } from 'vitest'
import type { Browser, Page } from '../../../scripts/browsers/browser.ts'
import { until } from '../../../scripts/browsers/wait.ts'
import { hook } from '../../../scripts/story/person.ts'

const QUESTION = 'popup/popup.html#approval'

/** Waits for the next question, reads it as its button asks, and agrees. */
export async function sayYes(browser: Browser): Promise<void> {
  const window = await browser.waitForPage(QUESTION, { timeoutMs: 30_000 })
  await window.focus()
  await until('the question to be read', async () => {
    if (await window.exists(hook('show-rest'))) await window.click(hook('show-rest'))
    return window.exists(`${hook('approval-approve')}:not([aria-disabled])`)
  })
  await window.click(hook('approval-approve'))
}

/** Waits until no question is open any more. */
export async function noQuestionIsOpen(browser: Browser): Promise<void> {
  const urls = async (): Promise<string[]> =>
    Promise.all((await browser.pages()).map((page: Page) => page.url().catch(() => '')))
  await expect
    .poll(async () => (await urls()).some((url) => url.includes('#approval')), { timeout: 10_000 })
    .toBe(false)
}
