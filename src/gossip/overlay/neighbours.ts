// Whom this node is linked to in one topic, and whom they are linked to, as they say. Lists are sets: naming somebody often
// does not make him likelier to be chosen.

import type { NodeRef } from './overlay-messages.ts'

/** A link that came by a tracker or by hand; everything else was introduced by a neighbour. */
export type Origin = NodeRef | 'meeting'

export interface Neighbour {
  readonly ref: NodeRef
  readonly key: Uint8Array
  readonly origin: Origin
  /** When the link became live in this topic, UTC milliseconds. */
  readonly since: number
  /** Its own neighbours; undefined until it told them. */
  list?: ReadonlySet<NodeRef>
}

/** A link from a meeting point is worth keeping for so long: it came from nobody who could have chosen it for us. */
const KEEP_MEETING_MS = 30 * 60_000

export class Neighbours {
  readonly #self: NodeRef
  readonly #all = new Map<NodeRef, Neighbour>()

  constructor(self: NodeRef) {
    this.#self = self
  }

  get size(): number {
    return this.#all.size
  }

  add(neighbour: Neighbour): void {
    this.#all.set(neighbour.ref, neighbour)
  }

  remove(ref: NodeRef): void {
    this.#all.delete(ref)
  }

  get(ref: NodeRef): Neighbour | undefined {
    return this.#all.get(ref)
  }

  has(ref: NodeRef): boolean {
    return this.#all.has(ref)
  }

  all(): Neighbour[] {
    return [...this.#all.values()]
  }

  refs(): NodeRef[] {
    return [...this.#all.keys()]
  }

  learn(neighbour: Neighbour, refs: readonly NodeRef[]): void {
    neighbour.list = new Set(refs)
  }

  /** Whether more than `count` others are within two steps. Looks no further than it must. */
  knowsMoreThan(count: number): boolean {
    const known = new Set(this.#all.keys())
    for (const { list } of this.#all.values()) {
      if (known.size > count + 1) return true
      for (const ref of list ?? []) known.add(ref)
    }
    known.delete(this.#self)
    return known.size > count
  }

  /** Those within two steps that this node is not linked to. */
  strangers(): Set<NodeRef> {
    const strangers = new Set<NodeRef>()
    for (const { list } of this.#all.values()) {
      for (const ref of list ?? []) if (ref !== this.#self && !this.#all.has(ref)) strangers.add(ref)
    }
    return strangers
  }

  /** Neighbours that say they are linked to `ref`. */
  linkedTo(ref: NodeRef): Neighbour[] {
    return this.all().filter(({ list }) => list?.has(ref) === true)
  }

  /** How many links that are there now a neighbour introduced. */
  introducedBy(ref: NodeRef): number {
    let count = 0
    for (const { origin } of this.#all.values()) if (origin === ref) count += 1
    return count
  }

  /** How many of the other neighbours are neighbours of this one, too. */
  inCommon({ list }: Neighbour): number {
    let count = 0
    for (const ref of list ?? []) if (this.#all.has(ref)) count += 1
    return count
  }

  /** The share of pairs of neighbours that are linked to each other: 1 in a full mesh, near 0 in a large random one. */
  clustering(): number {
    const { size } = this.#all
    if (size < 2) return 0
    let linked = 0
    for (const neighbour of this.#all.values()) linked += this.inCommon(neighbour)
    return linked / (size * (size - 1))
  }

  /** The only link from a meeting point, while it is young, is not given away: neighbours can not choose all links. */
  isProtected({ origin, since }: Neighbour, now: number): boolean {
    if (origin !== 'meeting' || now - since >= KEEP_MEETING_MS) return false
    let meetings = 0
    for (const other of this.#all.values()) if (other.origin === 'meeting') meetings += 1
    return meetings === 1
  }
}
