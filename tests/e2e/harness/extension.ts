// Where the built extension lies; the runner of these tests builds it first.
import { join } from 'node:path'
import type { BrowserKind } from '../../../scripts/browsers/browser.ts'

export function extensionFolder(kind: BrowserKind): string {
  return join(process.cwd(), 'dist', kind === 'chromium' ? 'chrome' : 'firefox')
}
