// An open link over simple-peer (DESIGN 6, measured rules): the first of its five endings counts, then it is destroyed; not
// within 100 ms after ICE connected, because Chromium would never collect the connection.

import type Peer from '@thaunknown/simple-peer/lite.js'
import type { Link, LinkCloseReason } from '../../ports/link.ts'

/** simple-peer holds back once this much waits in the browser; it says `drain` below it. */
const FULL = 64 * 1024 + 1

export interface OpenPeer {
  peer: Peer
  initiator: boolean
  localFingerprint: Uint8Array
  remoteFingerprint: Uint8Array
  /** Ends the connection in the way that the browser likes. */
  destroy: () => void
}

export class WebRtcLink implements Link {
  readonly initiator: boolean
  readonly localFingerprint: Uint8Array
  readonly remoteFingerprint: Uint8Array
  onDrain: (() => void) | undefined
  onClose: ((reason: LinkCloseReason) => void) | undefined
  readonly #peer: Peer
  readonly #destroy: () => void
  #onMessage: ((message: Uint8Array) => void) | undefined
  #isFull = false
  #isClosed = false

  constructor(open: OpenPeer) {
    this.initiator = open.initiator
    this.localFingerprint = open.localFingerprint
    this.remoteFingerprint = open.remoteFingerprint
    this.#peer = open.peer
    this.#destroy = open.destroy
    open.peer.on('drain', () => {
      this.#isFull = false
      if (!this.#isClosed) this.onDrain?.()
    })
  }

  get onMessage(): ((message: Uint8Array) => void) | undefined {
    return this.#onMessage
  }

  /** Messages wait inside simple-peer until somebody listens. */
  set onMessage(listener: ((message: Uint8Array) => void) | undefined) {
    const isFirst = this.#onMessage === undefined
    this.#onMessage = listener
    if (isFirst && listener !== undefined) this.#peer.on('data', (data) => this.#deliver(data))
  }

  get buffered(): number {
    return this.#isFull ? Math.max(FULL, this.#peer.bufferSize) : this.#peer.bufferSize
  }

  send(message: Uint8Array): void {
    if (this.#isClosed) return
    this.#isFull = !this.#peer.write(message)
  }

  close(): void {
    this.end('local')
  }

  /** The connection is over, for the reason that was seen first. */
  end(reason: LinkCloseReason): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#destroy()
    this.onClose?.(reason)
  }

  #deliver(data: Uint8Array): void {
    if (!this.#isClosed) this.#onMessage?.(data)
  }
}
