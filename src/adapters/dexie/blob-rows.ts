// Blobs on the disk (decision 0025): a blob lives as long as a row names it, and what is not mine gives way when there is more than
// may be kept. Nothing else ever decides that one goes, so blocking, leaving and taking back need to know nothing of blobs.

import { Dexie, type Collection } from 'dexie'
import { blobName, type BlobName } from '../../operations/blobs.ts'
import type { BlobId } from '../../operations/operation.ts'
import { readNames, readOwnNames } from './blob-names.ts'
import type { BlobPartRow, Database, HeldBlobRow, WantedBlobRow } from './schema.ts'

/** Bytes of other people's blobs that are kept. */
export const MAX_BLOB_BYTES: number = 256 * 1024 * 1024
/** How long a picture waits for the operation that it was chosen for. */
const FRESH_MS = 60 * 60_000
/** How long somebody who looked for a blob goes on waiting for it. */
const WANTED_MS = 24 * 60 * 60_000

/** What is stored: `own` and the rest, whole or on the way, and how many. */
export interface BlobUsage {
  own: number
  others: number
  count: number
}

/** The parts of a blob in order. */
export function partRows(db: Database, name: BlobName): Collection<BlobPartRow, [BlobName, number]> {
  return db.blobParts.where('[name+part]').between([name, Dexie.minKey], [name, Dexie.maxKey])
}

/** Inside a transaction over `heldBlobs` and `blobParts`. */
export async function dropBlobRows(db: Database, names: readonly BlobName[]): Promise<void> {
  for (const name of names) {
    await partRows(db, name).delete()
    await db.heldBlobs.delete(name)
  }
}

/** The bytes of a blob; undefined while it is not whole. */
export async function readBlob(db: Database, blob: BlobId): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const name = blobName(blob)
  return db.transaction('r', db.heldBlobs, db.blobParts, async () => {
    if ((await db.heldBlobs.get(name))?.whole !== 1) return undefined
    const bytes = new Uint8Array(blob.size)
    let offset = 0
    for (const { data } of await partRows(db, name).toArray()) {
      bytes.set(data, offset)
      offset += data.length
    }
    return bytes
  })
}

/** Somebody looks at these: those that are not here are wanted, the others are kept longer. */
export async function lookAtBlobs(db: Database, names: readonly BlobName[], now: number): Promise<void> {
  await db.transaction('rw', db.heldBlobs, db.wantedBlobs, async () => {
    for (const name of names) {
      const row = await db.heldBlobs.get(name)
      if (row?.whole === 1) await db.heldBlobs.put({ ...row, usedAt: now })
      else await db.wantedBlobs.put({ ...(await db.wantedBlobs.get(name)), name, at: now })
    }
  })
}

/** What somebody looks for and is not here. */
export async function readWantedBlobs(db: Database, now: number): Promise<WantedBlobRow[]> {
  return (await db.wantedBlobs.toArray()).filter(({ at }) => now - at < WANTED_MS)
}

/**
 * Drops what nothing names, and of other people's what was not looked at for longest, until there is at most `limit` bytes of it.
 * `limit` 0 drops all that is not mine.
 */
export async function tidyBlobs(db: Database, now: number, limit: number = MAX_BLOB_BYTES): Promise<void> {
  if ((await db.heldBlobs.count()) + (await db.wantedBlobs.count()) === 0) return
  const { heldBlobs, blobParts, wantedBlobs, resources, events, profiles } = db
  const tables = [heldBlobs, blobParts, wantedBlobs, resources, events, profiles]
  // What becomes mine meanwhile is fresh. Before the transaction, which Dexie could lose over so many questions.
  const mine = await readOwnNames(db)
  await db.transaction('rw', tables, async () => {
    const names = await readNames(db)
    for (const { name, at } of await wantedBlobs.toArray()) {
      if (!names.has(name) || now - at >= WANTED_MS) await wantedBlobs.delete(name)
    }
    const named: HeldBlobRow[] = []
    const gone: BlobName[] = []
    for (const row of await heldBlobs.toArray()) {
      if (names.has(row.name)) named.push(row)
      else if (row.fresh !== 1 || now - row.usedAt >= FRESH_MS) gone.push(row.name)
    }
    await dropBlobRows(db, gone)
    const settled = named.filter(({ fresh }) => fresh === 1)
    if (settled.length > 0) await heldBlobs.bulkPut(settled.map(({ fresh: _fresh, ...row }) => row))
    if (sum(named) > limit)
      await evict(
        db,
        named.filter((row) => !isMine(mine, row)),
        limit,
      )
  })
}

/** Not in one transaction: a number that is a moment old does no harm. */
export async function readBlobUsage(db: Database): Promise<BlobUsage> {
  const mine = await readOwnNames(db)
  const rows = await db.heldBlobs.toArray()
  const usage: BlobUsage = { own: 0, others: 0, count: rows.length }
  for (const row of rows) usage[isMine(mine, row) ? 'own' : 'others'] += row.held
  return usage
}

async function evict(db: Database, others: readonly HeldBlobRow[], limit: number): Promise<void> {
  let bytes = sum(others)
  const gone: BlobName[] = []
  for (const { name, held } of others.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= limit) break
    bytes -= held
    gone.push(name)
  }
  await dropBlobRows(db, gone)
}

/** Named by a persona of this wallet, or about to be. */
function isMine(mine: ReadonlySet<BlobName>, { name, fresh }: HeldBlobRow): boolean {
  return fresh === 1 || mine.has(name)
}

function sum(rows: readonly HeldBlobRow[]): number {
  return rows.reduce((bytes, { held }) => bytes + held, 0)
}
