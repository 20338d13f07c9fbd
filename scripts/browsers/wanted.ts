// The environment variable P2PANDA_BROWSERS says in which browsers the end-to-end tests run.
import type { BrowserKind } from './browser.ts'

const ALL: readonly BrowserKind[] = ['chromium', 'firefox']

/** `chromium`, `firefox`, both separated by a comma (the default), or `none`. Throws when it says something else. */
export function wantedBrowsers(): readonly BrowserKind[] {
  const value = process.env['P2PANDA_BROWSERS'] ?? ''
  if (value === 'none') return []
  const words = value.split(',').filter((word) => word !== '')
  const unknown = words.filter((word) => !ALL.some((kind) => kind === word))
  if (unknown.length > 0) throw new Error(`P2PANDA_BROWSERS is chromium, firefox or none, not “${value}”`)
  return words.length === 0 ? ALL : ALL.filter((kind) => words.includes(kind))
}
