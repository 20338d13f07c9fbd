// Dials on virtual time: descriptions take a moment, offers expire, connections need a few round trips or fail behind the wrong
// NAT, and every attempt costs a connection object, of which a document has few.

import type { Dialer, Link, LinkCloseReason, PendingLink } from '../../ports/link.ts'
import { Wire, type Holder } from './wire.ts'
import type { World } from './world.ts'

type Opened = Awaited<PendingLink['opened']>

/** Until our own description is there: STUN servers answer within some 100 ms. */
const GATHER_MS: readonly [least: number, most: number] = [100, 300]
const OFFER_LIFE_MS = 50_000
/** From an answer to giving up. */
export const OPEN_MS: number = 15_000
/** Round trips of connectivity checks, DTLS and SCTP, and what the machines take for them. */
const SET_UP_ROUND_TRIPS = 4
const SET_UP_MS = 60
/** As long as real ones (docs/protocol-gossip.md, Descriptions). */
const OFFER_LENGTH = 93
const ANSWER_LENGTH = 74

/** From an answer to an open link, ms. */
export function dialTime({ network }: World, a: number, b: number): number {
  return SET_UP_MS + 2 * SET_UP_ROUND_TRIPS * network.latency(a, b)
}

/** How many connection objects one document may construct (`PcBudget` of src/adapters/webrtc). */
export const OBJECT_LIMIT: number = 400

/** All attempts of a world, by the number in their descriptions. */
export class Attempts {
  readonly #open = new Map<number, Attempt>()
  #made = 0

  add(attempt: Attempt): number {
    this.#made += 1
    this.#open.set(this.#made, attempt)
    return this.#made
  }

  remove(number: number): void {
    this.#open.delete(number)
  }

  find(description: Uint8Array): Attempt | undefined {
    const number = description.subarray(1, 7).reduce((value, byte) => value * 256 + byte, 0)
    return this.#open.get(number)
  }
}

export class SimulatedDialer implements Dialer {
  /** Connection objects constructed by this document. */
  constructed = 0
  onExhausted: (() => void) | undefined
  readonly #world: World
  readonly #holder: Holder
  readonly #attempts = new Set<Attempt>()
  readonly #limit: number

  constructor(world: World, holder: Holder, limit: number = OBJECT_LIMIT) {
    this.#world = world
    this.#holder = holder
    this.#limit = limit
  }

  /** Attempts that are neither connected nor given up. */
  get pending(): number {
    return this.#attempts.size
  }

  offer(): PendingLink {
    return this.#begin(undefined)
  }

  answer(offer: Uint8Array): PendingLink {
    if (offer[0] !== 0x10) return refused('signal')
    return this.#begin(offer)
  }

  /** The document is gone. */
  close(): void {
    for (const attempt of this.#attempts) attempt.end('local')
  }

  #begin(offer: Uint8Array | undefined): PendingLink {
    if (this.constructed >= this.#limit) return refused('quota')
    this.constructed += 1
    this.#world.traffic.constructed(this.#holder)
    if (this.constructed === this.#limit) this.onExhausted?.()
    const attempt = new Attempt(this.#world, this.#holder, offer, () => this.#attempts.delete(attempt))
    this.#attempts.add(attempt)
    return attempt
  }
}

function refused(code: LinkCloseReason): PendingLink {
  return {
    description: Promise.resolve(undefined),
    accept: () => false,
    opened: Promise.resolve({ ok: false, error: { code } }),
    cancel: () => undefined,
  }
}

class Attempt implements PendingLink {
  readonly description: Promise<Uint8Array | undefined>
  readonly opened: Promise<Opened>
  readonly holder: Holder
  readonly #world: World
  readonly #number: number
  readonly #onEnd: () => void
  /** The offer that this one answers. */
  readonly #offer: Uint8Array | undefined
  #describe: (blob: Uint8Array | undefined) => void = () => undefined
  #settle: (opened: Opened) => void = () => undefined
  #isOver = false
  #isAccepted = false

  constructor(world: World, holder: Holder, offer: Uint8Array | undefined, onEnd: () => void) {
    this.#world = world
    this.holder = holder
    this.#offer = offer
    this.#onEnd = onEnd
    this.#number = world.attempts.add(this)
    this.description = new Promise((resolve) => (this.#describe = resolve))
    this.opened = new Promise((resolve) => (this.#settle = resolve))
    const [least, most] = GATHER_MS
    const gathering = least + (most - least) * world.random.unit()
    const life = offer === undefined ? OFFER_LIFE_MS : OPEN_MS
    world.time.after(gathering, () => this.#describe(this.#isOver ? undefined : this.#blob()))
    world.time.after(gathering + life, () => {
      if (!this.#isAccepted) this.end(offer === undefined ? 'unanswered' : 'timeout')
    })
  }

  accept(answer: Uint8Array): boolean {
    const other = answer[0] === 0x11 ? this.#world.attempts.find(answer) : undefined
    const isWanted = this.#offer === undefined && !this.#isAccepted && !this.#isOver && this.holder.isAwake
    if (!isWanted || other === undefined || other.#isAccepted || !this.#isAnsweredBy(other)) return false
    this.#isAccepted = true
    other.#isAccepted = true
    const { network, time } = this.#world
    const [here, there] = [this.holder.person, other.holder.person]
    const isPossible = network.isPossible(here, there) && network.isWhole(here, there)
    time.after(isPossible ? dialTime(this.#world, here, there) : OPEN_MS, () => this.#finish(other, isPossible))
    return true
  }

  cancel(): void {
    this.end('local')
  }

  end(code: LinkCloseReason): void {
    this.#over({ ok: false, error: { code } })
    this.#describe(undefined)
  }

  #finish(other: Attempt, isPossible: boolean): void {
    const isHere = !this.#isOver && this.holder.isAwake
    const isThere = !other.#isOver && other.holder.isAwake
    // The network may have fallen into parts in the meantime.
    const isWhole = this.#world.network.isWhole(this.holder.person, other.holder.person)
    if (!isPossible || !isWhole || !isHere || !isThere) {
      this.end('failed')
      other.end('failed')
      return
    }
    const wire = new Wire(this.#world, this.holder, other.holder)
    this.#world.wireOpened(wire)
    this.#over({ ok: true, value: wire.ends[0] })
    other.#over({ ok: true, value: wire.ends[1] })
  }

  #over(opened: { ok: true; value: Link } | { ok: false; error: { code: LinkCloseReason } }): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#world.attempts.remove(this.#number)
    this.#onEnd()
    this.#settle(opened)
  }

  #isAnsweredBy(other: Attempt): boolean {
    return other.#offer !== undefined && !other.#isOver && this.#world.attempts.find(other.#offer) === this
  }

  #blob(): Uint8Array {
    const isOffer = this.#offer === undefined
    const blob = new Uint8Array(isOffer ? OFFER_LENGTH : ANSWER_LENGTH)
    blob[0] = isOffer ? 0x10 : 0x11
    for (let index = 6, rest = this.#number; index > 0; index -= 1, rest = Math.floor(rest / 256)) blob[index] = rest
    return blob
  }
}
