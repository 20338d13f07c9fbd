// Browsers, meeting point and web site for one benchmark, and their certain end.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserKind, LaunchOptions, Page } from '../scripts/browsers/browser.ts'
import { launchBrowser } from '../scripts/browsers/launch.ts'
import { distOf } from '../scripts/build/targets.ts'
import { Person } from '../scripts/story/person.ts'
import { clickTime, seenTime } from './in-page.ts'

export const PAIRS: readonly (readonly [BrowserKind, BrowserKind])[] = [
  ['chromium', 'chromium'],
  ['firefox', 'firefox'],
  ['chromium', 'firefox'],
]

/** An extension that does nothing: a browser needs one here to be driven like the other. */
export const NOTHING = {
  manifest_version: 3,
  name: 'Nothing',
  version: '1',
  browser_specific_settings: { gecko: { id: 'nothing@p2panda.test', strict_min_version: '142.0' } },
}

const NAMES: Record<BrowserKind, string> = { chromium: 'Chromium', firefox: 'Firefox' }

/** How a table calls a browser or a pair. */
export function label(...kinds: readonly BrowserKind[]): string {
  return kinds.map((kind) => NAMES[kind]).join(' → ')
}

/** Everything that must end with a benchmark. */
export class Stage {
  readonly #ends: (() => Promise<unknown>)[] = []

  /** Starts a headless browser with the extension. */
  async browser(kind: BrowserKind, name: string, options: Partial<LaunchOptions> = {}): Promise<Browser> {
    const extension = distOf(kind === 'chromium' ? 'chrome' : 'firefox')
    const browser = await launchBrowser(kind, { name, extension, headless: true, ...options })
    return this.keep(browser, () => browser.close())
  }

  async person(kind: BrowserKind, name: string): Promise<Person> {
    return new Person(name, await this.browser(kind, name))
  }

  /** An empty folder, for a profile that outlives its browser. */
  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'p2panda-bench-'))
    return this.keep(folder, () => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  }

  /** Remembers how something ends. */
  keep<T>(value: T, end: () => Promise<unknown>): T {
    this.#ends.push(end)
    return value
  }

  /** Ends everything, the last first. */
  async close(): Promise<void> {
    for (const end of this.#ends.splice(0).toReversed()) await end()
  }
}

/** Runs a benchmark on a stage of its own. */
export async function onStage<T>(play: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = new Stage()
  try {
    return await play(stage)
  } finally {
    await stage.close()
  }
}

/** Milliseconds from the click on one page to the element on the other, once both have happened. */
export async function clickToSeen(clicked: Page, seen: Page): Promise<number> {
  await seen.waitFor(seenTime, { timeoutMs: 60_000 })
  const [start, end] = [await clicked.evaluate(clickTime), await seen.evaluate(seenTime)]
  if (start === null || end === null) throw new Error('nothing was clicked')
  return end - start
}
