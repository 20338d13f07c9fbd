// A link between two people on virtual time: latency with jitter, repetition of lost packets, a shared uplink that fills, ends
// that close, vanish, fall asleep or lose their network.

import type { Link, LinkCloseReason } from '../../ports/link.ts'
import type { World } from './world.ts'

/** Who holds an end: one visit of a person. */
export interface Holder {
  /** Of the visit: no two have the same. */
  readonly number: number
  readonly person: number
  readonly isAwake: boolean
  /** When everything that was sent before has left the machine. */
  uplinkFreeAt: number
}

/** A browser takes a connection as failed this long after the last sign of life (measured in Chromium: 15 s). */
export const ICE_FAILED_MS: number = 15_000
/** A sender hears of room again when this little is left. */
const LOW_WATER = 32 * 1024
const HIGH_WATER = 64 * 1024
/** Bytes of one packet, of which any can be lost. */
const PACKET = 1_200
/** What SCTP, DTLS and UDP put around a message. */
const OVERHEAD = 80
/** Latency varies by so much of itself, in either direction. */
const JITTER = 0.1
/** Repetition of a lost packet: at least this long, and one round trip. */
const REPEAT_MS = 100

export class WireEnd implements Link {
  readonly initiator: boolean
  readonly localFingerprint: Uint8Array
  readonly remoteFingerprint: Uint8Array
  readonly holder: Holder
  onMessage: ((message: Uint8Array) => void) | undefined
  onDrain: (() => void) | undefined
  onClose: ((reason: LinkCloseReason) => void) | undefined
  isClosed = false
  readonly #wire: Wire
  /** What is in the machine still: bytes, and when they leave. */
  readonly #leaving: { at: number; size: number }[] = []
  #buffered = 0
  #waitsForDrain = false
  #lastArrival = 0

  constructor(wire: Wire, initiator: boolean, holder: Holder, fingerprints: readonly [Uint8Array, Uint8Array]) {
    this.#wire = wire
    this.initiator = initiator
    this.holder = holder
    this.localFingerprint = fingerprints[0]
    this.remoteFingerprint = fingerprints[1]
  }

  get other(): WireEnd {
    return this.#wire.other(this)
  }

  get openedAt(): number {
    return this.#wire.openedAt
  }

  get buffered(): number {
    const now = this.#wire.world.time.elapsed
    for (let [first] = this.#leaving; first !== undefined && first.at <= now; [first] = this.#leaving) {
      this.#buffered -= first.size
      this.#leaving.shift()
    }
    return this.#buffered
  }

  send(message: Uint8Array): void {
    if (this.isClosed) return
    const { world } = this.#wire
    const { time, network, random } = world
    const now = time.elapsed
    const size = message.length + OVERHEAD
    const leaves = Math.max(now, this.holder.uplinkFreeAt) + (size / network.options.uplink) * 1000
    this.holder.uplinkFreeAt = leaves
    this.#hold(leaves, size)
    const jitter = 1 + JITTER * (2 * random.unit() - 1)
    const arrives = Math.max(this.#lastArrival, leaves + this.#wire.latency * jitter + this.#repetitions(size))
    this.#lastArrival = arrives
    time.after(arrives - now, () => this.#wire.arrive(this, message))
  }

  close(): void {
    if (this.isClosed) return
    this.end('local')
    this.#wire.closed(this)
  }

  /** This end is over, whatever happens to the other one. Who sleeps does not notice. */
  end(reason: LinkCloseReason): void {
    if (this.isClosed || !this.holder.isAwake) return
    this.isClosed = true
    this.onClose?.(reason)
    this.#wire.world.parted(this.#wire)
  }

  /** When the last message that was sent will have arrived. */
  get lastArrival(): number {
    return this.#lastArrival
  }

  /** The machine of this end sleeps: the other one gives up, this one knows nothing of it. */
  lose(): void {
    if (!this.isClosed) this.#wire.vanished(this)
  }

  /** The machine, or the document, of this end is gone. */
  vanish(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#wire.vanished(this)
  }

  #hold(leaves: number, size: number): void {
    this.#leaving.push({ at: leaves, size })
    this.#buffered += size
    if (this.#waitsForDrain || this.buffered <= HIGH_WATER) return
    this.#waitsForDrain = true
    this.#drainLater()
  }

  #drainLater(): void {
    const { time } = this.#wire.world
    const last = this.#leaving.at(-1)?.at ?? time.elapsed
    time.after(last - time.elapsed, () => {
      if (this.isClosed || !this.holder.isAwake) return
      if (this.buffered > LOW_WATER) return this.#drainLater()
      this.#waitsForDrain = false
      this.onDrain?.()
    })
  }

  #repetitions(size: number): number {
    const { network, random } = this.#wire.world
    const packets = Math.ceil(size / PACKET)
    const isLost = random.chance(1 - (1 - network.options.packetLoss) ** packets)
    return isLost ? Math.max(REPEAT_MS, 2 * this.#wire.latency) : 0
  }
}

export class Wire {
  readonly world: World
  readonly ends: readonly [WireEnd, WireEnd]
  /** One way, ms. */
  readonly latency: number
  readonly openedAt: number
  #isCut = false

  constructor(world: World, initiator: Holder, responder: Holder) {
    this.world = world
    this.openedAt = world.time.elapsed
    this.latency = world.network.latency(initiator.person, responder.person)
    const [one, two] = [world.random.bytes(32), world.random.bytes(32)]
    this.ends = [new WireEnd(this, true, initiator, [one, two]), new WireEnd(this, false, responder, [two, one])]
  }

  get isOpen(): boolean {
    return !this.#isCut && !this.ends[0].isClosed && !this.ends[1].isClosed
  }

  other(end: WireEnd): WireEnd {
    return end === this.ends[0] ? this.ends[1] : this.ends[0]
  }

  arrive(from: WireEnd, message: Uint8Array): void {
    const to = this.other(from)
    if (this.#isCut || to.isClosed || !to.holder.isAwake) return
    this.world.arrived(from, to, message)
    to.onMessage?.(message)
  }

  closed(by: WireEnd): void {
    const other = this.other(by)
    this.world.wireGone(this)
    const { elapsed } = this.world.time
    this.world.time.after(Math.max(this.latency, by.lastArrival - elapsed), () => {
      if (!this.#isCut) other.end('remote')
    })
  }

  vanished(by: WireEnd): void {
    this.#fail(this.other(by))
  }

  /** Nothing gets through any more; both ends find out by themselves. */
  cut(): void {
    for (const end of this.ends) this.#fail(end)
  }

  /** The same, and both ends know at once. */
  cutNow(): void {
    this.#isCut = true
    for (const end of this.ends) end.end('ice')
    this.world.wireGone(this)
  }

  #fail(end: WireEnd): void {
    this.#isCut = true
    this.world.wireGone(this)
    this.world.time.after(ICE_FAILED_MS, () => end.end('ice'))
  }
}
