// Two ends of a link that compare sets of heads, without a network: what each of them learned, and what it cost.

import { decodeMessage, encodeMessage } from '../gossip/frames.ts'
import { logKeyOf, newLocalTopic, setHead, type LocalTopic } from '../gossip/local-topic.ts'
import type { SyncMessage, WireHead } from '../gossip/messages.ts'
import { Comparison } from '../gossip/reconcile/comparison.ts'
import { RemoteHeads } from '../gossip/reconcile/remote-heads.ts'
import type { PublicKey } from '../operations/ids.ts'
import { SeededRandom } from './seeded-random.ts'

export const TOPIC_KEY: Uint8Array = new Uint8Array(32).fill(7)

/** The head of log number `log`; `branch` 0 is what everybody has who was never lied to. */
export function madeUpHead(log: number, seqNum: number, branch = 0, forkedAt?: number): WireHead {
  const author = log.toString(16).padStart(64, '0') as PublicKey
  const hash = new Uint8Array(16)
  new DataView(hash.buffer).setUint32(0, branch * 1000 + seqNum)
  new DataView(hash.buffer).setUint32(4, log)
  return { author, logId: BigInt(log % 3), seqNum, hash, ...(forkedAt === undefined ? {} : { forkedAt }) }
}

/** `count` logs with up to 50 entries. */
export function madeUpHeads(count: number): WireHead[] {
  return Array.from({ length: count }, (_, log) => madeUpHead(log + 1, 1 + (log % 50)))
}

/** The same on both sides, but for logs that grew on one of them: so many, every other one on the other side. */
export function differingHeads(count: number, differences: number, seed: string): [WireHead[], WireHead[]] {
  const sides: [WireHead[], WireHead[]] = [madeUpHeads(count), madeUpHeads(count)]
  const random = new SeededRandom(seed)
  for (const grown = new Set<number>(); grown.size < Math.min(count, differences);) {
    const at = new DataView(random.bytes(4).buffer).getUint32(0) % count
    if (!grown.has(at)) sides[grown.size % 2]?.splice(at, 1, madeUpHead(at + 1, 60 + grown.size))
    grown.add(at)
  }
  return sides
}

/** One end of a link; tests look into it and may change what it holds. */
export class ComparingSide {
  readonly local: LocalTopic = newLocalTopic(TOPIC_KEY)
  readonly remote: RemoteHeads = new RemoteHeads(this.local)
  readonly comparison: Comparison
  /** Heads of the other side that are not ours. */
  readonly found: WireHead[] = []
  isOver = false
  /** Bytes. */
  sent = 0

  constructor(heads: readonly WireHead[], leads: boolean, salt: Uint8Array) {
    for (const head of heads) this.set(head)
    this.comparison = new Comparison({ items: this.local.items, remote: this.remote, salt, leads }, 0)
  }

  set(head: WireHead): void {
    this.remote.ourHeadChanges(logKeyOf(head))
    setHead(this.local, { ...head, own: false, held: head.seqNum })
  }

  /** The bytes of everything that is to be said now. */
  say(): Uint8Array[] {
    const messages: Uint8Array[] = []
    for (let next = this.comparison.next(0); next !== undefined; next = this.comparison.next(0)) {
      messages.push(encodeMessage(next))
    }
    this.sent += messages.reduce((sum, { length }) => sum + length, 0)
    return messages
  }

  hear(message: SyncMessage, now: number): void {
    if (message.type !== 'root' && message.type !== 'ranges') throw new Error(`not about heads: ${message.type}`)
    const found = this.comparison.on(message, now)
    this.found.push(...found.heads)
    if (found.isOver) this.isOver = true
  }
}

export interface Meeting {
  a: ComparingSide
  b: ComparingSide
  /** Both directions together. */
  bytes: number
  /** How often the word went from one side to the other. */
  turns: number
}

/** Two that hold these heads and have not met. */
export function newMeeting(
  a: readonly WireHead[],
  b: readonly WireHead[],
  salt: Uint8Array = new Uint8Array(8).fill(1),
): Meeting {
  return { a: new ComparingSide(a, true, salt), b: new ComparingSide(b, false, salt), bytes: 0, turns: 0 }
}

/** They compare until nobody has anything to say. `between` runs after each turn. */
export function compareAll(meeting: Meeting, between?: (meeting: Meeting) => void): Meeting {
  meeting.a.comparison.tick(0)
  talk(meeting, 0, between)
  return meeting
}

export function meet(a: readonly WireHead[], b: readonly WireHead[]): Meeting {
  return compareAll(newMeeting(a, b))
}

/** The same two, an hour later. */
export function meetAgain(meeting: Meeting): void {
  const later = 3_600_000
  for (const side of [meeting.a, meeting.b]) {
    side.isOver = false
    side.found.length = 0
  }
  meeting.a.comparison.tick(later)
  talk(meeting, later)
}

/** Both say what they have to say until that is nothing. `between` runs after each turn. */
export function talk(meeting: Meeting, now: number, between: (meeting: Meeting) => void = () => undefined): void {
  const { a, b } = meeting
  for (let isSilent = false; !isSilent; between(meeting)) {
    const [fromA, fromB] = [a.say(), b.say()]
    for (const bytes of fromA) b.hear(decoded(bytes), now)
    for (const bytes of fromB) a.hear(decoded(bytes), now)
    isSilent = fromA.length + fromB.length === 0
    if (!isSilent) meeting.turns += 1
  }
  meeting.bytes = a.sent + b.sent
}

function decoded(bytes: Uint8Array): SyncMessage {
  const message = decodeMessage(bytes)
  if (!message.ok) throw new Error('a message that can not be read')
  return message.value as SyncMessage
}
