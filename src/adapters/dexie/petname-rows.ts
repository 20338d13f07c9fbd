// Names that I give to people, for my eyes only (DESIGN 5.7), in the rows that also note whom I blocked.

import type { PublicKey } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

/** Calls somebody so; an empty name takes the name away. */
export async function writePetname(db: Database, author: PublicKey, name: string): Promise<void> {
  const given = name.trim()
  await db.transaction('rw', db.petnames, async () => {
    const blocked = (await db.petnames.get(author))?.blocked ?? 0
    if (given !== '') await db.petnames.put({ author, name: given, blocked })
    else if (blocked === 1) await db.petnames.put({ author, blocked })
    else await db.petnames.delete(author)
  })
}

/** The names that I gave, by public key. */
export async function readPetnames(db: Database): Promise<Map<PublicKey, string>> {
  const rows = await db.petnames.toArray()
  return new Map(rows.flatMap(({ author, name }) => (name === undefined ? [] : [[author, name] as const])))
}
