// Connects two browsers (DESIGN 6): one RTCPeerConnection per attempt through simple-peer, descriptions as compact blobs, and
// a time limit for every step, because simple-peer by itself waits for ever.

import Peer from '@thaunknown/simple-peer/lite.js'
import type { Dialer, LinkCloseReason, PendingLink } from '../../ports/link.ts'
import {
  buildSdp,
  decodeDescription,
  encodeDescription,
  parseSdp,
  type DescriptionType,
  type SessionDescription,
} from './compact-sdp.ts'
import { knock } from './knock.ts'
import type { PcBudget } from './pc-budget.ts'
import { WebRtcLink } from './webrtc-link.ts'

export interface IceServer {
  readonly urls: string | readonly string[]
  readonly username?: string
  readonly credential?: string
}

export interface DialTimes {
  /** Until our own description is there. */
  gatherMs: number
  /** Until somebody answers our offer. */
  answerMs: number
  /** From our answer to an open link; the other side gets the answer somewhere in this time. */
  replyMs: number
  /** From somebody's answer to an open link. */
  openMs: number
}

export const DIAL_TIMES: Readonly<DialTimes> = {
  gatherMs: 4_000,
  answerMs: 50_000,
  replyMs: 15_000,
  openMs: 15_000,
}

export interface WebRtcOptions {
  /** Asked at every attempt: the user may change them. */
  iceServers: () => readonly IceServer[]
  /** Nobody learns our address: descriptions name relays only, and without a relay there is no attempt. */
  relayOnly?: () => boolean
  budget: PcBudget
  times?: Readonly<DialTimes>
  /** Our answers may take minutes to arrive: keep the way open for so long (see `knock`). */
  patient?: boolean
}

type Opened = Awaited<PendingLink['opened']>

export class WebRtcDialer implements Dialer {
  readonly #options: WebRtcOptions
  readonly #open = new Set<Attempt>()

  constructor(options: WebRtcOptions) {
    this.#options = options
    // A page that just goes away leaves the peer waiting for up to 30 s.
    globalThis.addEventListener?.('pagehide', () => this.close())
  }

  offer(): PendingLink {
    return this.#begin('offer', undefined)
  }

  answer(offer: Uint8Array): PendingLink {
    const decoded = decodeDescription(offer)
    const isOffer = decoded.ok && decoded.value.type === 'offer'
    return isOffer ? this.#begin('answer', decoded.value) : refused('signal')
  }

