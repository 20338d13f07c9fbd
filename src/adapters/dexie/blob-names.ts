// Which rows name which blobs, through the indexes that follow the rows (indexed-rows.ts): what counts names, and nothing else.

import type { EventRow, ProfileRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { blobNames, picturesOf, type BlobName } from '../../operations/blobs.ts'
import type { BlobRef } from '../../operations/operation.ts'
import { NAMING_TABLES } from './indexed-rows.ts'
import { readPersonaKeys } from './persona-rows.ts'
import type { Database } from './schema.ts'

/** A row that names blobs, whatever it is about. */
export interface NamingRow {
  festival: FestivalId
  author: PublicKey
  pictures: BlobRef[]
}

/** Whether something that counts in the festival names the blob. */
export async function namesBlob(db: Database, festival: FestivalId, name: BlobName): Promise<boolean> {
  for (const table of NAMING_TABLES) {
    const rows: { festival: FestivalId }[] = await db.table(table).where('blobs').equals(name).toArray()
    if (rows.some((row) => row.festival === festival)) return true
  }
  return false
}

/** All blobs that anything names. */
export async function readNames(db: Database): Promise<Set<BlobName>> {
  const all = new Set<BlobName>()
  for (const table of NAMING_TABLES) {
    for (const name of await db.table(table).orderBy('blobs').keys()) all.add(name as unknown as BlobName)
  }
  return all
}

/** The blobs that the personas of this wallet name. */
export async function readOwnNames(db: Database): Promise<Set<BlobName>> {
  const own = new Set<BlobName>()
  const add = (rows: readonly { images?: BlobRef[]; picture?: BlobRef }[]): void => {
    for (const row of rows) for (const name of blobNames(picturesOf(row))) own.add(name)
  }
  for (const publicKey of await readPersonaKeys(db)) {
    add(await db.resources.where('owner').equals(publicKey).toArray())
    add(await db.events.where('author').equals(publicKey).toArray())
    add(await db.profiles.where('author').equals(publicKey).toArray())
  }
  return own
}

/** All rows that name blobs. */
export async function readNaming(db: Database): Promise<NamingRow[]> {
  const found: NamingRow[] = []
  for (const table of NAMING_TABLES) {
    const rows: (ResourceRow | EventRow | ProfileRow)[] = await db
      .table(table)
      .where('blobs')
      .above('')
      .distinct()
      .toArray()
    for (const row of rows) {
      const author = 'owner' in row ? row.owner : row.author
      found.push({ festival: row.festival, author, pictures: picturesOf(row) })
    }
  }
  return found
}
