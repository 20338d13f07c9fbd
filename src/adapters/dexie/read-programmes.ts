// The programme lists of a festival that count now, and the events that they name.

import { currentProgrammes } from '../../festival/programmes.ts'
import type { EventRow, ProgrammeRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

/** By title, then author. */
export async function readProgrammes(db: Database, festival: FestivalId): Promise<ProgrammeRow[]> {
  return currentProgrammes(await db.programmes.where('festival').equals(festival).toArray())
}

/** These events, as far as they are here, by id. */
export async function readNamedEvents(db: Database, ids: readonly ObjectId[]): Promise<Map<ObjectId, EventRow>> {
  const rows = await db.events.bulkGet([...new Set(ids)])
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
}
