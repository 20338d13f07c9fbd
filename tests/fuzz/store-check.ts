// Looks at everything that a store holds after hostile input: each entry was really signed by its author, at that place,
// after those entries, with that payload. The plain reader judges; nothing of src/bamboo is asked.

import { lipmaalink, toHex } from '../../src/bamboo/index.ts'
import { decodeOperation } from '../../src/operations/codec.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import type { ForkProof, LogStore, StoredEntry, StoredLog } from '../../src/ports/log-store.ts'
import { referenceAgrees, referenceHash, referenceLinks, referenceRead } from './reference.ts'
import { expectThat } from './trial.ts'

/** 64 KiB (DESIGN 4.3). */
const MAX_PAYLOAD = 65_536n

/** Whether the author of these bytes really signed them. */
export type IsSigned = (bytes: Uint8Array) => boolean

export async function checkStore(store: LogStore, festivals: Iterable<FestivalId>, isSigned: IsSigned): Promise<void> {
  for (const festival of festivals) {
    for (const log of await store.logs(festival)) {
      const entries = await store.entries(log, 1, log.seqNum)
      expectThat(entries.length === log.seqNum, 'a log is held without gaps')
      const head = entries.at(-1)?.entry
      expectThat(head === undefined || isSigned(head), 'the newest entry is signed, also of provisional ones')
      for (const each of entries) checkEntry(log, entries, each, isSigned)
      for (const each of await store.sparse(log)) expectThat(isPlaced(log, each, isSigned), 'sparse entries are signed')
      expectThat(
        log.hash === undefined || log.hash === referenceHash(entries.at(-1)?.entry ?? new Uint8Array(0)),
        'the head is the last entry',
      )
    }
    for (const proof of await store.forkProofs(festival)) checkProof(proof, isSigned)
  }
}

function checkEntry(log: StoredLog, entries: readonly StoredEntry[], stored: StoredEntry, isSigned: IsSigned): void {
  const { seqNum, entry, payload } = stored
  if (seqNum <= log.verified) expectThat(isSigned(entry), `entry ${seqNum} was never signed`)
  const read = referenceRead(entry)
  expectThat(read !== undefined && isOf(log, read) && read.seqNum === BigInt(seqNum), `entry ${seqNum} is at its place`)
  expectThat(read.payloadSize <= MAX_PAYLOAD, `the payload of entry ${seqNum} is not too large`)
  const around = { previous: entries[seqNum - 2]?.entry, lipmaa: entries[lipmaalink(seqNum) - 1]?.entry, payload }
  expectThat(referenceAgrees(entry, around), `entry ${seqNum} continues its log`)
  expectThat(seqNum > 1 || opens(log.festival, stored), 'the first entry names the festival')
}

function opens(festival: FestivalId, { entry, payload }: StoredEntry): boolean {
  const decoded = payload === undefined ? undefined : decodeOperation(payload)
  if (decoded?.ok !== true) return false
  const operation = decoded.value
  if (operation.op === 'festival.join') return operation.festival === festival
  return operation.op === 'festival.create' && referenceHash(entry) === festival
}

function isPlaced(log: StoredLog, { seqNum, entry, payload }: StoredEntry, isSigned: IsSigned): boolean {
  const read = referenceRead(entry)
  if (payload !== undefined && referenceHash(payload) !== read?.payloadHash) return false
  return read !== undefined && isOf(log, read) && read.seqNum === BigInt(seqNum) && isSigned(entry)
}

function isOf(log: { author: string; logId: bigint }, read: { author: string; logId: bigint }): boolean {
  return read.author === log.author && read.logId === log.logId
}

export function checkProof(proof: ForkProof, isSigned: IsSigned): void {
  const [first, second] = [referenceRead(proof.first), referenceRead(proof.second)]
  expectThat(isSigned(proof.first) && isSigned(proof.second), 'both entries of a proof are signed')
  expectThat(first !== undefined && second !== undefined, 'both entries of a proof are entries')
  expectThat(isOf(proof, first) && isOf(proof, second), 'both entries of a proof are of the log')
  const place = BigInt(proof.seqNum)
  expectThat(first.seqNum === place && second.seqNum === place, 'both entries of a proof are at one place')
  expectThat(toHex(proof.first) !== toHex(proof.second), 'the entries of a proof differ')
}

/**
 * The links among entries beyond the head and those that are held, after one offer of newest entries: all agree, and a path
 * leads from the newest to the gap-free prefix.
 */
export async function checkSparseLinks(store: LogStore, log: StoredLog): Promise<void> {
  const sparse = await store.sparse(log)
  const newest = sparse.at(-1)
  if (newest === undefined) return
  const held = [...(await store.entries(log, 1, log.seqNum)), ...sparse]
  const hashes = new Map(held.map(({ seqNum, entry }) => [BigInt(seqNum), referenceHash(entry)]))
  const links = new Map(held.map(({ seqNum, entry }) => [BigInt(seqNum), referenceLinks(entry)]))
  const reached = new Set([BigInt(newest.seqNum)])
  // A set can grow while it is walked.
  for (const seqNum of reached) {
    for (const [target, link] of links.get(seqNum) ?? []) {
      const hash = hashes.get(target)
      expectThat(hash === undefined || hash === link, `a link of entry ${seqNum} names what is not there`)
      if (hash !== undefined) reached.add(target)
    }
  }
  expectThat(
    [...reached].some((seqNum) => seqNum <= log.seqNum),
    'links lead from the newest entry to what is held',
  )
}
