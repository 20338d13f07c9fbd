// The programme lists of a festival that count now, and the events that one can be made of.

import { Dexie } from 'dexie'
import { currentProgrammes } from '../../festival/programmes.ts'
import type { EventRow, ProgrammeRow } from '../../festival/views.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

/** By title, then author. */
export async function readProgrammes(db: Database, festival: FestivalId): Promise<ProgrammeRow[]> {
  return currentProgrammes(await db.programmes.where('festival').equals(festival).toArray())
}

/** All events of a festival, by start. */
export async function readEventRows(db: Database, festival: FestivalId): Promise<EventRow[]> {
  return db.events.where('[festival+from]').between([festival, Dexie.minKey], [festival, Dexie.maxKey]).toArray()
}
