// Which browsers an end-to-end test runs in, and browsers that are certain to end with their test.
import { afterEach } from 'vitest'
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

/**
 * Call inside `describe`: gives a function that starts headless browsers. After each test all of them are closed; when
 * the test failed, their last lines are printed first.
 */
export function useBrowsers(): (kind: BrowserKind, options: Omit<LaunchOptions, 'headless'>) => Promise<Browser> {
  const launched: Browser[] = []
  afterEach(async ({ task }) => {
    const browsers = launched.splice(0)
    if (task.result?.state === 'fail') for (const browser of browsers) printLog(browser)
    await Promise.all(browsers.map((browser) => browser.close()))
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