  /** Ends every connection and every attempt. */
  close(): void {
    for (const attempt of this.#open) attempt.end('local')
  }

  #begin(type: DescriptionType, remote: SessionDescription | undefined): PendingLink {
    const { budget, iceServers, relayOnly } = this.#options
    if (relayOnly?.() === true && iceServers().length === 0) return refused('signal')
    if (!budget.take()) return refused('quota')
    try {
      const attempt = new Attempt(type, remote, this.#options, () => this.#open.delete(attempt))
      this.#open.add(attempt)
      return attempt
    } catch {
      return refused('quota')
    }
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

/** Chromium never collects a connection that is closed in the instant of opening. */
const SETTLE_MS = 100
/**
 * How long after the first candidate we wait for the others. Answers of STUN servers come within some 100 ms; a dead server
 * would otherwise hold up every connection for 4 to 10 s.
 */
const ICE_COMPLETE_MS = 1_000

/** One RTCPeerConnection, from the first line of its description to its end. */
class Attempt implements PendingLink {
  readonly description: Promise<Uint8Array | undefined>
  readonly opened: Promise<Opened>
  readonly #peer: Peer
  readonly #type: DescriptionType
  readonly #times: Readonly<DialTimes>
  readonly #isPatient: boolean
  readonly #onEnd: () => void
  #local: SessionDescription | undefined
  #remote: SessionDescription | undefined
  #link: WebRtcLink | undefined
  #describe: (blob: Uint8Array | undefined) => void = () => undefined
  #settle: (opened: Opened) => void = () => undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopKnocking: () => void = () => undefined
  #iceConnectedAt = Number.NEGATIVE_INFINITY
  #isOver = false

  constructor(
    type: DescriptionType,
    remote: SessionDescription | undefined,
    { iceServers, relayOnly, times = DIAL_TIMES, patient = false }: WebRtcOptions,
    onEnd: () => void,
  ) {
    this.#type = type
    this.#remote = remote
    this.#times = times
    this.#isPatient = patient
    this.#onEnd = onEnd
    this.description = new Promise((resolve) => (this.#describe = resolve))
    this.opened = new Promise((resolve) => (this.#settle = resolve))
    this.#peer = new Peer({
      initiator: type === 'offer',
      trickle: false,
      config: { iceServers: iceServers(), iceTransportPolicy: relayOnly?.() === true ? 'relay' : 'all' },
      iceCompleteTimeout: ICE_COMPLETE_MS,
    })
    this.#listen()
    this.#within(times.gatherMs, 'signal')
    if (remote !== undefined) this.#peer.signal({ type: 'offer', sdp: buildSdp(remote) })
  }

  accept(blob: Uint8Array): boolean {
    const decoded = decodeDescription(blob)
    const isWanted = this.#type === 'offer' && this.#local !== undefined && this.#remote === undefined && !this.#isOver
    if (!isWanted || !decoded.ok || decoded.value.type !== 'answer') return false
    this.#remote = decoded.value
    this.#within(this.#times.openMs, 'timeout')
    this.#peer.signal({ type: 'answer', sdp: buildSdp(decoded.value) })
    return true
  }

  cancel(): void {
    if (this.#link === undefined) this.end('local')
  }

  /** Over, for whatever reason comes first. */
  end(reason: LinkCloseReason): void {
    if (this.#link !== undefined) return this.#link.end(reason)
    this.#destroy()
    this.#settle({ ok: false, error: { code: reason } })
  }

  #listen(): void {
    const peer = this.#peer
    peer.on('signal', ({ type, sdp }) => this.#onSignal(type, sdp))
    peer.on('connect', () => this.#onConnect())
    peer.on('iceStateChange', (connection) => {
      if (connection === 'connected' || connection === 'completed') this.#iceConnectedAt = performance.now()
    })
    peer.on('error', (error) => this.end(reasonOf(error)))
    const gone = (): void => this.end(this.#link === undefined ? 'failed' : 'remote')
    peer.on('disconnect', gone).on('end', gone).on('finish', gone).on('close', gone)
  }

  #onSignal(type: string, sdp: string | undefined): void {
    if (type !== this.#type || sdp === undefined || this.#isOver) return
    const local = parseSdp(this.#type, sdp)
    const blob = local === undefined ? undefined : encodeDescription(local)
    if (local === undefined || blob === undefined) return this.end('signal')
    this.#local = local
    const isOffer = this.#type === 'offer'
    this.#within(isOffer ? this.#times.answerMs : this.#times.replyMs, isOffer ? 'unanswered' : 'timeout')
    if (this.#isPatient && this.#remote !== undefined) this.#stopKnocking = knock(this.#peer, local, this.#remote)
    this.#describe(blob)
  }

  #onConnect(): void {
    const local = this.#local
    const remote = this.#remote
    if (local === undefined || remote === undefined || this.#isOver || this.#link !== undefined) return
    clearTimeout(this.#timer)
    this.#stopKnocking()
    this.#link = new WebRtcLink({
      peer: this.#peer,
      initiator: this.#type === 'offer',
      localFingerprint: local.fingerprint,
      remoteFingerprint: remote.fingerprint,
      destroy: () => this.#destroy(),
    })
    this.#settle({ ok: true, value: this.#link })
  }

  #within(ms: number, otherwise: LinkCloseReason): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.end(otherwise), ms)
  }

  #destroy(): void {
    if (this.#isOver) return
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#stopKnocking()
    this.#describe(undefined)
    this.#onEnd()
    const wait = SETTLE_MS - (performance.now() - this.#iceConnectedAt)
    if (wait > 0) setTimeout(() => this.#peer.destroy(), wait)
    else this.#peer.destroy()
  }
}

function reasonOf(error: Error): LinkCloseReason {
  const code = (error as { code?: unknown }).code
  if (code === 'ERR_PC_CONSTRUCTOR') return 'quota'
  if (code === 'ERR_ICE_CONNECTION_FAILURE' || code === 'ERR_CONNECTION_FAILURE') return 'ice'
  if (code === 'ERR_SET_REMOTE_DESCRIPTION' || code === 'ERR_SIGNALING') return 'signal'
  return code === 'ERR_DATA_CHANNEL' ? 'remote' : 'failed'
}
