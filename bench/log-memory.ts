// Memory while a file with 100,000 entries is imported: what all processes of the browser hold, as the system counts it,
// looked at from outside a few times a second.
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
/** After this part of the entries everything that grows once has grown: code, workers, caches. */
const WARM = 0.2

const LOOK_EVERY_MS = 250

/** What the bundle leaves on the page. */
declare const importPage: typeof import('./log-import-page.ts')

interface Look {
  readonly entries: number
  readonly megabytes: number
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
  const total = PEOPLE * ENTRIES_EACH
  const warm = highest(looks.filter(({ entries }) => entries <= total * WARM))
  const later = highest(looks.filter(({ entries }) => entries > total * WARM))
  const before = looks[0]?.megabytes ?? 0
  const where = label(kind)
  return [
    {
      what: 'memory while 100,000 entries are imported, first fifth: over before',
      where,
      unit: 'MB',
      samples: [warm - before],
    },
    {
      what: 'memory while 100,000 entries are imported, the rest: over first fifth',
      where,
      unit: 'MB',
      samples: [later - warm],
    },
  ]
}

async function watch(page: Page, pid: number): Promise<Look[]> {
  const looks: Look[] = [{ entries: 0, megabytes: await megabytesOf(pid) }]
  await page.evaluate((url: string) => importPage.start(url), FILE)
  const look = async (): Promise<boolean> => {
    await pause(LOOK_EVERY_MS)
    const { entries, isDone } = await page.evaluate(() => importPage.progress())
    looks.push({ entries, megabytes: await megabytesOf(pid) })
    return isDone
  }
  await until('the end of the import', look, 300_000)
  return looks
}

function highest(looks: readonly Look[]): number {
  return Math.max(...looks.map(({ megabytes }) => megabytes))
}

/** What the processes of a group hold; memory that several share is divided among them (`Pss` of Linux). */
async function megabytesOf(group: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const kilobytes = await Promise.all(pids.map(async (pid) => ((await groupOf(pid)) === group ? pssOf(pid) : 0)))
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1000
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
