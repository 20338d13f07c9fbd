// What the checks of log stores share: two people, a festival, and made-up entries (a store does not verify).

import { toHex, utf8Encode, yamfHash } from '../../bamboo/index.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../operations/ids.ts'
import type {
  AppendTarget,
  ForkProof,
  LogStore,
  StoredEntry,
  StoredLog,
  VerifiedAppend,
} from '../../ports/log-store.ts'

export const ada = 'ad'.repeat(32) as PublicKey
export const ben = 'be'.repeat(32) as PublicKey
export const festival = `0040${'f1'.repeat(64)}` as FestivalId
export const otherFestival = `0040${'f2'.repeat(64)}` as FestivalId
/** Somebody else's log, with the highest log id that there is. */
export const adasLog: AppendTarget = { author: ada, logId: 2n ** 64n - 1n, festival, own: false }
export const ownLog: AppendTarget = { author: ben, logId: 1n, festival, own: true }

/** Appends, and throws unless that went well. */
export async function appended(store: LogStore, ...input: Parameters<LogStore['append']>): Promise<StoredLog> {
  const result = await store.append(...input)
  if (!result.ok) throw new Error(`not appended: ${result.error.code}`)
  return result.value
}

export async function heldLog(
  store: LogStore,
  { author, logId }: { author: PublicKey; logId: bigint },
): Promise<StoredLog> {
  const log = await store.log(author, logId)
  if (log === undefined) throw new Error('the log is not held')
  return log
}

/** Entries of sizes that differ; `text` makes others of the same numbers. */
export function entries(from: number, to: number, options: { ended?: boolean; text?: string } = {}): VerifiedAppend[] {
  const { ended = false, text = 'entry' } = options
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const seqNum = from + index
    const entry = utf8Encode(`${text} ${seqNum}`)
    const payload = new Uint8Array(seqNum % 300).fill(seqNum % 256)
    return { seqNum, entry, payload, hash: yamfHash(entry), ended }
  })
}

/** The same entries without the payloads of some, or of all. */
export function bare(appends: readonly VerifiedAppend[], seqNums?: readonly number[]): VerifiedAppend[] {
  return appends.map((append) => {
    if (seqNums !== undefined && !seqNums.includes(append.seqNum)) return append
    const { payload: _, ...header } = append
    return header
  })
}

/** How appended entries look when they are read. */
export function stored(appends: readonly VerifiedAppend[]): StoredEntry[] {
  return appends.map(({ seqNum, entry, payload }) => ({ seqNum, entry, ...(payload === undefined ? {} : { payload }) }))
}

export function bytesOf(appends: readonly StoredEntry[]): number {
  return appends.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
}

/** A fork of Ada's log. */
export function proof(seqNum: number): ForkProof {
  const { author, logId } = adasLog
  return { author, logId, seqNum, first: utf8Encode(`first ${seqNum}`), second: utf8Encode(`second ${seqNum}`) }
}

/** The hash of an entry as a log names its head. */
export function hashOf(entry: VerifiedAppend | undefined): EntryHash | undefined {
  return entry === undefined ? undefined : (toHex(entry.hash) as EntryHash)
}
