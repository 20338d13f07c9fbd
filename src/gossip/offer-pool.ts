// Offers of one topic that nobody has answered yet. They are announced again, at every tracker, until they are too old: each
// costs a connection object, and of those a page has few.

import type { Clock } from '../ports/clock.ts'
import type { Dialer, PendingLink } from '../ports/link.ts'
import type { Random } from '../ports/random.ts'

/** Bytes of the id under which a tracker routes the answer. */
export const OFFER_ID_LENGTH: number = 20
/** Behind a NAT the address in an offer lives about this long. */
const OFFER_LIFE_MS = 50_000
/** An offer that is about to expire is not worth announcing. */
const STILL_WORTH_MS = 10_000
/** Offers that are still waiting, whatever their age. */
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

  /** Offers that can be announced now: open ones first, new ones for the rest. Fewer when the platform gives no more. */
  async take(wanted: number, made: OnOffer): Promise<OpenOffer[]> {
    const now = this.#clock.now()
    const usable = this.#offers.filter((offer) => now - offer.madeAt < OFFER_LIFE_MS - STILL_WORTH_MS)
    while (usable.length < wanted && this.#offers.length < MAX_OFFERS) usable.push(this.#make(now, made))
    const offers: OpenOffer[] = []
    for (const { id, pending, description } of usable.slice(0, wanted)) {
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

  #make(now: number, made: OnOffer): PooledOffer {
    const pending = this.#dialer.offer()
    const id = this.#random.bytes(OFFER_ID_LENGTH)
    const offer: PooledOffer = { id, pending, madeAt: now, description: pending.description }
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
