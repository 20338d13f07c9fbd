// `npm start`: builds, starts a meeting point, opens Ada's and Ben's browsers and plays the story. With a display the
// windows stay open for the person who reads along; without one the story is told here and its pictures go to demo/.
//   npm start                     one browser kind for both, whichever is there
//   npm start -- firefox          Firefox for both
//   npm start -- chromium firefox Ada in Chromium, Ben in Firefox
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildEmbed } from './build/embed.ts'
import { buildExtension } from './build/extension.ts'
import type { Browser, BrowserKind } from './browsers/browser.ts'
import { findBrowser } from './browsers/find.ts'
import { installBrowsers } from './browsers/install.ts'
import { launchBrowser } from './browsers/launch.ts'
import { findSandbox, inNamespace } from './browsers/sandbox.ts'
import { narrate } from './story/narrator.ts'
import { Person } from './story/person.ts'
import { play } from './story/plot.ts'
import { serveWebsite } from './story/website.ts'
import { startTracker } from './tracker.ts'

const KINDS: readonly BrowserKind[] = ['chromium', 'firefox']

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return process.env['CI'] === undefined
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
}

/** Ada's and Ben's browser: as named, else the first kind that is on this machine, after installing one if we may. */
async function chooseBrowsers(names: readonly string[]): Promise<[BrowserKind, BrowserKind]> {
  const unknown = names.filter((name) => !KINDS.some((kind) => kind === name))
  if (unknown.length > 0) throw new Error(`npm start knows chromium and firefox, not “${unknown.join(' ')}”`)
  const [ada, ben = ada] = names as BrowserKind[]
  if (ada !== undefined && ben !== undefined) return [ada, ben]
  if (!KINDS.some((kind) => findBrowser(kind).ok)) await installBrowsers()
  const found = KINDS.find((kind) => findBrowser(kind).ok) ?? 'chromium'
  return [found, found]
}

async function tellStory([adaKind, benKind]: [BrowserKind, BrowserKind], headless: boolean): Promise<void> {
  const tracker = await startTracker()
  const site = await serveWebsite()
  const browsers: Browser[] = []
  const launch = async (name: string, kind: BrowserKind): Promise<Person> => {
    const browser = await launchBrowser(kind, { name, extension: join('dist', distOf(kind)), headless })
    browsers.push(browser)
    return new Person(name, browser)
  }
  try {
    console.log(`Ada sits at ${adaKind}, Ben at ${benKind}; their meeting point is ${tracker.url}`)
    const [ada, ben] = await Promise.all([launch('Ada', adaKind), launch('Ben', benKind)])
    await play({ ada, ben, tracker, site }, await narrate(headless ? 'demo' : undefined))
    if (headless) console.log('\nThe pictures of every step are in demo/.')
    else {
      await Promise.all([ada, ben].map((person) => person.chooseUndo(10)))
      await leaveToUser(browsers, site.url)
    }
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()))
    await Promise.all([tracker.stop(), site.stop()])
  }
}

async function leaveToUser(browsers: readonly Browser[], url: string): Promise<void> {
  console.log(`\nThe windows are yours now; the web site is ${url}. Close both browsers, or press Ctrl+C, to end.`)
  await Promise.all(browsers.map((browser) => browser.closed))
}

function distOf(kind: BrowserKind): string {
  return kind === 'chromium' ? 'chrome' : 'firefox'
}

const kinds = await chooseBrowsers(process.argv.slice(2))
const headless = !hasDisplay()
if (headless && !inNamespace()) {
  await Promise.all([buildExtension(), buildEmbed()])
  const sandbox = findSandbox()
  console.log(`No display here: the story is played without windows.\n${sandbox.note}`)
  const [program = '', ...args] = sandbox.wrap(
    [...process.execArgv, ...process.argv.slice(1, 2), ...kinds].toSpliced(0, 0, process.execPath),
  )
  if (sandbox.env['P2PANDA_SANDBOX'] === 'namespace') {
    process.exit(spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...sandbox.env } }).status ?? 1)
  }
  Object.assign(process.env, sandbox.env)
} else if (!headless) {
  await Promise.all([buildExtension(), buildEmbed()])
}
await tellStory(kinds, headless)
process.exit(0)
