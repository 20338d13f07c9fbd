// A Signaller over one WebTorrent tracker (DESIGN 6): one WebSocket for all topics, opened when there is something to
// announce, opened again with growing waits when it is lost.

import type { Random } from '../../ports/random.ts'
import type { Signaller, SignallerState } from '../../ports/signaller.ts'
import { announceMessage, answerMessage, parseTrackerMessage } from './tracker-messages.ts'

/** The first loss is likely an accident of a moment. */
const FIRST_RETRY_MS = 1_000
const RETRY_MS = 10_000
const LONGEST_RETRY_MS = 10 * 60_000
/** A socket that stayed open this long was a good one: the next loss is a first one again. */
const GOOD_AFTER_MS = 60_000
const ID_LENGTH = 20

type OpenSocket = (url: string) => WebSocket

export class WebSocketTracker implements Signaller {
  onOffer: Signaller['onOffer']
  onAnswer: Signaller['onAnswer']
  onState: Signaller['onState']
  readonly #url: string
  readonly #random: Random
  readonly #openSocket: OpenSocket
  /** New with every socket: a tracker must not recognise us by it. */
  #ownId: Uint8Array = new Uint8Array(ID_LENGTH)
  #socket: WebSocket | undefined
  #joined = new Set<string>()
  #retry: ReturnType<typeof setTimeout> | undefined
  #losses = 0
  #openedAt = 0
  #isClosed = false

  /** `url` has passed `parseTrackerAddress`. */
  constructor(url: string, random: Random, openSocket: OpenSocket = (address) => new WebSocket(address)) {
    this.#url = url
    this.#random = random
    this.#openSocket = openSocket
  }

  /** Connects; `onState` says when it is worth announcing (again). */
  open(): void {
    if (this.#isClosed || this.#socket !== undefined) return
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#tell({ state: 'connecting' })
    this.#ownId = this.#random.bytes(ID_LENGTH)
    this.#joined = new Set()
    const socket = this.#openSocket(this.#url)
    this.#socket = socket
    socket.onopen = () => {
      this.#openedAt = performance.now()
      this.#tell({ state: 'open' })
    }
    socket.onmessage = (event) => this.#onMessage(event.data)
    socket.onclose = () => this.#onLoss(socket)
    socket.onerror = () => this.#onLoss(socket)
  }

  /** Dropped while there is no socket: announce again when the state is `open`. */
  announce(name: Uint8Array, offers: { id: Uint8Array; sealed: string }[]): void {
    const key = name.join()
    const isFirst = !this.#joined.has(key)
    const message = announceMessage({ name, ownId: this.#ownId, offers, ...(isFirst ? { event: 'started' } : {}) })
    if (this.#send(message)) this.#joined.add(key)
  }

  leave(name: Uint8Array): void {
    if (!this.#joined.delete(name.join())) return
    this.#send(announceMessage({ name, ownId: this.#ownId, offers: [], event: 'stopped' }))
  }

  answer(name: Uint8Array, peer: Uint8Array, offerId: Uint8Array, sealed: string): void {
    this.#send(answerMessage({ name, ownId: this.#ownId, peer, offerId, sealed }))
  }

  /** The machine slept or its network is another one: what looks open may lead nowhere, and nothing is waited for. */
  reopen(): void {
    const socket = this.#socket
    this.#socket = undefined
    this.#openedAt = 0
    socket?.close()
    this.open()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#retry)
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  #send(message: string): boolean {
    if (this.#socket?.readyState !== 1) return false
    this.#socket.send(message)
    return true
  }

  #onMessage(data: unknown): void {
    const message = parseTrackerMessage(data)
    if (message === undefined) return
    const { name, peer, offerId, sealed } = message
    if (message.kind === 'offer') this.onOffer?.(name, peer, offerId, sealed)
    else this.onAnswer?.(name, peer, offerId, sealed)
  }

  #onLoss(socket: WebSocket): void {
    if (this.#socket !== socket) return
    this.#socket = undefined
    socket.close()
    const wasOpen = this.#openedAt > 0
    if (wasOpen && performance.now() - this.#openedAt >= GOOD_AFTER_MS) this.#losses = 0
    this.#openedAt = 0
    const wait = this.#nextWait()
    this.#losses += 1
    this.#retry = setTimeout(() => this.open(), wait)
    this.#tell({ state: 'waiting', retryAt: Date.now() + wait, reason: wasOpen ? 'closed' : 'refused' })
  }

  /** Between half and all of 1 s, 10 s, 20 s, 40 s ... 10 min, so that not everybody comes back at once. */
  #nextWait(): number {
    const full = this.#losses === 0 ? FIRST_RETRY_MS : Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** (this.#losses - 1))
    const [byte = 0] = this.#random.bytes(1)
    return Math.round(full * (0.5 + byte / 510))
  }

  #tell(state: SignallerState): void {
    this.onState?.(state)
  }
}
