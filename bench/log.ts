// The log in real browsers: receiving, storing, folding, appending, and what the browser's own signature check alone would
// take. The ways take turns in one page, so that a busy moment of the machine hits all of them, and are compared round by
// round.
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { pause, until } from '../scripts/browsers/wait.ts'
import { measureLive } from './log-live.ts'
import { makeLargeFile, measureKept, measureMemory } from './log-memory.ts'
import { measureNewest } from './log-newest.ts'
import { openLogPage } from './log-stage.ts'
import type { Measurement, Unit } from './measurement.ts'
import { label, onStage, type Stage } from './stage.ts'

const ENTRIES = 10_000
const ROUNDS = 15
/** A look at the page takes time on the very thread that is measured: rare enough to come after most rounds. */
const LOOK_EVERY_MS = 400
/** What the bundle leaves on the page. */
declare const logPage: typeof import('./log-page.ts')

interface Way {
  readonly what: string
  /** Runs inside the page. */
  readonly round: () => Promise<number>
  /** The ways whose rates it is compared with. */
  readonly than?: readonly string[]
}

const BARE = 'signatures verified by one worker, nothing else'
const BARE_TWO = 'signatures verified by two workers, nothing else'
const ONE = 'received (verified by one worker, stored)'
const ROWS = 'stored, a row per entry'

const WAYS: readonly Way[] = [
  { what: BARE, round: () => logPage.bare(1) },
  { what: BARE_TWO, round: () => logPage.bare(2), than: [BARE] },
  { what: ONE, round: () => logPage.receive(1), than: [BARE] },
  { what: 'received, two workers', round: () => logPage.receive(2), than: [ONE, BARE, BARE_TWO] },
  {
    what: 'received provisionally (hash chain, one signature in 64, stored)',
    round: () => logPage.receiveProvisionally(),
    than: [BARE],
  },
  {
    what: 'looked at provisionally (the same, kept in memory)',
    round: () => logPage.lookProvisionally(),
    than: [BARE],
  },
  { what: ROWS, round: () => logPage.storeRows() },
  { what: 'stored in segments', round: () => logPage.storeSegments(), than: [ROWS] },
  { what: 'events folded into view rows', round: () => logPage.projectLog() },
]

export async function measureLog(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  const file = await makeLargeFile()
  for (const kind of ['chromium', 'firefox'] as const) {
    measurements.push(...(await onStage((stage) => measureWays(stage, kind))))
    measurements.push(await measureLive(kind))
    measurements.push(...(await onStage((stage) => measureMemory(stage, kind, file))))
    measurements.push(await onStage((stage) => measureKept(stage, kind, file)))
  }
  return [...measurements, ...(await measureNewest())]
}

async function measureWays(stage: Stage, kind: BrowserKind): Promise<Measurement[]> {
  const { page } = await openLogPage(stage, kind)
  await page.evaluate((entries: number) => logPage.prepare(entries), ENTRIES)
  const where = label(kind)
  const rates = WAYS.map(() => [] as number[])
  const medians: number[] = []
  const slowest: number[] = []
  // The first round only warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const samples: number[] = []
    for (const way of WAYS) samples.push(await play(page, way.round))
    const times = await play(page, () => logPage.appendOwn())
    if (round === 0) continue
    for (const [index, sample] of samples.entries()) rates[index]?.push(sample)
    medians.push(percentile(times, 0.5))
    slowest.push(percentile(times, 0.95))
  }
  const measure = (what: string, unit: Unit, samples: number[]): Measurement => ({ what, where, unit, samples })
  return [
    ...WAYS.map(({ what }, index) => measure(what, '1/s', rates[index] ?? [])),
    ...WAYS.flatMap(({ what, than = [] }, index) =>
      than.map((other) => {
        const others = rates[WAYS.findIndex((way) => way.what === other)]
        const ratios = rates[index]?.map((rate, round) => rate / (others?.[round] ?? rate)) ?? []
        return measure(`${what}, compared with: ${other}`, '×', ratios)
      }),
    ),
    measure(`own entry appended durably, median of 60`, 'ms', medians),
    measure(`own entry appended durably, 95th percentile of 60`, 'ms', slowest),
  ]
}

/** Begins something inside the page and gives what it came to. */
async function play<T>(page: Page, work: () => Promise<T>): Promise<T> {
  await page.evaluate(`logPage.keep((${work.toString()})())`)
  const look = async (): Promise<{ value: T } | undefined> => {
    await pause(LOOK_EVERY_MS)
    // Firefox says null for undefined.
    return (await page.evaluate(() => logPage.outcome() as { value: T } | null | undefined)) ?? undefined
  }
  return (await until('the end of a round', look, 120_000)).value
}

function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
