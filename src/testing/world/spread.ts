// How entries spread: who was there when each was written, who got it when and over how many hops, and what came twice.

import type { VerifiedAppend } from '../../ports/log-store.ts'
import type { EntriesName } from './entries-name.ts'
import { entryName } from './person.ts'
import type { Visit } from './visit.ts'
import type { Holder } from './wire.ts'
import type { World } from './world.ts'

/** What is there within this time came by broadcast. */
export const AT_ONCE_MS: number = 10_000
/** Sync compares every five minutes; after six it had its chance. */
export const AFTER_SYNC_MS: number = 360_000

export interface SpreadEntry {
  /** When it was written, ms since the beginning. */
  at: number
  by: Visit
  /** Honest people who were online then. */
  audience: readonly Visit[]
  /** When it was stored, by number of visit. */
  stored: Map<number, number>
  /** Links it came over, by number of visit; also who has only received it. */
  hops: Map<number, number>
  /** By number of visit: from which one it came first. */
  from: Map<number, number>
  /** Share of the audience that is still there and holds it, after the two times above. */
  atOnce?: number
  afterSync?: number
}

export class Spread {
  readonly entries: SpreadEntry[] = []
  /** Entries that came to somebody for the first time, and again. */
  useful = 0
  redundant = 0
  readonly #world: World
  readonly #byName = new Map<string, SpreadEntry>()

  constructor(world: World) {
    this.#world = world
  }

  /** Forgets what was counted; entries from before are no longer looked at. */
  begin(): void {
    this.useful = 0
    this.redundant = 0
    this.entries.length = 0
  }

  published(visit: Visit, author: string, logId: bigint, seqNum: number): void {
    const at = this.#world.time.elapsed
    const audience = [...this.#world.visits].filter((other) => !other.isHostile && other !== visit)
    const entry: SpreadEntry = { at, by: visit, audience, stored: new Map(), hops: new Map(), from: new Map() }
    entry.stored.set(visit.number, at)
    entry.hops.set(visit.number, 0)
    this.entries.push(entry)
    this.#byName.set(entryName(author, logId, seqNum), entry)
    this.#world.time.after(AT_ONCE_MS, () => void (entry.atOnce = this.coverage(entry)))
    this.#world.time.after(AFTER_SYNC_MS, () => void (entry.afterSync = this.coverage(entry)))
  }

  /** Share of the audience that is still there and holds the entry now. */
  coverage(entry: SpreadEntry): number {
    const there = entry.audience.filter((visit) => !visit.isOver && visit.isAwake)
    const holding = there.filter((visit) => entry.stored.has(visit.number))
    return there.length === 0 ? 1 : holding.length / there.length
  }

  stored(visit: Visit, author: string, logId: bigint, entries: readonly VerifiedAppend[]): void {
    for (const { seqNum } of entries) {
      const entry = this.#byName.get(entryName(author, logId, seqNum))
      if (entry !== undefined && !entry.stored.has(visit.number)) {
        entry.stored.set(visit.number, this.#world.time.elapsed)
      }
    }
  }

  arrived(from: Holder, to: Holder, { author, logId, from: first, count }: EntriesName): void {
    for (let seqNum = first; seqNum < first + count; seqNum += 1) {
      const entry = this.#byName.get(entryName(author, logId, seqNum))
      if (entry === undefined) continue
      if (entry.hops.has(to.number)) {
        this.redundant += 1
      } else {
        this.useful += 1
        entry.hops.set(to.number, (entry.hops.get(from.number) ?? 0) + 1)
        entry.from.set(to.number, from.number)
      }
    }
  }
}
