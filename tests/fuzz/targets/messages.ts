// Gossip messages (DESIGN 6): one value or none, written back as the same bytes, never more memory than the sender paid for.

import { isDeepStrictEqual } from 'node:util'
import { equalBytes, toHex, yamfHash } from '../../../src/bamboo/index.ts'
import { decodeMessage, encodeMessage } from '../../../src/gossip/frames.ts'
import {
  FINGERPRINT_LENGTH,
  HEAD_HASH_LENGTH,
  LOG_REF_LENGTH,
  NEWS_HASH_LENGTH,
  NONCE_LENGTH,
  TAG_LENGTH,
  type LogRef,
  type Message,
} from '../../../src/gossip/messages.ts'
import type { NodeRef } from '../../../src/gossip/overlay/overlay-messages.ts'
import { logKeyOf } from '../../../src/gossip/local-topic.ts'
import { LogItems } from '../../../src/gossip/reconcile/log-items.ts'
import { SALT_LENGTH } from '../../../src/gossip/reconcile/salted-sum.ts'
import { Turn } from '../../../src/gossip/reconcile/turn.ts'
import { MAX_BLOB } from '../../../src/operations/limits.ts'
import type { BlobId } from '../../../src/operations/operation.ts'
import { partCount, partLength } from '../../../src/ports/blob-store.ts'
import { byteMutations } from '../byte-mutations.ts'
import type { Corpus, HonestEntry, HonestLog } from '../corpus.ts'
import type { Dice } from '../dice.ts'
import type { Target } from '../run.ts'
import { weightOf } from '../weight.ts'
import { expectThat } from '../trial.ts'

/** These say less than their bytes: what comes after a hello, and reasons of a later version, are ignored. */
const FORGIVING: ReadonlySet<string> = new Set<Message['type']>(['hello', 'close'])

export function messagesTarget(corpus: Corpus): Target {
  return {
    name: 'gossip message',
    share: 18,
    run(trial) {
      const message = honestMessage(corpus, trial.dice)
      const bytes = trial.mutate(encodeMessage(message), byteMutations)
      trial.saw('message', bytes)
      const decoded = decodeMessage(bytes)
      if (!decoded.ok) {
        expectThat(!trial.isHonest, 'an honest message is refused')
        expectThat(decoded.error.code === 'malformed', 'a message is malformed or not')
        return decoded.error.code
      }
      expectThat(!trial.isHonest || isDeepStrictEqual(decoded.value, message), 'a message is read as it was written')
      if (decoded.value.type === 'unknown') return 'of a later version'
      expectThat(weightOf(decoded.value) <= 8 * bytes.length + 100, 'a message is no larger than its bytes')
      const again = encodeMessage(decoded.value)
      if (!FORGIVING.has(decoded.value.type)) expectThat(equalBytes(again, bytes), 'a message has one encoding')
      expectThat(isDeepStrictEqual(decodeMessage(again), decoded), 'a message reads the same again')
      return 'well-formed'
    },
  }
}

type Maker = (corpus: Corpus, dice: Dice) => Message

const anyLog = (corpus: Corpus, dice: Dice): HonestLog => dice.pick(corpus.logs)
const nameOf = ({ author, logId }: HonestLog): { author: HonestLog['author']['hex']; logId: bigint } => ({
  author: author.hex,
  logId,
})
const sent = ({ bytes, payload }: HonestEntry, isHeader: boolean): { entry: Uint8Array; payload?: Uint8Array } =>
  isHeader ? { entry: bytes } : { entry: bytes, payload }
const some = (dice: Dice, log: HonestLog, isHeader = false): { entry: Uint8Array; payload?: Uint8Array }[] => {
  const from = dice.below(log.entries.length)
  return log.entries.slice(from, from + 1 + dice.below(6)).map((entry) => sent(entry, isHeader))
}

