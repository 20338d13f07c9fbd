// Installs the browsers that are missing, where we may: on Debian and its relatives, as root.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { BrowserKind } from './browser.ts'
import { explainFindError, findBrowser, isNamed } from './find.ts'

const PACKAGES: Record<BrowserKind, string> = { chromium: 'chromium', firefox: 'firefox-esr' }

/** A server's Debian has no font at all, and web pages without one are blank. */
const FONTS = 'fonts-dejavu-core'

/** `ip`, which the network of the tests is set up with, is not part of a minimal Debian. */
const NETWORK_TOOLS = 'iproute2'

/**
 * Makes sure that the given browsers are there and says what it does. Throws a sentence that says what to do by hand
 * when it may not install anything, or when that did not help.
 */
export async function installBrowsers(kinds: readonly BrowserKind[] = ['chromium', 'firefox']): Promise<void> {
  const missing = kinds.filter((kind) => !findBrowser(kind).ok)
  if (missing.length > 0) {
    // A path that somebody named is theirs to put right: another browser is not what they asked for.
    if (!mayInstall() || missing.some(isNamed)) throw new Error(explainMissing(missing))
    install([...missing.map((kind) => PACKAGES[kind]), FONTS])
    const still = missing.filter((kind) => !findBrowser(kind).ok)
    if (still.length > 0) throw new Error(explainMissing(still))
  }
  if (!hasNetworkTools() && mayInstall()) install([NETWORK_TOOLS])
}

/** Root on a machine with apt-get; everywhere else installing is up to the person. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

function hasNetworkTools(): boolean {
  return process.platform !== 'linux' || spawnSync('ip', ['-Version'], { stdio: 'ignore' }).status === 0
}

function install(packages: readonly string[]): void {
  console.log(`Installing ${packages.join(', ')} with apt-get; this takes a minute or two …`)
  const steps = [
    ['update', '--quiet=2'],
    ['install', '--yes', '--quiet=2', '--no-install-recommends', ...packages],
  ]
  for (const step of steps) {
    const done = spawnSync('apt-get', step, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 1024 * 1024,
    })
    if (done.status !== 0) {
      const said = `${done.stdout}\n${done.stderr}`.trim().split('\n').slice(-10).join('\n')
      throw new Error(`apt-get ${step[0]} failed:\n${said}`)
    }
  }
  console.log(`Installed ${packages.join(', ')}.`)
}

function explainMissing(kinds: readonly BrowserKind[]): string {
  const reasons = kinds.flatMap((kind) => {
    const found = findBrowser(kind)
    return found.ok ? [] : [explainFindError(found.error)]
  })
  return [...reasons, ...(mayInstall() ? [] : ['On Debian, root gets it installed by this command.'])].join('\n')
}
