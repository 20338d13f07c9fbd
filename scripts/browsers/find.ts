// Which browsers are on this machine, and are they new enough for the extension (the versions of manifest.json)?
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { BrowserKind } from './browser.ts'

export interface FoundBrowser {
  readonly kind: BrowserKind
  readonly path: string
  /** For example `Chromium 156.0.8078.79`. */
  readonly version: string
  readonly major: number
}

export type FindError =
  | { readonly code: 'not-found'; readonly kind: BrowserKind }
  | { readonly code: 'too-old'; readonly kind: BrowserKind; readonly found: FoundBrowser; readonly needed: number }
  | { readonly code: 'does-not-start'; readonly kind: BrowserKind; readonly path: string }

const NEEDED: Record<BrowserKind, number> = { chromium: 137, firefox: 142 }

const OVERRIDE: Record<BrowserKind, string> = { chromium: 'P2PANDA_CHROMIUM', firefox: 'P2PANDA_FIREFOX' }

const NAMES: Record<BrowserKind, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'],
  firefox: ['firefox', 'firefox-esr', 'firefox-developer-edition', 'firefox-nightly'],
}

const PLACES: Record<BrowserKind, readonly string[]> = {
  chromium: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
  ],
  firefox: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
    String.raw`C:\Program Files\Mozilla Firefox\firefox.exe`,
  ],
}

/** Finds one browser: the environment variable `P2PANDA_CHROMIUM` or `P2PANDA_FIREFOX` wins, then PATH, then usual places. */
export function findBrowser(
  kind: BrowserKind,
): { readonly ok: true; readonly value: FoundBrowser } | { readonly ok: false; readonly error: FindError } {
  const path = process.env[OVERRIDE[kind]] ?? [...inPath(NAMES[kind]), ...PLACES[kind]].find(isProgram)
  if (path === undefined) return { ok: false, error: { code: 'not-found', kind } }
  const version = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 }).stdout?.trim().split('\n').pop()
  const major = Number(/(\d+)\.\d/.exec(version ?? '')?.[1])
  if (version === undefined || Number.isNaN(major)) return { ok: false, error: { code: 'does-not-start', kind, path } }
  const found = { kind, path, version, major }
  if (major < NEEDED[kind]) return { ok: false, error: { code: 'too-old', kind, found, needed: NEEDED[kind] } }
  return { ok: true, value: found }
}

/** Whether the environment names the browser to use. */
export function isNamed(kind: BrowserKind): boolean {
  return process.env[OVERRIDE[kind]] !== undefined
}

/** What a person can do about it, in one sentence. */
export function explainFindError(error: FindError): string {
  const name = error.kind === 'chromium' ? 'Chromium or Chrome' : 'Firefox'
  const howTo = `Install ${name} ${NEEDED[error.kind]} or newer, or set ${OVERRIDE[error.kind]} to its path.`
  if (error.code === 'not-found') return `No ${name} found. ${howTo}`
  if (error.code === 'too-old') return `${error.found.version} (${error.found.path}) is too old. ${howTo}`
  return `${error.path} does not tell its version, so it probably does not start. ${howTo}`
}

function inPath(names: readonly string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
