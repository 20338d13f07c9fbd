// From the bytes of a snapshot to items, in whatever thread this runs (DESIGN 10).

import { allItems, type ItemsByType } from '../items/all-items.ts'
import { bytesSource } from '../src/log/bundle/source.ts'
import { parseEntryHash } from '../src/operations/ids.ts'
import { canVerify } from '../src/bamboo/index.ts'
import { readSnapshot, type SnapshotErrorCode } from '../src/snapshot/read-snapshot.ts'
import { MemoryLogStore } from '../src/memory/memory-log-store.ts'

export interface SnapshotFacts {
  readonly items: ItemsByType
  readonly asOf: number
  readonly authors: number
  readonly entries: number
  readonly withheld: number
}

export type CheckedSnapshot =
  | { readonly ok: true; readonly value: SnapshotFacts }
  | { readonly ok: false; readonly code: SnapshotErrorCode | 'can-not-check' }

/** `pause` is awaited between pieces of work. Never rejects: what could not be checked is not shown. */
export async function checkSnapshot(...asked: Parameters<typeof check>): Promise<CheckedSnapshot> {
  try {
    return await check(...asked)
  } catch {
    return { ok: false, code: (await canVerify()) ? 'unreadable' : 'can-not-check' }
  }
}

async function check(
  bytes: Uint8Array,
  festival: string,
  now: number,
  pause: () => Promise<void> | void = () => undefined,
): Promise<CheckedSnapshot> {
  const id = parseEntryHash(festival)
  if (id === undefined) return { ok: false, code: 'other-festival' }
  const read = await readSnapshot(new MemoryLogStore(), bytesSource(bytes), id, { now, onProgress: pause })
  if (!read.ok) return { ok: false, code: read.error.code }
  const { asOf, authors, entries, withheld, ...source } = read.value
  return { ok: true, value: { items: allItems(source, { now }), asOf, authors, entries, withheld } }
}
