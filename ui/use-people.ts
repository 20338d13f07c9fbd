// Who is who in a festival, as far as they said, and how its creator wants times to be read.
import type { ProfileRow } from '../src/festival/views.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import { readPeople } from '../src/adapters/dexie/queries.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { useLive } from './use-live.ts'

/** Profiles by public key. A plain object, since live queries compare values as JSON. */
export type People = Readonly<Record<string, ProfileRow>>

export function usePeople(festival: FestivalId): People {
  return useLive((db) => loadPeople(db, festival), [festival]) ?? {}
}

export async function loadPeople(db: Database, festival: FestivalId): Promise<People> {
  return Object.fromEntries(await readPeople(db, festival))
}
