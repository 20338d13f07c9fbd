// What gossip asks of the log store, in its own words: heads, a bounded piece of a log, and the one door in (DESIGN 3.3).

import { YAMF_HASH_LENGTH, fromHex, toHex, yamfHash, type Result } from '../bamboo/index.ts'
import { readBatch } from '../log/batch.ts'
import { checkBatch } from '../log/check-entries.ts'
import { ingestForkProof } from '../log/fork-proof.ts'
import { LinkMemories } from '../log/link-memory.ts'
import {
  takeChecked,
  type CheckedBatch,
  type IngestError,
  type IngestErrorCode,
  type IngestOutcome,
} from '../log/ingest.ts'
import { ingestNewest, newestOf } from '../log/newest.ts'
import { SituationMemory } from '../log/situation-memory.ts'
import { verifyHere } from '../log/verify-here.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { ForkProof, LogStore, StoredLog } from '../ports/log-store.ts'
import { fitting } from './fitting.ts'
import { InheritedLogs, type CreatorOf, type HeadElsewhere } from './inherited-logs.ts'
import { shortHash, type LocalHead, type LogKey } from './local-topic.ts'
import type { NewestMessage, SentEntry, WantedRange } from './messages.ts'
import { ReadAhead } from './read-ahead.ts'

/** Newest entries of a log, besides what links them to its beginning. */
const MAX_NEWEST_BYTES = 64 * 1024
/** Payloads that are asked for again, per log and peer, each time that heads are compared. */
const MAX_HOLES_AT_ONCE = 16

export interface IngestReport {
  head?: LocalHead
  error?: { code: IngestErrorCode; seqNum: number }
  /** Local number of the log, when entries were added to it. */
  grown?: number
  /** How the log stands in topics of other festivals, which inherit it. */
  elsewhere?: HeadElsewhere[]
  /** What the festival inherits may be different now (see `cuts`). */
  inherits?: true
}

/** What a NEWEST message carries. */
export type Newest = Pick<NewestMessage, 'pool' | 'newest'>

export interface GossipStore {
  /** What a clone inherits, read anew: logs of other festivals, and up to where. Come before its heads. */
  cuts(festival: FestivalId): Promise<ReadonlyMap<LogKey, number>>
  heads(festival: FestivalId): Promise<LocalHead[]>
  /** One log's head; undefined while nothing of it is held. */
  head(author: PublicKey, logId: bigint): Promise<LocalHead | undefined>
  forks(festival: FestivalId): Promise<ForkProof[]>
  /** The beginning of the range, for one bulk message: at least one entry when it is held. */
  load(range: WantedRange): Promise<SentEntry[]>
  /**
   * Checks what needs no log; changes nothing, so that it may begin while earlier entries are being stored. Entries up to
   * `heldTo` will only be compared with those that are held. Leave the bytes alone from now on: they are not copied.
   */
  check(entries: readonly SentEntry[], heldTo: number): Promise<CheckedBatch>
  ingest(festival: FestivalId, batch: CheckedBatch): Promise<IngestReport>
  /** The newest entries of a log and what links them to its beginning; undefined when not all of that is held. */
  newest(author: PublicKey, logId: bigint, count: number): Promise<Newest | undefined>
  ingestNewest(festival: FestivalId, newest: Newest): Promise<IngestReport>
  /** Entries held without their payloads, which may still come: one range each, a few per log. */
  holes(festival: FestivalId): Promise<WantedRange[]>
  /** Authors of whom nothing is wanted. */
  blocked(): Promise<PublicKey[]>
  keepFork(first: Uint8Array, second: Uint8Array): Promise<{ isValid: boolean; isNews: boolean }>
}

