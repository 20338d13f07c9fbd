// Where a scenario plays: a world that fills with people, who stay or come and go, and write now and then.

import { QuickRandom } from '../quick-random.ts'
import { World, type WorldOptions } from '../world/world.ts'
import type { SpreadEntry } from '../world/spread.ts'
import type { Visit } from '../world/visit.ts'
import type { Comparison, Goal } from './goals.ts'
import { Sampler, type Measures } from './measures.ts'

export const SECOND_MS: number = 1_000
export const MINUTE_MS: number = 60_000
export const HOUR_MS: number = 3_600_000

/** Of those who go, so many close their browser in good order; the others just vanish. */
const GOODBYES = 0.8

export interface StageOptions extends WorldOptions {
  nodes: number
  /** A quarter of the waiting, the same figures but for what sync repairs in time. Default false. */
  brief?: boolean
}

/** How long things take, minutes: to find a shape, to settle under churn, to be measured at most, to get everywhere. */
interface Pace {
  gathering: number
  churning: number
  measuring: number
  resting: number
  /** Entries per minute. */
  writing: number
}

const LONG: Readonly<Pace> = { gathering: 8, churning: 10, measuring: 60, resting: 7, writing: 4 }
const BRIEF: Readonly<Pace> = { gathering: 3, churning: 4, measuring: 4, resting: 0.25, writing: 10 }

export class Stage {
  readonly nodes: number
  readonly world: World
  readonly random: QuickRandom
  readonly pace: Readonly<Pace>
  readonly goals: Goal[] = []
  readonly #sampler: Sampler
  /** Mean time that people stay; they stay for ever unless told otherwise. */
  #sessionMs = Number.POSITIVE_INFINITY

  constructor(options: StageOptions) {
    this.nodes = options.nodes
    this.pace = options.brief === true ? BRIEF : LONG
    this.world = new World(options)
    this.random = new QuickRandom(`${options.seed}/stage`)
    this.#sampler = new Sampler(this.world)
  }

  /** Honest people who are online and awake. */
  get present(): Visit[] {
    return [...this.world.visits].filter((visit) => visit.isAwake && !visit.isHostile)
  }

  /** So many people come, spread evenly over a time. The first one founds the festival. */
  async fill(count: number, overMs: number): Promise<void> {
    if (this.world.visits.size === 0) await this.#come()
    for (let index = 1; index < count; index += 1) {
      this.world.time.after((overMs * index) / count, () => this.#come())
    }
    await this.pass(overMs)
  }

  /** From now on people stay this long on average, and for everybody who goes a stranger comes. */
  churn(sessionMs: number): void {
    this.#sessionMs = sessionMs
    for (const visit of this.world.visits) this.#endOf(visit)
  }

  /** Everybody comes within two minutes and finds a place; then measuring begins. */
  async gather(): Promise<void> {
    await this.fill(this.nodes, 2 * MINUTE_MS)
    await this.pass(this.pace.gathering * MINUTE_MS)
    this.begin()
  }

  /** The same, and people come and go. */
  async gatherAndChurn(sessionMs: number): Promise<void> {
    await this.gather()
    this.churn(sessionMs)
    await this.pass(this.pace.churning * MINUTE_MS)
    this.begin()
  }

  /** Entries are written for so many minutes, and have time to get everywhere; gives the figures. */
  async measure(minutes: number): Promise<Measures> {
    const writing = Math.min(minutes, this.pace.measuring) * MINUTE_MS
    this.write(this.pace.writing, writing)
    await this.pass(writing + this.pace.resting * MINUTE_MS)
    return this.measures()
  }

  /** Writes entries until a time from now, so many a minute, by whoever is there. */
  write(perMinute: number, forMs: number): void {
    const until = this.world.time.elapsed + forMs
    const next = (): void => {
      const wait = this.random.exponential(MINUTE_MS / perMinute)
      this.world.time.after(wait, async () => {
        if (this.world.time.elapsed >= until) return
        await this.#writeOnce()
        next()
      })
    }
    next()
  }

  /** Somebody who is there writes an entry, between two events. */
  async writeNow(): Promise<SpreadEntry> {
    await this.#writeOnce()
    await this.world.settle()
    const entry = this.world.spread.entries.at(-1)
    if (entry === undefined) throw new RangeError('nobody is there to write')
    return entry
  }

  /** Time passes. */
  async pass(ms: number): Promise<void> {
    await this.world.run(this.world.time.elapsed + ms)
  }

  /** Time passes until it is so, looked at every `everyMs`; gives the time it took, or infinity when that is too long. */
  async until(isSo: () => boolean, everyMs: number, atMostMs: number): Promise<number> {
    const start = this.world.time.elapsed
    while (this.world.time.elapsed - start < atMostMs) {
      if (isSo()) return this.world.time.elapsed - start
      await this.pass(everyMs)
    }
    return isSo() ? atMostMs : Number.POSITIVE_INFINITY
  }

  /** What happened so far does not count. */
  begin(): void {
    this.#sampler.begin()
  }

  measures(): Measures {
    return this.#sampler.measures()
  }

  /** What was not measured is no goal. */
  goal(what: string, measured: number | undefined, comparison: Comparison, goal: number, unit = ''): void {
    if (measured !== undefined) this.goals.push({ what, measured, comparison, goal, unit })
  }

  async #writeOnce(): Promise<void> {
    await this.random.pick(this.present)?.write(`entry at ${this.world.time.elapsed}`)
  }

  async #come(): Promise<void> {
    this.#endOf(await this.world.arrive())
  }

  #endOf(visit: Visit): void {
    if (!Number.isFinite(this.#sessionMs)) return
    this.world.time.after(this.random.exponential(this.#sessionMs), async () => {
      if (visit.isOver) return
      if (this.random.chance(GOODBYES)) visit.leave()
      else visit.crash()
      await this.#come()
    })
  }
}
