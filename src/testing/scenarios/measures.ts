// The figures of one run, from the moment that measuring began.

import type { Shape } from '../world/shape.ts'
import { shapeOf } from '../world/shape.ts'
import type { SpreadEntry } from '../world/spread.ts'
import type { Volume } from '../world/traffic.ts'
import type { World } from '../world/world.ts'

export interface Measures {
  /** Hours online, all honest people together. */
  nodeHours: number
  meanLinks: number
  maxLinks: number
  fewLinks: number
  /** Share of people in the largest part: mean over time, and the least. */
  meanGiant: number
  leastGiant: number
  /** Share of people without any link, mean over time. */
  isolated: number
  /** Connection objects constructed, and tracker announces and offers made, per hour online. */
  objects: number
  announces: number
  offers: number
  /** Documents that used up their connection objects. */
  recycles: number
  entries: number
  /** Entries that came to somebody again, for each that came for the first time. */
  redundancy: number
  /** Shares of those who were there when an entry was written, and still are: after 10 s, after 6 min. */
  atOnce: number
  leastAtOnce: number
  afterSync: number | undefined
  /** Of those who got it within 10 s, the last: ms and links, mean over entries. */
  lastMs: number
  lastHops: number
  /** Bytes that everybody received per entry that was written, by kind of message. */
  bytesPerEntry: ReadonlyMap<string, number>
  /** All frames, by kind of message. */
  volume: ReadonlyMap<string, Volume>
}

const SAMPLE_MS = 10_000

/** Looks at the world every 10 s. */
export class Sampler {
  readonly #world: World
  readonly #shapes: Shape[] = []

  constructor(world: World) {
    this.#world = world
  }

  begin(): void {
    this.#world.traffic.begin()
    this.#world.spread.begin()
    this.#shapes.length = 0
    this.#sample()
  }

  measures(): Measures {
    const { traffic, spread } = this.#world
    const shapes = this.#shapes
    const hours = traffic.nodeHours
    const { entries } = spread
    const synced = entries.flatMap((entry) => entry.afterSync ?? [])
    const people = mean(shapes.map((shape) => shape.people))
    const perEntry = [...traffic.byType].map(([type, { bytes }]) => [type, bytes / people / entries.length] as const)
    return {
      nodeHours: hours,
      meanLinks: mean(shapes.map((shape) => shape.meanLinks)),
      maxLinks: Math.max(0, ...shapes.map((shape) => shape.maxLinks)),
      fewLinks: Math.min(...shapes.map((shape) => shape.fewLinks)),
      meanGiant: mean(shapes.map((shape) => shape.giant)),
      leastGiant: Math.min(1, ...shapes.map((shape) => shape.giant)),
      isolated: mean(shapes.map((shape) => shape.isolated)),
      objects: traffic.objects / hours,
      announces: traffic.announces / hours,
      offers: traffic.offers / hours,
      recycles: traffic.recycles,
      entries: entries.length,
      redundancy: spread.useful === 0 ? 0 : spread.redundant / spread.useful,
      atOnce: mean(entries.flatMap((entry) => entry.atOnce ?? [])),
      leastAtOnce: Math.min(1, ...entries.flatMap((entry) => entry.atOnce ?? [])),
      afterSync: synced.length === 0 ? undefined : mean(synced),
      lastMs: mean(entries.map((entry) => lastOf(entry).ms)),
      lastHops: mean(entries.map((entry) => lastOf(entry).hops)),
      bytesPerEntry: new Map(perEntry),
      volume: traffic.byType,
    }
  }

  #sample(): void {
    this.#shapes.push(shapeOf(this.#world))
    this.#world.time.after(SAMPLE_MS, () => this.#sample())
  }
}

function lastOf({ at, audience, stored, hops }: SpreadEntry): { ms: number; hops: number } {
  const last = { ms: 0, hops: 0 }
  for (const { number } of audience) {
    const ms = (stored.get(number) ?? Number.POSITIVE_INFINITY) - at
    if (ms > SAMPLE_MS) continue
    last.ms = Math.max(last.ms, ms)
    last.hops = Math.max(last.hops, hops.get(number) ?? 0)
  }
  return last
}

/** 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
