// A browser whose person has a festival of any size in it, and panels that say how they felt.
import { existsSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser, BrowserKind } from '../scripts/browsers/browser.ts'
import { until } from '../scripts/browsers/wait.ts'
import { distOf } from '../scripts/build/targets.ts'
import { Person } from '../scripts/story/person.ts'
import type { Filled, Plan } from './fill-page.ts'
import { madeUpSchedule, readSchedule, type Talk } from './schedule.ts'
import { label, onStage, type Stage } from './stage.ts'

const SCHEDULE = '../shared/data/33c3.schedule.json'
/** Longest time to fill a database, ms. */
const FILLED_MS = 600_000
const PANELS = ['popup/popup.html', 'options/options.html']

/** What the bundle leaves on the page. */
declare const fillPage: typeof import('./fill-page.ts')

/** The programme of 33C3, or as many made-up events where its file is not at hand. */
export async function readTalks(): Promise<readonly Talk[]> {
  return existsSync(SCHEDULE) ? readSchedule(await readFile(SCHEDULE, 'utf8')) : madeUpSchedule()
}

/** A profile and the extension that it belongs to. */
export interface FilledStage extends Filled {
  /** Starts the browser anew with both. */
  readonly start: (stage: Stage) => Promise<Browser>
}

/** Fills a profile; it and a copy of the extension last as long as `stage`. */
export async function fillStage(stage: Stage, kind: BrowserKind, plan: Plan): Promise<FilledStage> {
  const [profile, extension] = [await stage.folder(), await stage.folder()]
  await equip(extension, kind)
  const start = (each: Stage): Promise<Browser> => each.browser(kind, 'Ada', { profile, extension })
  const begin = performance.now()
  const filled = await onStage(async (each) => {
    const ada = new Person('Ada', await start(each))
    await ada.makePanda()
    await ada.closePopup()
    const page = await ada.browser.open(ada.browser.extensionUrl('fill.html'))
    await page.evaluate((given: Plan) => fillPage.begin(given), plan)
    const done = async (): Promise<Filled | undefined> => (await page.evaluate(() => fillPage.filled())) ?? undefined
    return until('the festival', done, FILLED_MS)
  })
  const seconds = ((performance.now() - begin) / 1000).toFixed(0)
  console.log(
    `${label(kind)}: ${plan.events} events, ${plan.waiting} waiting, ${filled.entries} entries in ${seconds} s`,
  )
  return { ...filled, start }
}

/** A copy of the extension with a page that fills the database, and with panels that watch themselves. */
export async function equip(extension: string, kind: BrowserKind): Promise<void> {
  await cp(distOf(kind === 'chromium' ? 'chrome' : 'firefox'), extension, { recursive: true })
  await bundleInto(extension, 'fill-page', 'fillPage')
  await bundleInto(extension, 'watch', 'watch')
  await writeFile(
    join(extension, 'fill.html'),
    '<!doctype html><title>Fill</title><script src="fill-page.js"></script>',
  )
  for (const panel of PANELS) await watchPanel(join(extension, panel))
}

async function bundleInto(folder: string, name: string, globalName: string): Promise<void> {
  const entryPoints = [`bench/${name}.ts`]
  const common = { bundle: true, format: 'iife', target: 'es2023', minify: true, logLevel: 'error' } as const
  await build({ ...common, entryPoints, outfile: join(folder, `${name}.js`), globalName })
}

/** Lets a panel load the watch before its own script. */
async function watchPanel(file: string): Promise<void> {
  const html = await readFile(file, 'utf8')
  const watched = html.replace('</head>', '<script src="/watch.js"></script></head>')
  if (watched === html) throw new Error(`${file} has no head`)
  await writeFile(file, watched)
}
