// Which browsers an end-to-end test runs in, and browsers that are certain to end with their test.
import { afterAll, afterEach } from 'vitest'
import type { Browser, BrowserKind, LaunchOptions } from '../../../scripts/browsers/browser.ts'
import { launchBrowser } from '../../../scripts/browsers/launch.ts'
import { wantedBrowsers } from '../../../scripts/browsers/wanted.ts'

/** Both browsers, unless `P2PANDA_BROWSERS` says otherwise. For `describe.each`. */
export const BROWSERS: readonly BrowserKind[] = wantedBrowsers()

/** Pairs (Ada's browser, Ben's browser) whose both sides are wanted. */
export const PAIRS: readonly (readonly [BrowserKind, BrowserKind])[] = (
  [
    ['chromium', 'chromium'],
    ['firefox', 'firefox'],
    ['chromium', 'firefox'],
  ] as const
).filter((pair) => pair.every((kind) => BROWSERS.includes(kind)))

/** How long a browser and whoever sits in front of it stay: for one test, or for all tests of the `describe`. */
export type Stay = 'test' | 'describe'

/** Calls `end` when the test, or all tests of this `describe`, have ended. */
export function atTheEnd(stay: Stay, end: () => Promise<unknown>): void {
  if (stay === 'test') afterEach(end)
  else afterAll(end)
}

/**
 * Call inside `describe`: gives a function that starts headless browsers. At the end all of them are ended, at once, because
 * nothing of theirs is needed any more; when a test failed, their last lines are printed first.
 */
export function useBrowsers(
  stay: Stay = 'test',
): (kind: BrowserKind, options: Omit<LaunchOptions, 'headless'>) => Promise<Browser> {
  const launched: Browser[] = []
  atTheEnd(stay, () => Promise.all(launched.splice(0).map((browser) => browser.crash())))
  // Hooks run in reverse order: this one while the browsers are still there.
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') for (const browser of launched) printLog(browser)
  })
  return async (kind, options) => {
    const browser = await launchBrowser(kind, { headless: true, ...options })
    launched.push(browser)
    return browser
  }
}

function printLog(browser: Browser): void {
  console.error(`--- ${browser.name} (${browser.kind}), last lines ---\n${browser.log().slice(-40).join('\n')}`)
}
