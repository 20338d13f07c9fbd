// Writes logs into a bundle (DESIGN 3.3, 10; docs/protocol-bundle.md): everything in an order of its own, so that two nodes
// with the same entries write the same bytes.

import { compareBytes, toHex, yamfHash } from '../../bamboo/index.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { InheritedHeads } from '../../operations/inherited-heads.ts'
import type { ForkProof, LogStore, StoredEntry, StoredLog } from '../../ports/log-store.ts'
import { inheritedTo, isCreating, readInheritance } from '../inheritance.ts'
import { emptySums, nextChecksum } from './checksum.ts'
import {
  encodeEndRecord,
  encodeEntriesRecord,
  encodeFestivalRecord,
  encodeForkRecord,
  type BundleFestival,
} from './encode-record.ts'
import { FULL_BODY_LENGTH, MAX_FESTIVALS, MAX_RECORD_ENTRIES, PREAMBLE } from './format.ts'
import type { StopSignal } from './stop-signal.ts'

export interface WriteOptions {
  /** Only logs of these are written, and nothing that is inherited. Everybody's when absent. */
  authors?: ReadonlySet<PublicKey>
  /** Whether an entry goes without its payload, although it is held. */
  withhold?: (log: StoredLog, seqNum: number) => boolean
  /** Once aborted the bundle ends where it is, without its end record: readers will call it truncated. */
  signal?: StopSignal
  onProgress?: (progress: WriteProgress) => void
}

export interface WriteProgress {
  /** Entries written, of those that were there to write at the beginning. */
  entries: number
  of: number
}

/** What is written of one log. */
interface Extract {
  /** Of its festival's record. */
  number: number
  /** Absent when only a proof is known of it. */
  held: StoredLog | undefined
  /** Entries 1...last are written. */
  last: number
  proof: ForkProof | undefined
}

/**
 * The bytes of a bundle with all logs of these festivals and, up to their cuts, those that they inherit of festivals that are not
 * among them: what was verified up to the first fork, and the proofs of forks. An entry whose payload is not held is written without. One record a piece; nothing is read ahead of who asks for the bytes.
 * @throws RangeError for more than 100 festivals or an impossible one (mistakes of the caller); rejects when the store does.
 */
export async function* writeBundle(
  store: LogStore,
  parts: readonly BundleFestival[],
  options: WriteOptions = {},
): AsyncIterable<Uint8Array> {
  if (parts.length > MAX_FESTIVALS) throw new RangeError(`${parts.length} festivals in one bundle`)
  const sums = emptySums()
  const sealed = (record: Uint8Array): Uint8Array => {
    sums.checksum = nextChecksum(sums.checksum, record)
    return record
  }
  yield PREAMBLE
  for (const part of parts) {
    sums.festivals += 1
    yield sealed(encodeFestivalRecord(part))
  }
  const extracts = await extractsOf(store, parts, options.authors)
  const of = extracts.reduce((sum, { last }) => sum + last, 0)
  for (const { number, held, last, proof } of extracts) {
    if (isStopped(options.signal)) return
    if (proof !== undefined) {
      sums.forks += 1
      yield sealed(forkRecord(number, proof))
    }
    if (held === undefined) continue
    for await (const slice of slices(store, held, last)) {
      const entries = slice.map((each) =>
        options.withhold?.(held, each.seqNum) === true ? withoutPayload(each) : each,
      )
      sums.entries += entries.length
      sums.payloads += entries.filter(({ payload }) => payload !== undefined).length
      yield sealed(encodeEntriesRecord(number, entries))
      options.onProgress?.({ entries: sums.entries, of })
      if (isStopped(options.signal)) return
    }
  }
  yield encodeEndRecord(sums)
}

