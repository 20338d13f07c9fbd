// What a person does when a web site asks them something. The window of a question may be closing, or the next question may
// come in it: so nobody holds on to a window, and a question is answered when it is not there any more.
import type { Browser, Page } from '../browsers/browser.ts'
import { until } from '../browsers/wait.ts'
import { hook } from './hook.ts'

const WINDOW = 'popup/popup.html#approval'
const TIMEOUT_MS = 30_000

/** A question that a window shows now. */
interface Shown {
  readonly id: string
  readonly window: Page
}

/** Waits for a window that shows a question, and brings it to the front. */
export async function siteQuestion(browser: Browser): Promise<Page> {
  const { window } = await until('a question of a web site', () => shownQuestion(browser), TIMEOUT_MS)
  await window.focus()
  return window
}

/** Waits for a question, reads it to its end, and answers. Afterwards that question is gone; its window may show the next one. */
export async function answerQuestion(browser: Browser, answer: 'approve' | 'reject' | 'block'): Promise<void> {
  const { id, window } = await until('a question of a web site', () => shownQuestion(browser), TIMEOUT_MS)
  // A window that comes to the front takes a moment before it can be answered.
  await window.focus()
  const isGone = async (): Promise<boolean> => {
    const now = await shownQuestion(browser)
    if (now?.id !== id) return true
    // What comes between the look and the press, like a window that comes to the front, takes the press: then once more.
    await press(now.window, answer)
    return false
  }
  await until('the question of a web site to be answered', isGone, TIMEOUT_MS)
}

/** Waits until no window for questions is there any more. */
export async function questionsClose(browser: Browser): Promise<void> {
  await until('the windows of questions to close', async () => (await questionWindows(browser)).length === 0)
}

/** The windows for questions that are there now; one that closes meanwhile is not. */
export async function questionWindows(browser: Browser): Promise<readonly Page[]> {
  const pages = await browser.pages()
  const urls = await Promise.all(pages.map((page) => page.url().catch(() => '')))
  return pages.filter((_, index) => urls[index]?.includes(WINDOW))
}

async function shownQuestion(browser: Browser): Promise<Shown | undefined> {
  for (const window of await questionWindows(browser)) {
    const id = await window.evaluate<[], string | null>(shownHere).catch(async (error: unknown) => {
      if (await window.isClosed()) return null
      throw error
    })
    if (id !== null) return { id, window }
  }
  return undefined
}

/** Runs in the window. */
function shownHere(): string | null {
  return document.querySelector('[data-test="approval"]')?.getAttribute('data-approval') ?? null
}

async function press(window: Page, answer: 'approve' | 'reject' | 'block'): Promise<void> {
  const button = hook(`approval-${answer}`)
  if (answer === 'approve' && (await window.exists(hook('show-rest')))) await window.click(hook('show-rest'))
  else if (await window.exists(`${button}:not([aria-disabled])`)) await window.click(button, { timeoutMs: 1_000 })
}
