// What honest people signed, made anew from the seed: logs of several authors in two festivals, with log ids and sequence
// numbers at the borders of their encodings, an ended log, a forked one, and all operations as payloads. The mutations
// start from here, and every entry that is accepted is looked up here.

import * as fc from 'fast-check'
import { lipmaalink, prepareHashing, toHex, yamfHash } from '../../src/bamboo/index.ts'
import { encodeOperation } from '../../src/operations/codec.ts'
import type { EntryHash, FestivalId } from '../../src/operations/ids.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { operation } from '../property/operation-arbitrary.ts'
import { newAuthor, type Author } from './author.ts'
import { Dice } from './dice.ts'
import { joinFields, writeFields } from './fields.ts'

export interface HonestEntry {
  readonly author: Author
  readonly logId: bigint
  readonly seqNum: number
  readonly isEndOfLog: boolean
  readonly bytes: Uint8Array
  readonly hash: Uint8Array
  readonly payload: Uint8Array
}

export interface HonestLog {
  readonly author: Author
  readonly logId: bigint
  readonly festival: FestivalId
  /** From entry 1 on, without gaps. */
  readonly entries: readonly HonestEntry[]
}

export interface Corpus {
  readonly authors: readonly Author[]
  /** Whole logs that a node that follows the festival accepts to their last entry. */
  readonly logs: readonly HonestLog[]
  /** Another continuation of the first log, signed by the same author. */
  readonly branch: HonestLog
  /** A log that goes on after its end, signed and linked as if it had not ended: nothing after the end is ever accepted. */
  readonly undead: HonestLog
  /** Single entries at borders that no log here reaches; their links name nothing. */
  readonly lone: readonly HonestEntry[]
  readonly operations: readonly Operation[]
  readonly payloads: readonly Uint8Array[]
  /** Every entry above, in hexadecimal. */
  readonly signed: ReadonlySet<string>
}

const OPERATIONS = 200
/** The last entry of the undead log that counts. */
export const UNDEAD_END = 5
/** Both sides of the borders of VarU64, and milestones of the link graph with their neighbours. */
const BORDERS = [
  247,
  248,
  255,
  256,
  65_535,
  65_536,
  2 ** 24,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 48,
  Number.MAX_SAFE_INTEGER,
  4,
  5,
  8,
  9,
  12,
  13,
  14,
  40,
  41,
  121,
  122,
  364,
  1093,
  3280,
  9841,
  9842,
  29_524,
  88_573,
  265_720,
  265_721,
] as const
const LOG_IDS = [
  0n,
  1n,
  247n,
  248n,
  255n,
  256n,
  65_535n,
  2n ** 32n,
  2n ** 48n - 1n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
]

const corpora = new Map<number, Promise<Corpus>>()

/** The same corpus for the same seed: made once, since nobody changes it. */
export function corpusOf(seed: number): Promise<Corpus> {
  const corpus = corpora.get(seed) ?? buildCorpus(seed)
  corpora.set(seed, corpus)
  return corpus
}

async function buildCorpus(seed: number): Promise<Corpus> {
  await prepareHashing()
  const dice = new Dice(seed, 0xc0)
  const authors = Array.from({ length: 5 }, () => newAuthor(dice))
  const operations = fc.sample(operation, { numRuns: OPERATIONS, seed: dice.next() | 0 })
  const payloads = operations.map(payloadOf)
  const logs = festivalLogs(dice, authors, payloads)
  const branch = branchOf(logs[0], payloads)
  const undead = undeadLog(dice, logs[0], payloads)
  const lone = BORDERS.map((seqNum) => loneEntry(dice, dice.pick(authors), seqNum, dice.pick(payloads)))
  const all = [...logs.flatMap(({ entries }) => entries), ...branch.entries, ...undead.entries, ...lone]
  return {
    authors,
    logs,
    branch,
    undead,
    lone,
    operations,
    payloads,
    signed: new Set(all.map(({ bytes }) => toHex(bytes))),
  }
}

/** The payload of an operation that can be written. */
export function payloadOf(op: Operation): Uint8Array {
  const written = encodeOperation(op)
  if (!written.ok) throw new Error(`not an operation: ${written.error.code}`)
  return written.value
}

