// Festivals in stores, and bundles of them, for the tests of src/log/bundle.

import { bytesSource } from '../../../../src/log/bundle/source.ts'
import { importBundle, type ImportError, type ImportOptions } from '../../../../src/log/bundle/import-bundle.ts'
import type { ImportOutcome } from '../../../../src/log/bundle/take-steps.ts'
import { writeBundle } from '../../../../src/log/bundle/write-bundle.ts'
import { concatBytes, toHex, type Result } from '../../../../src/bamboo/index.ts'
import { ingestForkProof } from '../../../../src/log/fork-proof.ts'
import { ingest } from '../../../../src/log/ingest.ts'
import type { FestivalId } from '../../../../src/operations/ids.ts'
import type { LogStore } from '../../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinedLog, person, profileOf } from '../fixtures.ts'

export interface Camp {
  festival: FestivalId
  store: MemoryLogStore
  ada: HandLog
  ben: HandLog
  /** Cleo said two different things at her entry 4. */
  cleo: HandLog
}

export async function take(store: LogStore, festival: FestivalId, log: HandLog, from?: number): Promise<void> {
  const taken = await ingest(store, festival, log.incoming(from))
  if (!taken.ok && taken.error.code !== 'forked') throw new Error(`not taken: ${taken.error.code}`)
}

/** Three people: one with more entries than a record holds, one with a few, one who forked their log. */
export async function camp(adasEntries: number = 150): Promise<Camp> {
  const store = new MemoryLogStore()
  const { log: ada, festival } = await adasFestival()
  while (ada.entries.length < adasEntries) await ada.add(profileOf(`Ada ${ada.entries.length}`))
  const ben = await joinedLog('ben', festival, 4)
  const cleo = await joinedLog('cleo', festival, 2)
  const other = cleo.fork()
  await cleo.add(profileOf('Cleo, to Ada'))
  await other.add(profileOf('Cleo, to Ben'))
  await take(store, festival, ada)
  await take(store, festival, ben)
  await take(store, festival, cleo)
  await ingestForkProof(store, entryOf(cleo, 4), entryOf(other, 4))
  return { festival, store, ada, ben, cleo }
}

export function entryOf(log: HandLog, seqNum: number): Uint8Array {
  const entry = log.entries[seqNum - 1]
  if (entry === undefined) throw new Error(`no entry ${seqNum}`)
  return entry.bytes
}

export async function bundleOf(store: LogStore, ...festivals: FestivalId[]): Promise<Uint8Array> {
  return collect(
    writeBundle(
      store,
      festivals.map((festival) => ({ festival })),
    ),
  )
}

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const collected: Uint8Array[] = []
  for await (const piece of pieces) collected.push(piece)
  return concatBytes(...collected)
}

/** Imports everything of the bytes, or what the options say. */
export async function importBytes(
  store: LogStore,
  bytes: Uint8Array,
  options: Partial<ImportOptions> = {},
): Promise<Result<ImportOutcome, ImportError>> {
  return importBundle(store, bytesSource(bytes), { accept: () => true, ...options })
}

interface LogContent {
  log: string
  forkedAt: number | undefined
  verified: number
  proof: string[]
  /** Sequence number, entry, payload. */
  entries: [number, string, string | undefined][]
}

/** Everything that a store holds of a festival, in an order of its own, for comparing stores. */
export async function contentOf(store: LogStore, festival: FestivalId): Promise<LogContent[]> {
  const logs = await store.logs(festival)
  const content = logs.map(async (log): Promise<LogContent> => {
    const entries = await store.entries(log, 1, log.seqNum)
    const proof = await store.forkProof(log.author, log.logId)
    return {
      log: `${log.author}/${log.logId}`,
      forkedAt: log.forkedAt,
      verified: log.verified,
      proof: [proof?.first, proof?.second].map((entry) => (entry === undefined ? '' : toHex(entry))).toSorted(),
      entries: entries.map(({ seqNum, entry, payload }) => [seqNum, toHex(entry), payload && toHex(payload)]),
    }
  })
  return (await Promise.all(content)).toSorted((a, b) => (a.log < b.log ? -1 : 1))
}

export { person }
