// Do these entries continue what is held? Full verification of DESIGN 4.1 for the entries after a log's head: signatures
// (many in flight), both links, end-of-log, payloads, the opening entry, the author's quota. Gives the valid prefix.

import {
  checkLinks,
  checkPayload,
  fromHex,
  lipmaalink,
  toHex,
  verifyHeader,
  yamfHash,
  type LinkErrorCode,
  type PayloadErrorCode,
} from '../bamboo/index.ts'
import { decodeOperation } from '../operations/codec.ts'
import type { EntryHash, FestivalId } from '../operations/ids.ts'
import { MAX_PAYLOAD_LENGTH } from '../operations/limits.ts'
import type { LogStore, StoredLog, VerifiedAppend } from '../ports/log-store.ts'
import type { BatchItem } from './batch.ts'
import type { Quota } from './limits.ts'

/** Signatures checked at once: enough to keep every core busy where the browser verifies in a pool. */
const SIGNATURES_IN_FLIGHT = 64

export type ContinuationErrorCode =
  | 'signature-invalid'
  | LinkErrorCode
  | PayloadErrorCode
  | 'payload-missing'
  | 'payload-too-large'
  | 'foreign-festival'
  | 'quota-exceeded'

/** The verified prefix, and the first entry that is refused. */
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
}

/** Verifies items that start right after the log's head (the caller has checked that they do). */
export async function verifyContinuation(
  context: ContinuationContext,
  items: readonly BatchItem[],
): Promise<Continuation> {
  const chain = new Chain(context)
  const appends: VerifiedAppend[] = []
  for (let start = 0; start < items.length; start += SIGNATURES_IN_FLIGHT) {
    const slice = items.slice(start, start + SIGNATURES_IN_FLIGHT)
    const headers = await Promise.all(slice.map((item) => verifyHeader(item.bytes)))
    for (const [index, item] of slice.entries()) {
      const { seqNum } = item.entry
      if (headers[index]?.ok !== true) return { appends, error: { code: 'signature-invalid', seqNum } }
      const code = await chain.refusal(item)
      if (code !== undefined) return { appends, error: { code, seqNum } }
      appends.push(chain.add(item))
    }
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

  /** The first check that the item fails, cheapest first. */
  async refusal(item: BatchItem): Promise<ContinuationErrorCode | undefined> {
    const { entry, payload } = item
    const links = checkLinks(entry, {
      backlinkHash: this.#hashes.get(entry.seqNum - 1),
      lipmaalinkHash: entry.lipmaalink === undefined ? undefined : await this.#hashOf(lipmaalink(entry.seqNum)),
      previousIsEndOfLog: this.#ended,
    })
    if (!links.ok) return links.error.code
    if (entry.payloadSize > MAX_PAYLOAD_LENGTH) return 'payload-too-large'
    if (payload === undefined) return 'payload-missing'
    const checked = checkPayload(entry, payload)
    if (!checked.ok) return checked.error.code
    if (entry.seqNum === 1 && !opensLog(this.#context.festival, item.bytes, payload)) return 'foreign-festival'
    const fits = this.#quota.entries >= 1 && this.#quota.bytes >= sizeOf(item)
    return fits ? undefined : 'quota-exceeded'
  }

  add(item: BatchItem): VerifiedAppend {
    const { entry, bytes, payload } = item
    const hash = yamfHash(bytes)
    this.#hashes.set(entry.seqNum, hash)
    this.#ended = entry.isEndOfLog
    this.#quota.entries -= 1
    this.#quota.bytes -= sizeOf(item)
    return {
      seqNum: entry.seqNum,
      entry: bytes,
      ...(payload === undefined ? {} : { payload }),
      hash: toHex(hash) as EntryHash,
      ended: entry.isEndOfLog,
    }
  }

  async #hashOf(seqNum: number): Promise<Uint8Array | undefined> {
    const known = this.#hashes.get(seqNum)
    const { log, store } = this.#context
    if (known !== undefined || log === undefined) return known
    const [held] = await store.entries(log, seqNum, seqNum)
    if (held === undefined) return undefined
    const hash = yamfHash(held.entry)
    this.#hashes.set(seqNum, hash)
    return hash
  }
}

function sizeOf({ bytes, payload }: BatchItem): number {
  return bytes.length + (payload?.length ?? 0)
}

/** Entry 1 creates the festival, or joins it (DESIGN 4.2); anything else belongs to no festival we follow. */
function opensLog(festival: FestivalId, bytes: Uint8Array, payload: Uint8Array): boolean {
  const decoded = decodeOperation(payload)
  if (!decoded.ok) return false
  const operation = decoded.value
  if (operation.op === 'festival.join') return operation.festival === festival
  return operation.op === 'festival.create' && toHex(yamfHash(bytes)) === festival
}