const nameBy = (dice: Dice): string => toHex(dice.bytes(8))
const refBy = (dice: Dice): NodeRef => nameBy(dice) as NodeRef
const signalBy = (dice: Dice): { slot: number; from: Uint8Array; description: Uint8Array } => ({
  slot: dice.below(256),
  from: dice.bytes(32),
  description: dice.bytes(1 + dice.below(512)),
})

const MAKERS: readonly Maker[] = [
  (_, dice) => ({ type: 'hello', version: 1, nonce: dice.bytes(NONCE_LENGTH), features: dice.u64() }),
  (_, dice) => ({ type: 'prove', tags: Array.from({ length: dice.below(33) }, () => dice.bytes(TAG_LENGTH)) }),
  (_, dice) => ({ type: 'auth', nodeKey: dice.bytes(32), signature: dice.bytes(64) }),
  (_, dice) => ({ type: dice.pick(['ping', 'pong'] as const), token: dice.bytes(4) }),
  (_, dice) => ({ type: 'topic-add', slot: dice.below(256), tag: dice.bytes(TAG_LENGTH) }),
  (_, dice) => ({ type: 'topic-drop', slot: dice.below(256) }),
  (_, dice) => ({
    type: 'close',
    reason: dice.pick(['done', 'rate', 'bad-entry'] as const),
    retryAfterMs: dice.below(86_400_001),
  }),
  (_, dice) => {
    const said = { type: 'signal' as const, dialog: nameBy(dice), to: refBy(dice), ...signalBy(dice) }
    return dice.oneIn(3)
      ? { ...said, kind: 'refusal', description: new Uint8Array(0) }
      : { ...said, kind: dice.pick(['offer', 'answer'] as const) }
  },
  (_, dice) => ({ type: 'walk', walk: nameBy(dice), steps: dice.below(13), ...signalBy(dice) }),
  (_, dice) => ({ type: 'walk-answer', walk: nameBy(dice), ...signalBy(dice) }),
  (_, dice) => ({ type: 'walk-end', slot: dice.below(256), walk: nameBy(dice) }),
  (_, dice) => ({
    type: 'neighbours',
    slot: dice.below(256),
    refs: Array.from({ length: dice.below(25) }, () => refBy(dice)),
  }),
  (_, dice) => {
    const flip = { type: 'flip' as const, slot: dice.below(256), give: refBy(dice) }
    return dice.oneIn(2) ? flip : { ...flip, want: refBy(dice) }
  },
  (_, dice) => ({ type: 'flip-answer', slot: dice.below(256), give: refBy(dice), accepted: dice.oneIn(2) }),
  (_, dice) => ({ type: 'credit', bytes: dice.below(16 * 2 ** 20 + 1) }),
  (corpus, dice) => ({
    type: 'have',
    slot: dice.below(256),
    heads: Array.from({ length: dice.below(5) }, () => headOf(anyLog(corpus, dice), dice)),
  }),
  (_, dice) => ({
    type: 'root',
    slot: dice.below(256),
    fingerprint: dice.bytes(FINGERPRINT_LENGTH),
    count: dice.next(),
  }),
  (corpus, dice) => rangesOf(corpus, dice),
  (corpus, dice) => ({
    type: 'want',
    slot: dice.below(256),
    wants: Array.from({ length: dice.below(65) }, () => ({
      ...nameOf(anyLog(corpus, dice)),
      from: 1,
      to: 1 + dice.below(99),
    })),
  }),
  (corpus, dice) => {
    const log = anyLog(corpus, dice)
    return {
      type: dice.pick(['entries', 'push'] as const),
      slot: dice.below(256),
      ...nameOf(log),
      from: 1 + dice.below(300),
      entries: some(dice, log),
    }
  },
  (_, dice) => ({
    type: 'news',
    slot: dice.below(256),
    heads: Array.from({ length: dice.below(5) }, () => ({
      ref: logRefBy(dice),
      seqNum: 1 + dice.below(300),
      hash: dice.bytes(NEWS_HASH_LENGTH),
    })),
  }),
  (_, dice) => ({
    type: 'graft',
    slot: dice.below(256),
    logs: Array.from({ length: dice.below(65) }, () => ({ ref: logRefBy(dice), from: 1 + dice.below(300) })),
  }),
  (_, dice) => ({ type: 'prune', slot: dice.below(256) }),
  (corpus, dice) => ({ type: 'want-newest', slot: 0, ...nameOf(anyLog(corpus, dice)), count: dice.below(60) }),
  (corpus, dice) => {
    const log = anyLog(corpus, dice)
    return { type: 'newest', slot: 3, ...nameOf(log), pool: some(dice, log, true), newest: some(dice, log) }
  },
  (corpus, dice) => {
    const [first, second] = [dice.pick(corpus.branch.entries), dice.pick(corpus.branch.entries)]
    return { type: 'fork', slot: dice.below(256), first: first.bytes, second: second.bytes }
  },
  (_, dice) => {
    const { size, part } = blobPartBy(dice)
    return { type: 'want-blob', slot: dice.below(256), blob: blobBy(dice, size), part }
  },
  (_, dice) => {
    const { size, part } = blobPartBy(dice)
    const bytes = new Uint8Array(partLength(size, part)).fill(dice.below(256))
    return { type: 'blob', slot: dice.below(256), blob: blobBy(dice, size), part, bytes }
  },
  (_, dice) => ({
    type: 'blob-state',
    slot: dice.below(256),
    blob: blobBy(dice, 1 + dice.below(MAX_BLOB)),
    isHere: dice.oneIn(2),
  }),
]

