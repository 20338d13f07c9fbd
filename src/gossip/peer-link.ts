// One link with everything that belongs to it alone: lanes, handshake, slots, keep-alive, limits (DESIGN 6). Bytes come in
// and go out; what concerns the whole node is told to its owner.

import { toHex } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { Link } from '../ports/link.ts'
import type { Random } from '../ports/random.ts'
import type { Role } from './handshake.ts'
import type { LinkId } from './fetches.ts'
import { isAboutBlobs, type AnyBlobMessage } from './blobs/blob-messages.ts'
import { decodeMessage, encodeInParts, encodeMessage } from './frames.ts'
import { heard, lookAt, woke, type Keepalive } from './keepalive.ts'
import { IncomingLanes, OutgoingLanes } from './lanes.ts'
import { LinkLimits } from './limits/link-limits.ts'
import { waitAfter } from './limits/score.ts'
import {
  TOKEN_LENGTH,
  isBulkMessage,
  isSyncMessage,
  type CloseReason,
  type Message,
  type SyncMessage,
  type UnknownMessage,
} from './messages.ts'
import { isOverlayMessage, type OverlayMessage } from './overlay/overlay-messages.ts'
import { pack } from './packing/packing.ts'
import type { PeerLinkOwner } from './peer-link-owner.ts'
import { newSession, stepSession, type SessionInput, type SessionSetup, type SessionState } from './session.ts'
import { SharedTopics } from './shared-topics.ts'
import type { Topic } from './topic.ts'

/** No further frame is handed to a link that holds more than this: it would only make control messages wait. */
const MAX_BUFFERED = 64 * 1024
/** Time for a CLOSE message to arrive before the link is cut. */
const DRAIN_MS = 1_000
/** Credits are given in such portions, or once a second: small entries would need more messages than are allowed. */
const CREDIT_STEP = 16 * 1024

export class PeerLink {
  readonly id: LinkId
  readonly role: Role
  readonly #link: Link
  readonly #setup: SessionSetup
  readonly #topics: ReadonlyMap<FestivalId, Topic>
  readonly #random: Random
  readonly #now: () => number
  readonly #owner: PeerLinkOwner
  readonly #outgoing = new OutgoingLanes()
  readonly #incoming = new IncomingLanes()
  readonly #limits: LinkLimits
  #session: SessionState
  #keepalive: Keepalive
  #shared: SharedTopics | undefined
  #peerName = ''
  /** Set once the link is on its way out. */
  #ending: { reason: CloseReason; at: number } | undefined
  #isGone = false
  /** Bytes that are dealt with and may come again, not told yet. */
  #creditDue = 0
  /** When something was said in the handshake that is not answered yet. */
  #saidAt: number | undefined
  /** Milliseconds between what was said last in the handshake and the answer. */
  roundTripMs = 0
  sentBytes = 0
  receivedBytes = 0

  constructor(
    id: LinkId,
    link: Link,
    setup: SessionSetup,
    topics: ReadonlyMap<FestivalId, Topic>,
    now: () => number,
    owner: PeerLinkOwner,
  ) {
    this.id = id
    this.role = setup.role
    this.#link = link
    this.#setup = setup
    this.#topics = topics
    this.#random = setup.random
    this.#now = now
    this.#owner = owner
    this.#limits = new LinkLimits(now())
    this.#session = newSession(setup)
    this.#keepalive = heard(now())
    link.onMessage = (bytes) => this.#onFrame(bytes)
    link.onDrain = () => this.pump()
    link.onClose = (why) => this.#gone(this.#ending?.reason ?? (why === 'ice' ? 'timeout' : 'done'))
    this.#step({ kind: 'start' })
  }

  /** The peer's node key, once it has proved it. */
  get peer(): Uint8Array | undefined {
    return this.#session.phase === 'live' ? this.#session.peer : undefined
  }

