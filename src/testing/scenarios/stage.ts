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
}

export class Stage {
  readonly nodes: number
  readonly world: World
  readonly random: QuickRandom
  readonly goals: Goal[] = []
  readonly #sampler: Sampler
  /** Mean time that people stay; they stay for ever unless told otherwise. */
  #sessionMs = Number.POSITIVE_INFINITY

  constructor(options: StageOptions) {
    this.nodes = options.nodes
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

  goal(what: string, measured: number, comparison: Comparison, goal: number, unit = ''): void {
    this.goals.push({ what, measured, comparison, goal, unit })
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
