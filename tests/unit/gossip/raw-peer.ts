// A peer that speaks the protocol by hand, so that a test can say anything on a link to a real node.

import { decodeMessage, encodeMessage } from '../../../src/gossip/frames.ts'
import { IncomingLanes, MAX_FRAME_LENGTH } from '../../../src/gossip/lanes.ts'
import { PACKING, type Message, type UnknownMessage } from '../../../src/gossip/messages.ts'
import { createNodeKey } from '../../../src/gossip/node-key.ts'
import { newSession, stepSession, type SessionSetup, type SessionState } from '../../../src/gossip/session.ts'
import type { Topic } from '../../../src/gossip/topic.ts'
import type { MemoryLink } from '../../../src/testing/memory-link.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'

const CONTROL = 0
const BULK_LAST = 1
const BULK_MORE = 3
const MAX_BODY_LENGTH = MAX_FRAME_LENGTH - 1

export class RawPeer {
  readonly link: MemoryLink
  /** What came in after the handshake. */
  readonly heard: (Message | UnknownMessage)[] = []
  /** The kinds of the frames that came in, each once. */
  readonly kinds: Set<number | undefined> = new Set()
  readonly #setup: SessionSetup
  readonly #features: bigint
  readonly #lanes = new IncomingLanes()
  #state: SessionState

  constructor(name: string, link: MemoryLink, topics: readonly Topic[], features: bigint = PACKING) {
    const random = new SeededRandom(name)
    this.link = link
    this.#features = features
    this.#setup = {
      topics,
      random,
      role: link.initiator ? 'initiator' : 'responder',
      nodeKey: createNodeKey(random),
      localFingerprint: link.localFingerprint,
      remoteFingerprint: link.remoteFingerprint,
    }
    this.#state = newSession(this.#setup)
    link.onMessage = (frame) => this.#receive(frame)
    this.#step({ kind: 'start' })
  }

  get isLive(): boolean {
    return this.#state.phase === 'live'
  }

  get nodeKey(): Uint8Array {
    return this.#setup.nodeKey.publicKey
  }

  get closeReason(): string | undefined {
    return this.heard.flatMap((message) => (message.type === 'close' ? message.reason : [])).at(0)
  }

  /** Sends a whole message in the control lane, or in as many bulk frames as it needs. */
  say(message: Message, lane: 'control' | 'bulk' = 'control'): void {
    const bytes = encodeMessage(message)
    if (lane === 'control') return this.frame(CONTROL, bytes)
    for (let at = 0; at < bytes.length; at += MAX_BODY_LENGTH) {
      const isLast = at + MAX_BODY_LENGTH >= bytes.length
      this.frame(isLast ? BULK_LAST : BULK_MORE, bytes.subarray(at, at + MAX_BODY_LENGTH))
    }
  }

  /** Sends any bytes as one frame. */
  frame(kind: number, body: Uint8Array): void {
    this.link.send(Uint8Array.of(kind, ...body))
  }

  #receive(frame: Uint8Array): void {
    this.kinds.add(frame[0])
    const received = this.#lanes.receive(frame)
    if (!received.ok || received.value === undefined) return
    const decoded = decodeMessage(received.value.message)
    if (!decoded.ok) return
    this.#lanes.release(received.value.bulkBytes)
    if (this.isLive || decoded.value.type === 'close') this.heard.push(decoded.value)
    else this.#step({ kind: 'message', message: decoded.value })
  }

  #step(input: Parameters<typeof stepSession>[2]): void {
    const { state, outputs } = stepSession(this.#setup, this.#state, input, 0)
    this.#state = state
    for (const output of outputs) if (output.kind === 'send') this.say(this.#asOurs(output.message))
  }

  #asOurs(message: Message): Message {
    return message.type === 'hello' ? { ...message, features: this.#features } : message
  }
}
