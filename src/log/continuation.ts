// Do these entries continue what is held? What DESIGN 4.1 asks beyond the entry itself, for the entries after a log's head:
// both links, end-of-log, payloads, the opening entry, the author's quota. Gives the valid prefix.

import {
  checkLinks,
  fromHex,
  lipmaalink,
  yamfHash,
  type LinkErrorCode,
  type PayloadErrorCode,
} from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import { MAX_PAYLOAD_LENGTH } from '../operations/limits.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { LogStore, StoredLog, VerifiedAppend } from '../ports/log-store.ts'
import type { BatchItem } from './batch.ts'
import { checkBatch, type CheckedItem } from './check-entries.ts'
import type { Quota } from './limits.ts'
import type { LinkMemory } from './link-memory.ts'
import { openedFestival } from './opening.ts'
import { verifyHere } from './verify-here.ts'

export type ContinuationErrorCode =
  | 'signature-invalid'
  | LinkErrorCode
  | PayloadErrorCode
  | 'payload-missing' // of entry 1: without it nobody knows which festival the log belongs to
  | 'payload-too-large'
  | 'foreign-festival'
  | 'quota-exceeded'

/** The prefix that continues the log, and the first entry that does not. */
export interface Continuation {
  appends: VerifiedAppend[]
  error?: { code: ContinuationErrorCode; seqNum: number }
}

/** What the entries must continue. */
export interface ContinuationContext {
  store: LogStore
  /** Absent for a log that begins with these entries. */
  log: StoredLog | undefined
  festival: FestivalId
  /** What is left for the author. */
  quota: Quota
  /** Knows hashes of held entries that then need not be read. */
  memory?: LinkMemory | undefined
}

/** Verifies items that start right after the log's head (the caller has checked that they do), signatures included. */
export async function verifyContinuation(
  context: ContinuationContext,
  items: readonly BatchItem[],
  verifier: EntryVerifier = verifyHere,
): Promise<Continuation> {
  const checked = await checkBatch({ items: [...items] }, { verifier })
  const continuation = await continueLog(context, checked.items)
  const unsigned = items[checked.items.length]?.entry.seqNum
  if (continuation.error !== undefined || unsigned === undefined) return continuation
  return { ...continuation, error: { code: 'signature-invalid', seqNum: unsigned } }
}

/** The same for items whose signatures are somebody else's business. */
export async function continueLog(context: ContinuationContext, items: readonly CheckedItem[]): Promise<Continuation> {
  const chain = new Chain(context)
  await chain.prepare(items)
  const appends: VerifiedAppend[] = []
  for (const item of items) {
    const code = chain.refusal(item)
    if (code !== undefined) return { appends, error: { code, seqNum: item.entry.seqNum } }
    appends.push(chain.add(item))
  }
  return { appends }
}

/** The end of the log while entries are added one after the other; remembers hashes for later links. */
class Chain {
  readonly #context: ContinuationContext
  readonly #hashes = new Map<number, Uint8Array>()
  readonly #quota: Quota
  #ended: boolean

  constructor(context: ContinuationContext) {
    this.#context = context
    this.#quota = { ...context.quota }
    this.#ended = context.log?.ended ?? false
    const head = context.log?.hash === undefined ? undefined : fromHex(context.log.hash)
    if (context.log !== undefined && head !== undefined) this.#hashes.set(context.log.seqNum, head)
  }

  /** Reads the held entries that these items link back to, all at once: few, since long links go to few places. */
  async prepare(items: readonly CheckedItem[]): Promise<void> {
    const { log, store, memory } = this.#context
    if (log === undefined) return
    const targets = new Set<number>()
    for (const { entry } of items) {
      const target = lipmaalink(entry.seqNum)
      if (target >= 1 && target <= log.seqNum) targets.add(target)
    }
    for (const [seqNum, hash] of memory?.below(log.hash) ?? []) this.#hashes.set(seqNum, hash)
    const missing = [...targets].filter((target) => !this.#hashes.has(target))
    const read = await Promise.all(missing.map((target) => store.entries(log, target, target)))
    for (const [held] of read) if (held !== undefined) this.#hashes.set(held.seqNum, yamfHash(held.entry))
  }

  /** The first check that the item fails, cheapest first. */
  refusal(item: CheckedItem): ContinuationErrorCode | undefined {
    const { entry, payload, findings } = item
    const links = checkLinks(entry, {
      backlinkHash: this.#hashes.get(entry.seqNum - 1),
      lipmaalinkHash: this.#hashes.get(lipmaalink(entry.seqNum)),
      previousIsEndOfLog: this.#ended,
    })
    if (!links.ok) return links.error.code
    if (entry.payloadSize > MAX_PAYLOAD_LENGTH) return 'payload-too-large'
    if (findings.payload !== 'valid' && findings.payload !== 'absent') return findings.payload
    if (entry.seqNum === 1) {
      if (payload === undefined) return 'payload-missing'
      if (openedFestival(findings.hash, payload) !== this.#context.festival) return 'foreign-festival'
    }
    const fits = this.#quota.entries >= 1 && this.#quota.bytes >= sizeOf(item)
    return fits ? undefined : 'quota-exceeded'
  }

  add(item: CheckedItem): VerifiedAppend {
    const { entry, bytes, payload, findings } = item
    this.#hashes.set(entry.seqNum, findings.hash)
    this.#ended = entry.isEndOfLog
    this.#quota.entries -= 1
    this.#quota.bytes -= sizeOf(item)
    return {
      seqNum: entry.seqNum,
      entry: bytes,
      ...(payload === undefined ? {} : { payload }),
      hash: findings.hash,
      ended: entry.isEndOfLog,
    }
  }
}

function sizeOf({ bytes, payload }: BatchItem): number {
  return bytes.length + (payload?.length ?? 0)
}
