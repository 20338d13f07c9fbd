// Two ends of a link in memory, for tests and the simulator. Delivery is never synchronous, as on a network; who makes the
// pair decides when: at once (a microtask) or in virtual time.

import type { Link, LinkCloseReason } from '../ports/link.ts'

/** Calls `arrive` later: when `message` has travelled. Order of calls is the order of arrival. */
export type Delivery = (message: Uint8Array, arrive: () => void) => void

const soon: Delivery = (_message, arrive) => {
  void Promise.resolve().then(arrive)
}

const NOTHING = new Uint8Array(0)

export interface MemoryLinkOptions {
  /** Delivery from the initiator to the responder and back; a microtask by default. */
  there?: Delivery
  back?: Delivery
  /** What the two sides believe about the certificates. A signaller in the middle can make them differ. */
  fingerprints?: {
    initiator: [local: Uint8Array, remote: Uint8Array]
    responder: [local: Uint8Array, remote: Uint8Array]
  }
}

export class MemoryLink implements Link {
  readonly initiator: boolean
  readonly localFingerprint: Uint8Array
  readonly remoteFingerprint: Uint8Array
  onMessage: ((message: Uint8Array) => void) | undefined
  onDrain: (() => void) | undefined
  onClose: ((reason: LinkCloseReason) => void) | undefined
  #buffered = 0
  #isClosed = false
  #peer: MemoryLink | undefined
  readonly #deliver: Delivery

  constructor(initiator: boolean, [local, remote]: readonly [Uint8Array, Uint8Array], deliver: Delivery) {
    this.initiator = initiator
    this.localFingerprint = local
    this.remoteFingerprint = remote
    this.#deliver = deliver
  }

  /** Joins two ends; they are open from now on. */
  connect(peer: MemoryLink): void {
    this.#peer = peer
    peer.#peer = this
  }

  get buffered(): number {
    return this.#buffered
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  send(message: Uint8Array): void {
    if (this.#isClosed) return
    const copy = message.slice()
    this.#buffered += copy.length
    this.#deliver(copy, () => {
      this.#buffered -= copy.length
      const peer = this.#peer
      if (peer !== undefined && !peer.#isClosed) peer.onMessage?.(copy)
      if (!this.#isClosed) this.onDrain?.()
    })
  }

  close(): void {
    this.end('local')
    this.#deliver(NOTHING, () => this.#peer?.end('remote'))
  }

  /** The network between both ends is gone. */
  cut(): void {
    this.end('ice')
    this.#peer?.end('ice')
  }

  /** This end is over, whatever happens to the other one. */
  end(reason: LinkCloseReason): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.onClose?.(reason)
  }
}

/** An open link: the initiator's end and the responder's. */
export function memoryLinkPair(options: MemoryLinkOptions = {}): [MemoryLink, MemoryLink] {
  const one = new Uint8Array(32).fill(1)
  const two = new Uint8Array(32).fill(2)
  const fingerprints = options.fingerprints ?? { initiator: [one, two], responder: [two, one] }
  const initiator = new MemoryLink(true, fingerprints.initiator, options.there ?? soon)
  const responder = new MemoryLink(false, fingerprints.responder, options.back ?? soon)
  initiator.connect(responder)
  return [initiator, responder]
}
