// The entries of a receipt, verified (DESIGN 4.1): forms, signatures, payloads, links between those that are there, and that all
// of them belong to one festival. What they mean comes after.

import {
  checkLinks,
  checkPayload,
  checkPool,
  err,
  lipmaalink,
  ok,
  toHex,
  verifyHeader,
  type Result,
  type VerifiedHeader,
} from '../bamboo/index.ts'
import { decodeOperation } from '../operations/codec.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'
import { verifyForkProof } from '../log/fork-proof.ts'
import type { ReceiptEntry, ReceiptFile } from './receipt-file.ts'

/** An entry whose signature, and payload if it is there, are right. */
export interface CheckedEntry {
  readonly seqNum: number
  readonly id: EntryHash
  readonly entry: Uint8Array
  readonly payload?: Uint8Array
}

/** The entries of one log, ascending. */
export interface CheckedLog {
  readonly author: PublicKey
  readonly logId: bigint
  readonly entries: readonly CheckedEntry[]
  /** All entries from 1 on are there, each linked to those before it. */
  readonly isWhole: boolean
  /** Links lead from the newest entry to entry 1. */
  readonly isLinked: boolean
  readonly forkedAt?: number
}

/**
 * `not-signed`: an entry that is none, or whose signature is wrong. `wrong-payload`: a payload that was not signed.
 * `wrong-links`: entries of one log that do not continue each other. `mixed`: entries of several logs or festivals where those
 * of one were to be, or in no order.
 */
export type CheckErrorCode = 'not-signed' | 'wrong-payload' | 'wrong-links' | 'mixed'

/** Signatures that are under way at a time. */
const AT_ONCE = 64

/** Checks all logs of a receipt. They all belong to `festival`, as their first entries say. */
export async function checkLogs(
  file: ReceiptFile,
): Promise<Result<{ festival: FestivalId; logs: CheckedLog[] }, CheckErrorCode>> {
  const forks = await forksOf(file)
  if (forks === undefined) return err('not-signed')
  const logs: CheckedLog[] = []
  const names = new Set<string>()
  let festival: FestivalId | undefined
  for (const entries of file.logs) {
    const checked = await checkLog(entries, forks)
    if (!checked.ok) return checked
    const { author, logId } = checked.value
    const here = festivalOf(checked.value)
    if (here === undefined || (festival !== undefined && here !== festival)) return err('mixed')
    festival = here
    if (names.has(nameOf(author, logId))) return err('mixed')
    names.add(nameOf(author, logId))
    logs.push(checked.value)
  }
  return festival === undefined ? err('mixed') : ok({ festival, logs })
}

async function checkLog(
  entries: readonly ReceiptEntry[],
  forks: ReadonlyMap<string, number>,
): Promise<Result<CheckedLog, CheckErrorCode>> {
  const headers: VerifiedHeader[] = []
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    const slice = entries.slice(start, start + AT_ONCE)
    for (const header of await Promise.all(slice.map(({ entry }) => verifyHeader(entry)))) {
      if (!header.ok) return err('not-signed')
      headers.push(header.value)
    }
  }
  const first = headers[0]?.entry
  if (first === undefined) return err('mixed')
  const [author, logId] = [toHex(first.author) as PublicKey, first.logId]
  const checked: CheckedEntry[] = []
  for (const [index, { entry, bytes, hash }] of headers.entries()) {
    const isNext = entry.seqNum > (headers[index - 1]?.entry.seqNum ?? 0)
    if (!isNext || toHex(entry.author) !== author || entry.logId !== logId) return err('mixed')
    const payload = entries[index]?.payload
    if (payload !== undefined && !checkPayload(entry, payload).ok) return err('wrong-payload')
    const held = { seqNum: entry.seqNum, id: toHex(hash) as EntryHash, entry: bytes }
    checked.push(payload === undefined ? held : { ...held, payload })
  }
  const pool = checkPool(headers, headers.at(-1)?.entry.seqNum ?? 0)
  if (!pool.ok && pool.error.code !== 'pool-path-missing') return err('wrong-links')
  const forkedAt = forks.get(nameOf(author, logId))
  const rest = forkedAt === undefined ? {} : { forkedAt }
  return ok({ author, logId, entries: checked, isWhole: isWhole(headers), isLinked: pool.ok, ...rest })
}

/** Whether these are the entries 1, 2, 3 … with both links right. */
function isWhole(headers: readonly VerifiedHeader[]): boolean {
  return headers.every(({ entry }, index) => {
    if (entry.seqNum !== index + 1) return false
    const previous = headers[index - 1]
    const referenced = {
      backlinkHash: previous?.hash,
      lipmaalinkHash: headers[lipmaalink(entry.seqNum) - 1]?.hash,
      previousIsEndOfLog: previous?.entry.isEndOfLog ?? false,
    }
    return checkLinks(entry, referenced).ok
  })
}

/** The festival that entry 1 of a log names: it is there, with its payload, in every receipt. */
function festivalOf({ entries: [first] }: CheckedLog): FestivalId | undefined {
  if (first?.seqNum !== 1 || first.payload === undefined) return undefined
  const decoded = decodeOperation(first.payload)
  if (!decoded.ok) return undefined
  if (decoded.value.op === 'festival.create') return first.id
  return decoded.value.op === 'festival.join' ? decoded.value.festival : undefined
}

/** The lowest fork of each log, or undefined when a proof proves nothing. */
async function forksOf({ forks }: ReceiptFile): Promise<ReadonlyMap<string, number> | undefined> {
  const lowest = new Map<string, number>()
  for (const [first, second] of forks) {
    const proof = await verifyForkProof(first, second)
    if (!proof.ok) return undefined
    const { author, logId, seqNum } = proof.value
    const name = nameOf(author, logId)
    lowest.set(name, Math.min(seqNum, lowest.get(name) ?? Number.POSITIVE_INFINITY))
  }
  return lowest
}

function nameOf(author: PublicKey, logId: bigint): string {
  return `${author}/${logId}`
}
