// A tracker in memory: brings offers of one member of a swarm to the others and answers back. It sees what a real one sees,
// and a test may look at all of it.

import { toHex } from '../bamboo/index.ts'
import type { Random } from '../ports/random.ts'
import type { Signaller } from '../ports/signaller.ts'

const ID_LENGTH = 20

export class MemoryTracker {
  readonly #random: Random
  readonly #swarms = new Map<string, Map<string, MemorySignaller>>()
  /** Everything that went through, as text. */
  readonly seen: string[] = []

  constructor(random: Random) {
    this.#random = random
  }

  /** A new client. */
  signaller(): MemorySignaller {
    return new MemorySignaller(this, this.#random.bytes(ID_LENGTH))
  }

  join(name: Uint8Array, member: MemorySignaller): void {
    const swarm = this.#swarms.get(toHex(name)) ?? new Map<string, MemorySignaller>()
    this.#swarms.set(toHex(name), swarm.set(toHex(member.id), member))
  }

  leave(name: Uint8Array, member: MemorySignaller): void {
    this.#swarms.get(toHex(name))?.delete(toHex(member.id))
  }

  /** As trackers do: one offer to each of some other members. */
  relayOffers(name: Uint8Array, from: MemorySignaller, offers: readonly { id: Uint8Array; sealed: string }[]): void {
    const others = [...(this.#swarms.get(toHex(name))?.values() ?? [])].filter((member) => member !== from)
    for (const [index, offer] of offers.entries()) {
      this.seen.push(`${toHex(name)} ${toHex(offer.id)} ${offer.sealed}`)
      others[index]?.receive('offer', name, from.id, offer.id, offer.sealed)
    }
  }

  relayAnswer(name: Uint8Array, from: MemorySignaller, to: Uint8Array, offerId: Uint8Array, sealed: string): void {
    this.seen.push(`${toHex(name)} ${toHex(offerId)} ${sealed}`)
    this.#swarms.get(toHex(name))?.get(toHex(to))?.receive('answer', name, from.id, offerId, sealed)
  }
}

export class MemorySignaller implements Signaller {
  onOffer: Signaller['onOffer']
  onAnswer: Signaller['onAnswer']
  onState: Signaller['onState']
  readonly id: Uint8Array
  readonly #tracker: MemoryTracker
  readonly #names: Uint8Array[] = []

  constructor(tracker: MemoryTracker, id: Uint8Array) {
    this.#tracker = tracker
    this.id = id
  }

  announce(name: Uint8Array, offers: { id: Uint8Array; sealed: string }[]): void {
    this.#names.push(name)
    this.#tracker.join(name, this)
    this.#tracker.relayOffers(name, this, offers)
  }

  leave(name: Uint8Array): void {
    this.#tracker.leave(name, this)
  }

  answer(name: Uint8Array, peer: Uint8Array, offerId: Uint8Array, sealed: string): void {
    this.#tracker.relayAnswer(name, this, peer, offerId, sealed)
  }

  close(): void {
    for (const name of this.#names) this.leave(name)
  }

  receive(kind: 'offer' | 'answer', name: Uint8Array, peer: Uint8Array, offerId: Uint8Array, sealed: string): void {
    if (kind === 'offer') this.onOffer?.(name, peer, offerId, sealed)
    else this.onAnswer?.(name, peer, offerId, sealed)
  }
}
