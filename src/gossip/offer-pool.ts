// Offers of one topic that nobody has answered yet. They are announced again until they are too old: each costs a connection
// object, and so does each answer; of those a page has few.

import type { Clock } from '../ports/clock.ts'
import type { Dialer, PendingLink } from '../ports/link.ts'
import type { Random } from '../ports/random.ts'

/** Bytes of the id under which a tracker routes the answer. */
const OFFER_ID_LENGTH = 20
/** Behind a NAT the address in an offer lives about this long. */
const OFFER_LIFE_MS = 50_000
/** An offer that is about to expire is not worth announcing. */
const STILL_WORTH_MS = 10_000
/** Offers that wait. */
const MAX_OFFERS = 4

export interface OpenOffer {
  id: Uint8Array
  pending: PendingLink
  description: Uint8Array
}

/** An offer was made; `answerer` says who answered it, once somebody did. */
export type OnOffer = (pending: PendingLink, answerer: () => Uint8Array | undefined) => void

interface PooledOffer {
  id: Uint8Array
  pending: PendingLink
  /** The node key that its answer names. */
  answerer?: Uint8Array
  madeAt: number
  /** Where it was announced. */
  trackers: Set<string>
  description: Promise<Uint8Array | undefined>
}

export class OfferPool {
  readonly #dialer: Dialer
  readonly #clock: Clock
  readonly #random: Random
  #offers: PooledOffer[] = []

  constructor(dialer: Dialer, clock: Clock, random: Random) {
    this.#dialer = dialer
    this.#clock = clock
    this.#random = random
  }

  /**
   * Offers that can be announced at a tracker now: open ones first, new ones for the rest. With `own` only those that this
   * tracker was given before, and new ones, come first: of two answers to one offer the second is a connection in vain. While
   * four wait, those that fewest trackers were given. Fewer when the platform gives no more.
   */
  async take(wanted: number, tracker: string, own: boolean, made: OnOffer): Promise<OpenOffer[]> {
    const now = this.#clock.now()
    this.#endOld(now)
    const open = [...this.#offers]
    const taken = open.filter(({ trackers }) => !own || trackers.has(tracker)).slice(0, wanted)
    while (taken.length < wanted && this.#offers.length < MAX_OFFERS) taken.push(this.#make(now, made))
    const shared = open.filter((offer) => !taken.includes(offer)).sort((a, b) => a.trackers.size - b.trackers.size)
    taken.push(...shared.slice(0, wanted - taken.length))
    for (const { trackers } of taken) trackers.add(tracker)
    const offers: OpenOffer[] = []
    for (const { id, pending, description } of taken) {
      const blob = await description
      if (blob !== undefined) offers.push({ id, pending, description: blob })
    }
    return offers
  }

  /** Passes an answer on; gives the connection, or nothing when there is no such offer or it was answered before. */
  accept(isIt: (id: Uint8Array) => boolean, answer: Uint8Array, answerer: Uint8Array): PendingLink | undefined {
    const offer = this.#offers.find(({ id }) => isIt(id))
    if (offer === undefined) return undefined
    offer.answerer ??= answerer
    if (!offer.pending.accept(answer)) return undefined
    this.#remove(offer)
    return offer.pending
  }

  has(isIt: (id: Uint8Array) => boolean): boolean {
    return this.#offers.some(({ id }) => isIt(id))
  }

  cancel(): void {
    for (const { pending } of this.#offers) pending.cancel()
    this.#offers = []
  }

  /** What is too old to be announced again makes room for new ones, here and in the budget. */
  #endOld(now: number): void {
    const old = this.#offers.filter((offer) => now - offer.madeAt >= OFFER_LIFE_MS - STILL_WORTH_MS)
    for (const offer of old) {
      this.#remove(offer)
      offer.pending.cancel()
    }
  }

  #make(now: number, made: OnOffer): PooledOffer {
    const pending = this.#dialer.offer()
    const id = this.#random.bytes(OFFER_ID_LENGTH)
    const offer: PooledOffer = { id, pending, madeAt: now, trackers: new Set(), description: pending.description }
    this.#offers.push(offer)
    void pending.opened.then((result) => {
      this.#remove(offer)
      return result
    })
    made(pending, () => offer.answerer)
    return offer
  }

  #remove(offer: PooledOffer): void {
    this.#offers = this.#offers.filter((each) => each !== offer)
  }
}
