// Starts a browser of either kind with the extension.
import type { Browser, BrowserKind, LaunchOptions } from './browser.ts'
import { launchChromium } from './chromium.ts'
import { explainFindError, findBrowser } from './find.ts'
import { launchFirefox } from './firefox.ts'

/** Throws a sentence that says what to install when this browser is missing. */
export async function launchBrowser(kind: BrowserKind, options: LaunchOptions): Promise<Browser> {
  const found = findBrowser(kind)
  if (!found.ok) throw new Error(explainFindError(found.error))
  const launch = kind === 'chromium' ? launchChromium : launchFirefox
  return launch(found.value.path, options)
}
