// Memory while a file with 100,000 entries is imported: what all processes of the browser hold, as the system counts it,
// looked at from outside a few times a second; and once more, each time after garbage was collected, for what is really kept.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { pause, until } from '../scripts/browsers/wait.ts'
import { prepareHashing } from '../src/bamboo/index.ts'
import { bundleOf, makeLog } from './log-entries.ts'
import { openLogPage } from './log-stage.ts'
import type { Measurement } from './measurement.ts'
import { label, type Stage } from './stage.ts'

const PEOPLE = 10
const ENTRIES_EACH = 10_000
const FILE = 'people.p2panda'
/** Parts of the import that are compared. In the first fifth everything that grows once grows: code, workers, caches. */
const SECOND_FIFTH = [0.2, 0.4] as const
const LAST_FIFTH = [0.8, 1] as const

const LOOK_EVERY_MS = 250
/** How far the import is, in entries, when garbage is collected in the second run; and how long that may take to show. */
const COLLECT_EVERY = 20_000
const SETTLE_MS = 300

/** What the bundle leaves on the page. */
declare const importPage: typeof import('./log-import-page.ts')

/** In MB: all processes of the browser, and those of them that run pages and their workers. */
interface Look {
  readonly entries: number
  readonly all: number
  readonly pages: number
}

/** The bytes of the file: logs of ten people in one festival, within everybody's quota. */
export async function makeLargeFile(): Promise<Uint8Array> {
  await prepareHashing()
  const first = await makeLog(ENTRIES_EACH)
  const logs = [first]
  while (logs.length < PEOPLE) logs.push(await makeLog(ENTRIES_EACH, { festival: first.festival }))
  return bundleOf(logs)
}

export async function measureMemory(stage: Stage, kind: BrowserKind, file: Uint8Array): Promise<Measurement[]> {
  const { page, browser, folder } = await openLogPage(stage, kind)
  await writeFile(join(folder, FILE), file)
  const looks = await watch(page, browser.pid)
  const where = label(kind)
  return (['pages', 'all'] as const).flatMap((which): Measurement[] => {
    const processes = which === 'all' ? 'all processes of the browser' : 'processes of pages'
    const early = middle(looks, SECOND_FIFTH, which)
    const before = looks[0]?.[which] ?? 0
    const growth = middle(looks, LAST_FIFTH, which) - early
    const what = `memory while 100,000 entries are imported, ${processes}`
    return [
      { what: `${what}: second fifth, over before`, where, unit: 'MB', samples: [early - before] },
      { what: `${what}: last fifth, over second fifth`, where, unit: 'MB', samples: [growth] },
    ]
  })
}

/** What is still held while the import goes on, each time after garbage was collected: what all of it has in common stays. */
export async function measureKept(stage: Stage, kind: BrowserKind, file: Uint8Array): Promise<Measurement> {
  const { page, browser, folder } = await openLogPage(stage, kind)
  await writeFile(join(folder, FILE), file)
  const kept: number[] = []
  let next = COLLECT_EVERY
  await page.evaluate((url: string) => importPage.start(url), FILE)
  const look = async (): Promise<boolean> => {
    await pause(LOOK_EVERY_MS)
    const { entries, isDone } = await page.evaluate(() => importPage.progress())
    if (entries < next || isDone) return isDone
    next += COLLECT_EVERY
    await page.collectGarbage()
    await pause(SETTLE_MS)
    kept.push((await megabytesOf(browser.pid)).pages)
    return false
  }
  await until('the end of the import', look, 300_000)
  const [first = 0, ...later] = kept
  const what = 'memory while 100,000 entries are imported, processes of pages, garbage collected'
  const samples = later.map((each) => each - first)
  return { what: `${what}: later, over after 20,000`, where: label(kind), unit: 'MB', samples }
}

async function watch(page: Page, pid: number): Promise<Look[]> {
  const looks: Look[] = [{ entries: 0, ...(await megabytesOf(pid)) }]
  await page.evaluate((url: string) => importPage.start(url), FILE)
  const look = async (): Promise<boolean> => {
    await pause(LOOK_EVERY_MS)
    const { entries, isDone } = await page.evaluate(() => importPage.progress())
    looks.push({ entries, ...(await megabytesOf(pid)) })
    return isDone
  }
  await until('the end of the import', look, 300_000)
  return looks
}

/** The median in a part of the import: single looks fall before or after a garbage collection. */
function middle(looks: readonly Look[], [from, to]: readonly [number, number], which: 'all' | 'pages'): number {
  const total = PEOPLE * ENTRIES_EACH
  const part = looks.filter(({ entries }) => entries > from * total && entries <= to * total)
  const sorted = part.map((look) => look[which]).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** What the processes of a group hold; memory that several share is divided among them (`Pss` of Linux). */
async function megabytesOf(group: number): Promise<Omit<Look, 'entries'>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  let [all, pages] = [0, 0]
  for (const pid of pids) {
    if ((await groupOf(pid)) !== group) continue
    const megabytes = (await pssOf(pid)) / 1000
    all += megabytes
    if (runsPages(await read(`/proc/${pid}/cmdline`))) pages += megabytes
  }
  return { all, pages }
}

/** By the arguments that Chromium and Firefox give to the processes that they start for pages. */
function runsPages(commandLine: string): boolean {
  return commandLine.includes('--type=renderer') || /-contentproc.*\btab\b/.test(commandLine)
}

/** Processes end while they are looked at. */
async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

async function groupOf(pid: string): Promise<number> {
  const stat = await read(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
}

async function pssOf(pid: string): Promise<number> {
  return Number(/^Pss:\s+(\d+) kB/m.exec(await read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
}