/** Mostly small ones: large parts cost the fuzzer its time. */
function blobPartBy(dice: Dice): { size: number; part: number } {
  const size = dice.oneIn(20) ? MAX_BLOB - dice.below(100) : 1 + dice.below(3000)
  return { size, part: dice.below(partCount(size)) }
}

function blobBy(dice: Dice, size: number): BlobId {
  return { hash: `0040${toHex(dice.bytes(64))}`, size }
}

function logRefBy(dice: Dice): LogRef {
  return toHex(dice.bytes(LOG_REF_LENGTH)) as LogRef
}

/** What an honest node could say at some time, of any type. */
export function honestMessage(corpus: Corpus, dice: Dice): Message {
  return dice.pick(MAKERS)(corpus, dice)
}

/** What a node that holds the corpus says in one of the turns of a comparison. */
function rangesOf(corpus: Corpus, dice: Dice): Message {
  const items = new LogItems(dice.bytes(32))
  for (const log of corpus.logs) items.put(logKeyOf(nameOf(log)), headOf(log, dice))
  const turn = new Turn(items, dice.bytes(SALT_LENGTH))
  const learned = { heads: [], lacking: [] }
  const depth = dice.below(3)
  if (depth === 0) turn.open()
  const child = { digit: dice.below(16), fingerprint: dice.bytes(FINGERPRINT_LENGTH) }
  if (depth === 1) turn.onDivided({ prefix: '', children: [child] }, learned)
  if (depth === 2)
    turn.onListed({ prefix: '', heads: [{ place: '0f'.repeat(16), seqNum: 3, hash: dice.bytes(16) }] }, learned)
  return turn.next(dice.below(256), depth)
}

function headOf(
  log: HonestLog,
  dice: Dice,
): { author: HonestLog['author']['hex']; logId: bigint; seqNum: number; hash: Uint8Array; forkedAt?: number } {
  const seqNum = dice.below(log.entries.length)
  const hash = yamfHash(dice.bytes(2)).slice(2, 2 + HEAD_HASH_LENGTH)
  return { ...nameOf(log), seqNum, hash, ...(dice.oneIn(3) ? { forkedAt: seqNum + 1 } : {}) }
}
