// tests/vectors/reconcile.json: what another implementation can check its comparing against (docs/protocol-gossip.md, Comparing).

import { toHex } from '../../src/bamboo/index.ts'
import type { WireHead } from '../../src/gossip/messages.ts'
import { LogItems, logPlaceOf } from '../../src/gossip/reconcile/log-items.ts'
import { SaltedItem } from '../../src/gossip/reconcile/salted-sum.ts'
import { logKeyOf } from '../../src/gossip/local-topic.ts'
import {
  TOPIC_KEY,
  differingHeads,
  madeUpHead,
  newMeeting,
  talk,
  type ComparingSide,
} from '../../src/testing/comparing-sides.ts'

const SALT = Uint8Array.from({ length: 8 }, (_, index) => index + 1)

interface HeadVector {
  author: string
  logId: string
  seqNum: number
  hash: string
  /** 0: not forked. */
  forkedAt: number
}

export interface ComparisonVectors {
  topicKey: string
  salt: string
  /** Single heads: their places and numbers. */
  heads: (HeadVector & { place: string; number: string })[]
  /** Sets: the first `count` of `heads`. */
  fingerprints: { count: number; fingerprint: string }[]
  /** Whole comparisons, slot 0 on both sides: messages without their frames, in order. */
  comparisons: { name: string; a: HeadVector[]; b: HeadVector[]; messages: { from: 'a' | 'b'; bytes: string }[] }[]
}

export function comparisonVectors(): ComparisonVectors {
  const heads = [
    madeUpHead(1, 1),
    madeUpHead(2, 247),
    madeUpHead(3, 2 ** 53 - 1),
    madeUpHead(4, 6, 1, 7),
    { ...madeUpHead(5, 0, 0, 1), hash: new Uint8Array(16) },
    madeUpHead(0xff_ffff, 300),
  ]
  return {
    topicKey: toHex(TOPIC_KEY),
    salt: toHex(SALT),
    heads: heads.map((head) => ({ ...headVector(head), ...standsFor(head) })),
    fingerprints: [0, 1, heads.length].map((count) => ({ count, fingerprint: fingerprintOf(heads.slice(0, count)) })),
    comparisons: [
      comparison('the same on both sides', heads, heads),
      comparison('nothing on one side', [], heads),
      comparison('short lists, one log behind, one on another branch, one that only one side has', heads, [
        madeUpHead(1, 4),
        madeUpHead(2, 247, 1),
        ...heads.slice(2, 5),
        madeUpHead(6, 1),
      ]),
      comparison('forty logs, of which two grew', ...differingHeads(40, 2, 'vectors')),
    ],
  }
}

function standsFor(head: WireHead): { place: string; number: string } {
  const place = logPlaceOf(TOPIC_KEY, head)
  return { place, number: toHex(new SaltedItem(SALT).of(place, head)) }
}

function fingerprintOf(heads: readonly WireHead[]): string {
  const items = new LogItems(TOPIC_KEY)
  for (const head of heads) items.put(logKeyOf(head), head)
  return toHex(items.root(SALT).fingerprint)
}

/** `a` is the initiator of the link and begins. */
function comparison(
  name: string,
  a: readonly WireHead[],
  b: readonly WireHead[],
): ComparisonVectors['comparisons'][number] {
  const meeting = newMeeting(a, b, SALT)
  const messages: { from: 'a' | 'b'; bytes: string }[] = []
  for (const from of ['a', 'b'] as const) listen(meeting[from], (bytes) => messages.push({ from, bytes: toHex(bytes) }))
  meeting.a.comparison.tick(0)
  talk(meeting, 0)
  return { name, a: a.map(headVector), b: b.map(headVector), messages }
}

function listen(side: ComparingSide, hear: (bytes: Uint8Array) => void): void {
  const say = side.say.bind(side)
  side.say = () => {
    const said = say()
    for (const bytes of said) hear(bytes)
    return said
  }
}

function headVector({ author, logId, seqNum, hash, forkedAt }: WireHead): HeadVector {
  return { author, logId: logId.toString(), seqNum, hash: toHex(hash), forkedAt: forkedAt ?? 0 }
}
