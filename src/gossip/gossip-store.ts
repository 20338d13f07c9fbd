// What gossip asks of the log store, in its own words: heads, a bounded piece of a log, and the one door in (DESIGN 3.3).

import { YAMF_HASH_LENGTH, fromHex, yamfHash } from '../bamboo/index.ts'
import { ingestForkProof } from '../log/fork-proof.ts'
import { ingest, type IngestErrorCode } from '../log/ingest.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { ForkProof, LogStore, StoredLog } from '../ports/log-store.ts'
import type { LocalHead } from './local-topic.ts'
import { HEAD_HASH_LENGTH, type SentEntry, type WantedRange } from './messages.ts'

/** One answer to a WANT: about one bulk message. */
const MAX_ENTRIES_AT_ONCE = 64
const MAX_BYTES_AT_ONCE = 64 * 1024

export interface IngestReport {
  head?: LocalHead
  error?: { code: IngestErrorCode; seqNum: number }
  /** Local number of the log, when entries were added to it. */
  grown?: number
}

export interface GossipStore {
  heads(festival: FestivalId): Promise<LocalHead[]>
  /** One log's head; undefined while nothing of it is held. */
  head(author: PublicKey, logId: bigint): Promise<LocalHead | undefined>
  forks(festival: FestivalId): Promise<ForkProof[]>
  /** The beginning of the range: at least one entry when it is held, not much more than 64 KiB. */
  load(range: WantedRange): Promise<SentEntry[]>
  ingest(festival: FestivalId, entries: readonly SentEntry[]): Promise<IngestReport>
  keepFork(first: Uint8Array, second: Uint8Array): Promise<{ isValid: boolean; isNews: boolean }>
}

export function gossipStore(store: LogStore): GossipStore {
  return {
    heads: async (festival) => {
      const heads: LocalHead[] = []
      for (const log of await store.logs(festival)) {
        const head = await headOf(store, log)
        if (head !== undefined) heads.push(head)
      }
      return heads
    },
    head: async (author, logId) => {
      const log = await store.log(author, logId)
      return log === undefined ? undefined : headOf(store, log)
    },
    forks: (festival) => store.forkProofs(festival),
    load: (range) => load(store, range),
    ingest: async (festival, entries) => {
      const result = await ingest(store, festival, entries)
      const { log, appended } = result.ok ? result.value : result.error.outcome
      const head = log === undefined ? undefined : await headOf(store, log)
      return {
        ...(head === undefined ? {} : { head }),
        ...(log !== undefined && appended > 0 ? { grown: log.id } : {}),
        ...(result.ok ? {} : { error: { code: result.error.code, seqNum: result.error.seqNum } }),
      }
    },
    keepFork: async (first, second) => {
      const kept = await ingestForkProof(store, first, second)
      return { isValid: kept.ok, isNews: kept.ok && kept.value.news }
    },
  }
}

/** Of a forked log only what comes before the fork is told and sent. */
async function headOf(store: LogStore, log: StoredLog): Promise<LocalHead | undefined> {
  const { author, logId, own, forkedAt } = log
  const isCut = forkedAt !== undefined && forkedAt <= log.seqNum
  const seqNum = isCut ? forkedAt - 1 : log.seqNum
  const hash = isCut ? await hashAt(store, log, seqNum) : fromHex(log.hash ?? '')
  if (hash === undefined || (seqNum === 0 && !isCut)) return undefined
  const head: LocalHead = { author, logId, own: own && !log.stopped, seqNum, hash: shortHash(hash) }
  return forkedAt === undefined ? head : { ...head, forkedAt }
}

async function hashAt(store: LogStore, log: StoredLog, seqNum: number): Promise<Uint8Array | undefined> {
  if (seqNum === 0) return new Uint8Array(YAMF_HASH_LENGTH)
  const [held] = await store.entries(log, seqNum, seqNum)
  return held === undefined ? undefined : yamfHash(held.entry)
}

/** The first bytes of the digest; the two before it name the hash function. */
function shortHash(hash: Uint8Array): Uint8Array {
  const start = YAMF_HASH_LENGTH - 64
  return hash.slice(start, start + HEAD_HASH_LENGTH)
}

async function load(store: LogStore, { author, logId, from, to }: WantedRange): Promise<SentEntry[]> {
  const log = await store.log(author, logId)
  if (log === undefined) return []
  const held = await store.entries(log, from, Math.min(to, from + MAX_ENTRIES_AT_ONCE - 1))
  const entries: SentEntry[] = []
  let bytes = 0
  for (const { entry, payload } of held) {
    bytes += entry.length + (payload?.length ?? 0)
    if (entries.length > 0 && bytes > MAX_BYTES_AT_ONCE) break
    entries.push(payload === undefined ? { entry } : { entry, payload })
  }
  return entries
}