function festivalLogs(dice: Dice, authors: readonly Author[], payloads: readonly Uint8Array[]): HonestLog[] {
  const [ada, ben, cleo, dan, eve] = authors
  if (!ada || !ben || !cleo || !dan || !eve) throw new RangeError('too few authors')
  const some = (length: number): Uint8Array[] => Array.from({ length }, () => dice.pick(payloads))
  const founding = writeLog(ada, 2n ** 48n - 1n, [createPayload(dice), ...some(13)])
  const other = writeLog(dan, 2n ** 63n, [createPayload(dice), ...some(5)])
  const festival = idOf(founding)
  const join = payloadOf({ v: 1, op: 'festival.join', at: 1, festival })
  const joinOther = payloadOf({ v: 1, op: 'festival.join', at: 2, festival: idOf(other), invitedBy: dan.hex })
  const inFestival = [
    founding,
    writeLog(ada, 2n ** 64n - 1n, [join, ...some(6)], 7),
    writeLog(ben, 247n, [join, ...some(44)]),
    writeLog(ben, 248n, [join, ...some(3)], 4),
    writeLog(cleo, 0n, [join, ...Array.from({ length: 259 }, (_, index) => payloadOf(noteAt(index)))]),
  ].map((entries) => logOf(festival, entries))
  const inOther = [other, writeLog(eve, 256n, [joinOther, ...some(7)])].map((entries) => logOf(idOf(other), entries))
  return [...inFestival, ...inOther]
}

function createPayload(dice: Dice): Uint8Array {
  const nonce = toHex(dice.bytes(16))
  return payloadOf({ v: 1, op: 'festival.create', at: 0, title: 'Fuzz', timezone: 'UTC', visibility: 'open', nonce })
}

function noteAt(at: number): Operation {
  return { v: 1, op: 'profile.set', at, name: `panda ${at}` }
}

/** Everything of the founding log up to half of it, and then something else. */
function branchOf(log: HonestLog | undefined, payloads: readonly Uint8Array[]): HonestLog {
  if (log === undefined) throw new RangeError('no log to fork')
  const shared = log.entries.slice(0, log.entries.length / 2)
  const rest = payloads.slice(-4)
  const entries = writeLog(log.author, log.logId, [...shared.map(({ payload }) => payload), ...rest])
  return { ...log, entries }
}

function undeadLog(dice: Dice, log: HonestLog | undefined, payloads: readonly Uint8Array[]): HonestLog {
  if (log === undefined) throw new RangeError('no festival')
  const { festival } = log
  const join = payloadOf({ v: 1, op: 'festival.join', at: 3, festival })
  const some = Array.from({ length: 9 }, () => dice.pick(payloads))
  return logOf(festival, writeLog(newAuthor(dice), 65_536n, [join, ...some], UNDEAD_END))
}

function logOf(festival: FestivalId, entries: readonly HonestEntry[]): HonestLog {
  const [first] = entries
  if (first === undefined) throw new RangeError('an empty log')
  return { author: first.author, logId: first.logId, festival, entries }
}

function idOf(log: readonly HonestEntry[]): FestivalId {
  return toHex(log[0]?.hash ?? new Uint8Array(0)) as EntryHash
}

function writeLog(author: Author, logId: bigint, payloads: readonly Uint8Array[], endsAt = 0): HonestEntry[] {
  const log: HonestEntry[] = []
  for (const [index, payload] of payloads.entries()) {
    const seqNum = index + 1
    const lipmaa = log[lipmaalink(seqNum) - 1]?.hash
    const isEndOfLog = seqNum === endsAt
    log.push(writeEntry({ author, logId, seqNum, payload, isEndOfLog, backlink: log.at(-1)?.hash, lipmaa }))
  }
  return log
}

function loneEntry(dice: Dice, author: Author, seqNum: number, payload: Uint8Array): HonestEntry {
  const [backlink, lipmaa] = [yamfHash(dice.bytes(8)), yamfHash(dice.bytes(8))]
  const logId = dice.pick(LOG_IDS)
  return writeEntry({ author, logId, seqNum, payload, isEndOfLog: dice.oneIn(4), backlink, lipmaa })
}

interface EntryPlan {
  author: Author
  logId: bigint
  seqNum: number
  payload: Uint8Array
  isEndOfLog: boolean
  backlink: Uint8Array | undefined
  lipmaa: Uint8Array | undefined
}

const NO_BYTES = new Uint8Array(0)

function writeEntry({ author, logId, seqNum, payload, isEndOfLog, backlink, lipmaa }: EntryPlan): HonestEntry {
  const fields = writeFields({
    author,
    logId,
    seqNum,
    lipmaalink: lipmaa ?? NO_BYTES,
    backlink: backlink ?? NO_BYTES,
    payloadSize: payload.length,
    payloadHash: yamfHash(payload),
    isEndOfLog,
  })
  const bytes = joinFields(fields)
  return { author, logId, seqNum, isEndOfLog, bytes, hash: yamfHash(bytes), payload }
}
