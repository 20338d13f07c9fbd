// A festival that grows: what one more entry costs, and what panels ask, in real browsers. The same work at every size, so
// that the columns can be compared.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { until } from '../scripts/browsers/wait.ts'
import { serve } from '../scripts/serve.ts'
import type { Measurement } from './measurement.ts'
import { programmeToMeasure, type Talk } from './schedule.ts'
import { label, onStage, type Stage } from './stage.ts'

/** Events. */
const SIZES = [150, 1000, 10_000]
/** Requests that wait for an answer by hand, at every size. */
const WAITING = 20
const SAMPLES = 15
/** Longest time to fill the database, ms. */
const PREPARED_MS = 600_000
/**
 * Browsers tidy up a database for seconds after it was filled at once. (Chromium does so again while it is read for the first
 * times: what was asked 12 ms the first 150 times took 6 ms later. That is left in.)
 */
const SETTLED_MS = 20_000

/** What the bundle leaves on the page. */
declare const festivalPage: typeof import('./festival-page.ts')

type Added = Awaited<ReturnType<typeof festivalPage.addEvent>>

const ADDED: readonly { what: string; add: (page: Page) => Promise<Added> }[] = [
  { what: 'one request', add: (page) => page.evaluate(() => festivalPage.addRequest()) },
  { what: 'one request that a policy grants', add: (page) => page.evaluate(() => festivalPage.addRequestForPolicy()) },
  { what: 'one grant by hand', add: (page) => page.evaluate(() => festivalPage.addGrant()) },
  { what: 'one event', add: (page) => page.evaluate(() => festivalPage.addEvent()) },
]

const ASKED: readonly { what: string; ask: (page: Page) => Promise<number> }[] = [
  { what: `what waits for me (${WAITING})?`, ask: (page) => page.evaluate(() => festivalPage.askWhatWaits()) },
  { what: 'how many wait?', ask: (page) => page.evaluate(() => festivalPage.askHowMany()) },
  { what: 'what is free then?', ask: (page) => page.evaluate(() => festivalPage.askWhatIsFree()) },
  { what: 'what is now and next?', ask: (page) => page.evaluate(() => festivalPage.askNowAndNext()) },
  { what: 'what is on that day?', ask: (page) => page.evaluate(() => festivalPage.askForDay()) },
]

export async function measureFestival(): Promise<Measurement[]> {
  const talks = await programmeToMeasure()
  const measurements: Measurement[] = []
  for (const kind of ['chromium', 'firefox'] as const) {
    for (const size of SIZES) measurements.push(...(await onStage((stage) => measureSize(stage, kind, talks, size))))
  }
  return measurements
}

async function measureSize(
  stage: Stage,
  kind: BrowserKind,
  talks: readonly Talk[],
  size: number,
): Promise<Measurement[]> {
  const page = await openPage(stage, kind)
  await page.evaluate(
    (given: readonly Talk[], events: number, waiting: number) => festivalPage.begin(given, events, waiting),
    talks,
    size,
    WAITING,
  )
  const { entries, seconds } = await until(
    'the festival',
    async () => (await page.evaluate(() => festivalPage.prepared())) ?? undefined,
    PREPARED_MS,
  )
  console.log(`${label(kind)}: ${entries} entries stored and folded in ${seconds.toFixed(1)} s`)
  await setTimeout(SETTLED_MS)
  const where = `${label(kind)}, ${size.toLocaleString('en')} events`
  const measurements: Measurement[] = []
  for (const { what, ask } of ASKED) {
    const samples = await sampled(() => ask(page))
    console.log(`${where}: ${what} ${samples.map((sample) => sample.toFixed(1)).join(' ')}`)
    measurements.push({ what, where, unit: 'ms', samples })
  }
  for (const { what, add } of ADDED) {
    const times = await sampled(() => add(page))
    measurements.push(
      { what: `${what} → in the views`, where, unit: 'ms', samples: times.map(({ projected }) => projected) },
      { what: `${what} → background has reacted`, where, unit: 'ms', samples: times.map(({ reacted }) => reacted) },
    )
  }
  return measurements
}

/** The first two only warm up. */
async function sampled<Sample>(measure: () => Promise<Sample>): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let sample = 0; sample < SAMPLES + 2; sample += 1) samples.push(await measure())
  return samples.slice(2)
}

async function openPage(stage: Stage, kind: BrowserKind): Promise<Page> {
  const folder = await stage.folder()
  await build({
    bundle: true,
    entryPoints: ['bench/festival-page.ts'],
    outfile: join(folder, 'festival-page.js'),
    target: 'es2023',
    minify: true,
    logLevel: 'error',
    format: 'iife',
    globalName: 'festivalPage',
  })
  const icon = '<link rel="icon" href="data:,">'
  const script = '<script src="festival-page.js"></script>'
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><title>Festival</title>${icon}${script}</html>`,
  )
  const site = await serve(folder)
  stage.keep(site, site.stop)
  const browser = await stage.browser(kind, 'Ada')
  return browser.open(site.url)
}