async function extractsOf(
  store: LogStore,
  parts: readonly BundleFestival[],
  authors: ReadonlySet<PublicKey> | undefined,
): Promise<Extract[]> {
  const isWanted = ({ author }: Pick<StoredLog, 'author'>): boolean => authors?.has(author) ?? true
  const extracts: Extract[] = []
  for (const [number, { festival }] of parts.entries()) {
    const logs = new Map((await store.logs(festival)).filter(isWanted).map((log) => [keyOf(log), log]))
    const proofs = new Map((await store.forkProofs(festival)).filter(isWanted).map((proof) => [keyOf(proof), proof]))
    for (const key of [...new Set([...logs.keys(), ...proofs.keys()])].toSorted()) {
      const held = logs.get(key)
      const last = held === undefined ? 0 : await lastToWrite(store, held)
      extracts.push({ number, held, last, proof: proofs.get(key) })
    }
    if (authors === undefined) extracts.push(...(await inheritedBy(store, festival, number, parts)))
  }
  return extracts
}

/** What a clone inherits and no festival of the bundle has; nothing for one that is no clone. */
async function inheritedBy(
  store: LogStore,
  festival: FestivalId,
  number: number,
  parts: readonly BundleFestival[],
): Promise<Extract[]> {
  const extracts: [string, Extract][] = []
  for (const head of (await listOf(store, festival))?.heads ?? []) {
    const held = await store.log(head.author, head.logId)
    if (held === undefined || parts.some((part) => part.festival === held.festival)) continue
    const last = await inheritedTo(store, head, held)
    if (last === 0) continue
    const isForkedBelow = held.forkedAt !== undefined && held.forkedAt <= head.seqNum
    const proof = isForkedBelow ? await store.forkProof(head.author, head.logId) : undefined
    extracts.push([keyOf(head), { number, held, last, proof }])
  }
  return extracts.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, extract]) => extract)
}

async function listOf(store: LogStore, festival: FestivalId): Promise<InheritedHeads | undefined> {
  for (const log of await store.logs(festival)) if (await isCreating(store, log)) return readInheritance(store, log)
  return undefined
}

/** Sorts as the bytes of author and log id do, which is the same everywhere. */
function keyOf({ author, logId }: Pick<StoredLog, 'author' | 'logId'>): string {
  return `${author}/${logId.toString(16).padStart(16, '0')}`
}

async function lastToWrite(store: LogStore, log: StoredLog): Promise<number> {
  const last = Math.min(log.verified, (log.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
  if (last > 0 || log.verified === 0) return last
  // The entry that the festival is named after always counts, fork or not (DESIGN 4.1).
  const [first] = await store.entries(log, 1, 1)
  return first !== undefined && toHex(yamfHash(first.entry)) === log.festival ? 1 : 0
}

function forkRecord(festival: number, { first, second }: ForkProof): Uint8Array {
  return compareBytes(first, second) < 0
    ? encodeForkRecord(festival, first, second)
    : encodeForkRecord(festival, second, first)
}

/** The entries of each record: as many as fit, so that where records end follows from the log alone. */
async function* slices(store: LogStore, log: StoredLog, last: number): AsyncIterable<StoredEntry[]> {
  for (let next = 1; next <= last;) {
    const entries = await store.entries(log, next, Math.min(last, next + MAX_RECORD_ENTRIES - 1))
    const slice = fitting(entries)
    if (slice.length === 0) return
    yield slice
    next += slice.length
  }
}

/** The first entries that fill a record; at least one. */
function fitting(entries: readonly StoredEntry[]): StoredEntry[] {
  let length = 0
  const count = entries.findIndex(({ entry, payload }, index) => {
    length += entry.length + (payload?.length ?? 0)
    return index > 0 && length > FULL_BODY_LENGTH
  })
  return count === -1 ? [...entries] : entries.slice(0, count)
}

function withoutPayload({ seqNum, entry }: StoredEntry): StoredEntry {
  return { seqNum, entry }
}

function isStopped(signal: StopSignal | undefined): boolean {
  return signal?.aborted === true
}