  /** The same as text, made once: nodes are counted at every tick. Empty before the peer proved it. */
  get peerName(): string {
    const { peer } = this
    if (this.#peerName === '' && peer !== undefined) this.#peerName = toHex(peer)
    return this.#peerName
  }

  get isLive(): boolean {
    return this.#session.phase === 'live' && this.#ending === undefined && !this.#isGone
  }

  /** When the peer was last heard. */
  get heardAt(): number {
    return this.#keepalive.heardAt
  }

  slotOf(festival: FestivalId): number | undefined {
    return this.#shared?.slotOf(festival)
  }

  /** This node follows the topic from now on. */
  addTopic(topic: Topic): void {
    if (this.#shared === undefined || !this.isLive) return
    const message = this.#shared.add(topic)
    if (message !== undefined) this.#send(message)
    this.#announceShared(topic.festival)
  }

  dropTopic(festival: FestivalId): void {
    const message = this.#shared?.drop(festival)
    if (message === undefined) return
    this.#send(message)
    this.#owner.onUnshared(this, festival)
  }

  /** Sends a control message. */
  send(message: Message): void {
    this.#send(message)
  }

  /** Sends a bulk message, in fewer bytes when the peer can read these. Pictures are packed in their own way already. */
  sendBulk(message: Message): void {
    const parts = encodeInParts(message)
    const mayPack = this.#session.phase === 'live' && this.#session.unpacks && message.type !== 'blob'
    const packed = mayPack ? pack(parts) : undefined
    if (packed === undefined) this.#outgoing.bulk(parts)
    else this.#outgoing.packedBulk(packed)
    this.pump()
  }

  release(bulkBytes: number): void {
    if (this.#isGone) return
    this.#incoming.release(bulkBytes)
    this.#creditDue += bulkBytes
    if (this.#creditDue >= CREDIT_STEP) this.#sendCredit()
  }

  /** Time passed. `slept`: more of it than can be true. `suspicious`: another link has just died. */
  tick(slept: boolean, suspicious = false): void {
    const now = this.#now()
    if (this.#ending !== undefined) {
      if (now >= this.#ending.at) this.cut()
      return
    }
    if (this.#session.phase !== 'live') this.#step({ kind: 'tick' })
    if (!this.isLive) return
    this.#sendCredit()
    if (slept) {
      this.#keepalive = woke(this.#keepalive, now)
      this.#limits.woke(now)
    }
    const overdue = this.#limits.overdue(now)
    if (overdue !== undefined) return this.close(overdue)
    const verdict = lookAt(this.#keepalive, now, suspicious)
    if (verdict === 'dead') this.close('timeout')
    if (verdict === 'ping' || slept) {
      this.#keepalive = { ...this.#keepalive, pingedAt: now }
      this.#send({ type: 'ping', token: this.#random.bytes(TOKEN_LENGTH) })
    }
  }

  /** Says why and closes soon. */
  close(reason: CloseReason): void {
    if (this.#ending !== undefined || this.#isGone) return
    this.#send({ type: 'close', reason, retryAfterMs: waitAfter(reason) })
    this.#ending = { reason, at: this.#now() + DRAIN_MS }
    this.#owner.onEnding(this, reason)
  }

  /** Closes now. */
  cut(): void {
    this.#link.close()
    this.#gone(this.#ending?.reason ?? 'done')
  }

  /** Sends as much as the link takes now. */
  pump(): void {
    let sentAny = false
    while (!this.#isGone && this.#link.buffered <= MAX_BUFFERED) {
      if (this.#outgoing.isControlEmpty && this.isLive) this.#pullControl()
      const frame = this.#outgoing.next()
      if (frame === undefined) break
      this.#link.send(frame)
      this.sentBytes += frame.length
      sentAny = true
    }
    this.#limits.pumped(sentAny, this.#link.buffered > MAX_BUFFERED, this.#now())
    if (this.isLive && this.#outgoing.isBulkFree) this.#owner.fillBulk(this)
  }

  #sendCredit(): void {
    if (this.#creditDue > 0) this.#send({ type: 'credit', bytes: this.#creditDue })
    this.#creditDue = 0
  }

  #pullControl(): void {
    const message = this.#limits.maySay(this.#now()) ? this.#owner.nextControl(this) : undefined
    if (message === undefined) return
    this.#limits.said(message, this.#now())
    this.#outgoing.control(encodeMessage(message))
  }

  #send(message: Message): void {
    if (this.#isGone || this.#ending !== undefined) return
    const isTaken = this.#outgoing.control(encodeMessage(message))
    // A peer that takes not even control messages any more will not take a CLOSE either.
    if (!isTaken) return this.cut()
    this.pump()
  }

  #onFrame(bytes: Uint8Array): void {
    if (this.#ending !== undefined || this.#isGone) return
    this.receivedBytes += bytes.length
    const received = this.#incoming.receive(bytes)
    if (!received.ok) return this.close('protocol')
    const now = this.#now()
    this.#keepalive = heard(now)
    if (received.value?.bulkBytes !== 0) this.#limits.heardBulk(this.#incoming.isMidway, now)
    if (received.value === undefined) return
    const { message, bulkBytes } = received.value
    const decoded = decodeMessage(message)
    if (!decoded.ok) return this.close('protocol')
    const verdict = bulkBytes === 0 ? this.#limits.verdict(decoded.value, now) : 'take'
    if (verdict === 'close') return this.close('rate')
    if (verdict === 'skip') return
    if (this.#session.phase === 'live') this.#onLiveMessage(decoded.value, bulkBytes)
    else this.#step({ kind: 'message', message: decoded.value })
  }

  #step(input: SessionInput): void {
    if (input.kind === 'message' && this.#saidAt !== undefined) {
      this.roundTripMs = this.#now() - this.#saidAt
      this.#saidAt = undefined
    }
    const { state, outputs } = stepSession(this.#setup, this.#session, input, this.#now())
    this.#session = state
    for (const output of outputs) {
      if (output.kind === 'send') {
        this.#saidAt = this.#now()
        this.#send(output.message)
      } else if (output.kind === 'live') this.#begin(output.h, output.shared)
      else if (output.tell) this.close(output.reason)
      else this.#cutFor(output.reason)
    }
  }

  #begin(h: Uint8Array, shared: readonly FestivalId[]): void {
    this.#shared = new SharedTopics(this.role, h, shared)
    this.#creditDue += this.#incoming.widen()
    this.#sendCredit()
    this.#owner.onLive(this, h)
    // Topics that this node left or joined during the handshake.
    for (const festival of shared) if (!this.#topics.has(festival)) this.dropTopic(festival)
    for (const festival of shared) this.#announceShared(festival)
    const known = new Set(this.#setup.topics.map((topic) => topic.festival))
    for (const topic of this.#topics.values()) if (!known.has(topic.festival)) this.addTopic(topic)
  }

  #announceShared(festival: FestivalId): void {
    const slot = this.#shared?.slotOf(festival)
    if (slot !== undefined && this.isLive) this.#owner.onShared(this, festival, slot)
  }

  #onLiveMessage(message: Message | UnknownMessage, bulkBytes: number): void {
    if (isBulkMessage(message) && bulkBytes === 0) {
      // Only the bulk lane has credit: otherwise a peer could make us hold more than we store.
      this.close('protocol')
    } else if (isSyncMessage(message) || isAboutBlobs(message)) {
      this.#onSync(message, bulkBytes)
    } else {
      this.release(bulkBytes)
      if (isOverlayMessage(message)) this.#onOverlay(message)
      else this.#onSessionMessage(message)
    }
  }

  #onOverlay(message: OverlayMessage): void {
    const festival = this.#shared?.festivalOf(message.slot)
    if (festival !== undefined) this.#owner.onOverlay(this, festival, message)
  }

  #onSync(message: SyncMessage | AnyBlobMessage, bulkBytes: number): void {
    const festival = this.#shared?.festivalOf(message.slot)
    // A message for a topic that we just left.
    if (festival === undefined) this.release(bulkBytes)
    else this.#owner.onSync(this, festival, message, bulkBytes)
  }

  #onSessionMessage(message: Exclude<Message | UnknownMessage, SyncMessage | AnyBlobMessage | OverlayMessage>): void {
    switch (message.type) {
      case 'ping':
        this.#send({ type: 'pong', token: message.token })
        return
      case 'topic-add':
        this.#onTopicAdd(message.slot, message.tag)
        return
      case 'topic-drop': {
        const festival = this.#shared?.dropped(message.slot)
        if (festival !== undefined) this.#owner.onUnshared(this, festival)
        return
      }
      case 'credit':
        this.#outgoing.grant(message.bytes)
        this.pump()
        return
      case 'close':
        if (message.retryAfterMs > 0) this.#owner.onAskedToWait(this, message.retryAfterMs)
        this.#cutFor(message.reason)
        return
      case 'hello':
      case 'prove':
      case 'auth':
        this.close('protocol')
        return
      case 'pong':
      case 'unknown':
    }
  }

  #onTopicAdd(slot: number, tag: Uint8Array): void {
    const topic = this.#shared?.added(slot, tag, this.#topics.values())
    if (topic === undefined) return
    if (this.#shared?.slotOf(topic.festival) === undefined) this.addTopic(topic)
    else this.#announceShared(topic.festival)
  }

  #cutFor(reason: CloseReason): void {
    this.#ending ??= { reason, at: this.#now() }
    this.cut()
  }

  #gone(reason: CloseReason): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#owner.onGone(this, reason)
  }
}