/** `verifier` checks signatures and hashes; this very thread unless told otherwise. `creatorOf` spares a look into all logs. */
export function gossipStore(store: LogStore, verifier: EntryVerifier = verifyHere, creatorOf?: CreatorOf): GossipStore {
  const inherited = new InheritedLogs(store, creatorOf)
  const memories = new LinkMemories()
  const situations = new SituationMemory()
  const reading = new ReadAhead(store)
  return {
    cuts: (festival) => inherited.cuts(festival),
    heads: async (festival) => {
      const heads: LocalHead[] = []
      for (const log of await store.logs(festival)) {
        const head = await headOf(store, log)
        if (head !== undefined) heads.push(head)
      }
      return [...heads, ...(await inherited.heads(festival))]
    },
    head: async (author, logId) => {
      const log = await store.log(author, logId)
      return log === undefined ? undefined : headOf(store, log)
    },
    forks: async (festival) => [...(await store.forkProofs(festival)), ...(await inherited.forks(festival))],
    load: async (range) => {
      const entries = await reading.load(range)
      return entries.map(({ entry, payload }) => (payload === undefined ? { entry } : { entry, payload }))
    },
    check: (entries, heldTo) => checkBatch(readBatch(entries, true), { verifier, heldTo }),
    ingest: (festival, batch) => ingest({ store, verifier, inherited, memories, situations }, festival, batch),
    newest: async (author, logId, count) => {
      const log = await store.log(author, logId)
      const found = log === undefined ? undefined : await newestOf(store, log, count)
      return found === undefined
        ? undefined
        : { ...found, newest: fitting(found.newest.toReversed(), MAX_NEWEST_BYTES).toReversed() }
    },
    ingestNewest: async (festival, newest) =>
      reportOf(store, festival, await ingestNewest(store, festival, newest, { verifier })),
    holes: async (festival) => {
      const wants: WantedRange[] = []
      for (const log of await store.holed()) {
        const { author, logId } = log
        const last = log.festival === festival ? log.seqNum : (inherited.cutOf(festival, log) ?? 0)
        const holes = last === 0 ? [] : await store.holes(log, MAX_HOLES_AT_ONCE)
        for (const n of holes) if (n <= last) wants.push({ author, logId, from: n, to: n })
      }
      return wants
    },
    blocked: () => store.blocked(),
    keepFork: async (first, second) => {
      const kept = await ingestForkProof(store, first, second)
      return { isValid: kept.ok, isNews: kept.ok && kept.value.news }
    },
  }
}

interface IngestPorts {
  store: LogStore
  verifier: EntryVerifier
  inherited: InheritedLogs
  memories: LinkMemories
  situations: SituationMemory
}

/** Through the door for the festival of the topic, or for the one that an inherited log belongs to, up to its cut. */
async function ingest(
  { store, verifier, inherited, memories, situations }: IngestPorts,
  festival: FestivalId,
  batch: CheckedBatch,
): Promise<IngestReport> {
  const found = await inherited.incoming(festival, batch)
  const [topic, taken] = found === undefined ? [festival, batch] : [found.home, found.batch]
  const memory = taken.log === undefined ? {} : { memory: memories.of(taken.log) }
  const result = await takeChecked(store, topic, taken, { verifier, situations, ...memory })
  const report = await reportOf(store, topic, result)
  const { log } = result.ok ? result.value : result.error.outcome
  const elsewhere = log === undefined ? [] : await inherited.elsewhere(festival, log)
  if (elsewhere.length > 0) report.elsewhere = elsewhere
  if (found === undefined) return inherited.mayList(festival, batch) ? { ...report, inherits: true } : report
  const { head: _uncut, ...others } = report
  const head = await inherited.headOf(found.head)
  return head === undefined ? others : { ...others, head }
}

/** Of a log that belongs to another festival than the one it was offered for nothing is told there. */
async function reportOf(
  store: LogStore,
  topic: FestivalId,
  result: Result<IngestOutcome, IngestError>,
): Promise<IngestReport> {
  const { log, appended, filled } = result.ok ? result.value : result.error.outcome
  const head = log?.festival === topic ? await headOf(store, log) : undefined
  return {
    ...(head === undefined ? {} : { head }),
    ...(log !== undefined && appended + filled > 0 ? { grown: log.id } : {}),
    ...(result.ok ? {} : { error: { code: result.error.code, seqNum: result.error.seqNum } }),
  }
}

/**
 * Only what comes before a fork, and has all its signatures checked, is told and sent; and the entry that the festival is named
 * after, which counts even when its author contradicted it. Who holds another entry in its place holds nothing.
 */
async function headOf(store: LogStore, log: StoredLog): Promise<LocalHead | undefined> {
  const { author, logId, own, forkedAt, verified, seqNum: held } = log
  if (held === 0) return undefined
  const isFounding = forkedAt === 1 && toHex((await hashAt(store, log, 1)) ?? new Uint8Array()) === log.festival
  const last = isFounding ? 1 : (forkedAt ?? Number.POSITIVE_INFINITY) - 1
  const seqNum = Math.min(verified, last)
  const hash = seqNum === held ? fromHex(log.hash ?? '') : await hashAt(store, log, seqNum)
  if (hash === undefined) return undefined
  const height = last === 0 ? 0 : held
  const head: LocalHead = { author, logId, own: own && !log.stopped, seqNum, held: height, hash: shortHash(hash) }
  return forkedAt === undefined ? head : { ...head, forkedAt }
}

async function hashAt(store: LogStore, log: StoredLog, seqNum: number): Promise<Uint8Array | undefined> {
  if (seqNum === 0) return new Uint8Array(YAMF_HASH_LENGTH)
  const [held] = await store.entries(log, seqNum, seqNum)
  return held === undefined ? undefined : yamfHash(held.entry)
}
