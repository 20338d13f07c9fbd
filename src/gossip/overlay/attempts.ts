// Connections that a topic's overlay is making, and what is remembered of those that failed: a pair that can not connect
// (firewalls) is not tried for ever, and a neighbour whose introductions come to nothing is asked less.

import { MAX_INTRODUCED } from './limits.ts'
import type { Neighbours } from './neighbours.ts'
import type { NodeRef } from './overlay-messages.ts'

/** The first wait after a failure; four times as long after each further one. */
const RETRY_MS = 60_000
/** The first wait after a refusal; twice as long after each further one. */
const REFUSED_MS = 30_000
const LONGEST_RETRY_MS = 60 * 60_000
const REMEMBER_FAILURES = 64
/** So many introductions of one neighbour may be under way. */
const MAX_UNDER_WAY = 2
/** After so many failures in a row a neighbour introduces nobody for a while. */
const PATIENCE = 4
const IMPATIENT_MS = 10 * 60_000
/** One banned node can happen to everybody who introduces; after so many the neighbour introduces nobody for a while. */
const MAX_REGRETS = 2

export interface Attempt {
  readonly id: number
  /** Our offer to whomever a walk finds, our offer to one node, and our answers to such offers of others. */
  readonly kind: 'walk' | 'reach' | 'answer-walk' | 'answer-reach'
  /** The other node; of a walk once it answered. */
  target?: NodeRef
  /** The neighbour through which it goes. */
  introducer: NodeRef
  /** The name of the walk or dialog under which the answer comes or goes. */
  dialog: string
  /** Our description is being made; the offer is out; both descriptions are there. */
  state: 'describing' | 'asking' | 'connecting'
  readonly madeAt: number
  askedAt: number
  /** Our description, once it is made. */
  description?: Uint8Array
  /** Of a walk: how many steps it takes, and the neighbours that it began with. */
  readonly steps: number
  readonly asked: Set<NodeRef>
}

type Beginning = Pick<Attempt, 'kind' | 'introducer' | 'dialog'> & Partial<Pick<Attempt, 'target' | 'steps'>>

export class Attempts {
  readonly #all = new Map<number, Attempt>()
  readonly #failures = new Map<NodeRef, { count: number; until: number; isRefusal: boolean }>()
  readonly #introducers = new Map<NodeRef, { failed: number; until: number }>()
  /** Introducers of banned nodes. */
  readonly #regrets = new Map<NodeRef, { count: number; until: number }>()
  #nextId = 1

  get size(): number {
    return this.#all.size
  }

  /** Attempts that began with an offer of ours. */
  get own(): number {
    let count = 0
    for (const { kind } of this.#all.values()) if (kind === 'walk' || kind === 'reach') count += 1
    return count
  }

  all(): Attempt[] {
    return [...this.#all.values()]
  }

  begin(beginning: Beginning, now: number): Attempt {
    const attempt: Attempt = {
      steps: 0,
      ...beginning,
      id: this.#nextId,
      state: 'describing',
      madeAt: now,
      askedAt: now,
      asked: new Set(),
    }
    this.#nextId += 1
    this.#all.set(attempt.id, attempt)
    return attempt
  }

  get(id: number): Attempt | undefined {
    return this.#all.get(id)
  }

  /** The offer that waits for an answer under this name. */
  waiting(kind: 'walk' | 'reach', dialog: string): Attempt | undefined {
    for (const attempt of this.#all.values()) {
      if (attempt.kind === kind && attempt.state === 'asking' && attempt.dialog === dialog) return attempt
    }
    return undefined
  }

  to(ref: NodeRef): Attempt | undefined {
    for (const attempt of this.#all.values()) if (attempt.target === ref) return attempt
    return undefined
  }

  end(attempt: Attempt): void {
    this.#all.delete(attempt.id)
  }

  /** The connection is there. */
  succeeded({ target, introducer }: Attempt): void {
    if (target !== undefined) this.#failures.delete(target)
    this.#introducers.delete(introducer)
  }

  /** Both sides had what they needed, or should have had it, and no link came of it. */
  failed({ target, introducer }: Attempt, now: number): void {
    if (target !== undefined) this.#remember(target, RETRY_MS, 4, false, now)
    const failed = (this.#introducers.get(introducer)?.failed ?? 0) + 1
    const until = failed >= PATIENCE ? now + IMPATIENT_MS : 0
    this.#introducers.set(introducer, { failed: failed >= PATIENCE ? 0 : failed, until })
  }

  /** The other node has no room: ask again, but not at once. */
  refused({ target }: Attempt, now: number): void {
    if (target !== undefined) this.#remember(target, REFUSED_MS, 2, true, now)
  }

  /** A node that this neighbour introduced had to be banned. */
  distrust(introducer: NodeRef, now: number): void {
    const count = (this.#regrets.get(introducer)?.count ?? 0) + 1
    const isTooMany = count >= MAX_REGRETS
    this.#regrets.set(introducer, { count: isTooMany ? 0 : count, until: isTooMany ? now + IMPATIENT_MS : 0 })
  }

  /** Whether connecting to this node failed a short time ago. */
  isHopeless(ref: NodeRef, now: number): boolean {
    return this.mustWait(ref, now) && this.#failures.get(ref)?.isRefusal === false
  }

  /** The same, or it refused our offer. Of itself it offers when it has room again. */
  mustWait(ref: NodeRef, now: number): boolean {
    return (this.#failures.get(ref)?.until ?? 0) > now
  }

  /** Whether this neighbour may introduce another node. */
  mayIntroduce(ref: NodeRef, neighbours: Neighbours, now: number): boolean {
    let underWay = 0
    for (const { introducer } of this.#all.values()) if (introducer === ref) underWay += 1
    return (
      underWay < MAX_UNDER_WAY &&
      underWay + neighbours.introducedBy(ref) < MAX_INTRODUCED &&
      (this.#introducers.get(ref)?.until ?? 0) <= now &&
      (this.#regrets.get(ref)?.until ?? 0) <= now
    )
  }

  /** The neighbour is gone, and what is known of it as well. */
  forget(ref: NodeRef): void {
    this.#introducers.delete(ref)
    this.#regrets.delete(ref)
  }

  #remember(ref: NodeRef, waitMs: number, factor: number, isRefusal: boolean, now: number): void {
    const count = (this.#failures.get(ref)?.count ?? 0) + 1
    const until = now + Math.min(waitMs * factor ** (count - 1), LONGEST_RETRY_MS)
    this.#failures.delete(ref)
    this.#failures.set(ref, { count, until, isRefusal })
    if (this.#failures.size <= REMEMBER_FAILURES) return
    for (const oldest of this.#failures.keys()) {
      this.#failures.delete(oldest)
      return
    }
  }
}
