// The events that a person marked for themselves, of all festivals. Nobody else gets to know; backups have them.

import type { EventOverview } from '../../festival/overview.ts'
import type { FestivalRow } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'
import { withLinesInPieces } from './read-event-overviews.ts'
import { readMemberships } from './queries.ts'
import type { Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** More than a person can go to; a list that grows without end would slow every look at it. */
export const MAX_FAVOURITES = 2000

export async function readFavourites(db: Database): Promise<ObjectId[]> {
  return (await readSetting(db, 'favourites')) ?? []
}

/** Marks an event, or takes the mark away; when there are too many the oldest goes. */
export async function writeFavourite(db: Database, event: ObjectId, on: boolean): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const others = (await readFavourites(db)).filter((each) => each !== event)
    await writeSetting(db, 'favourites', on ? [...others, event].slice(-MAX_FAVOURITES) : others)
  })
}

export interface Agenda {
  /** By time. Of festivals that are followed; what is not here is left out. */
  events: EventOverview[]
  /** By festival. */
  festivals: Record<string, Pick<FestivalRow, 'title' | 'timezone'>>
}

/** Favourites that are not over at `since` (UTC ms). */
export async function readAgenda(db: Database, since: number, now: number): Promise<Agenda> {
  const [memberships, favourites] = await Promise.all([readMemberships(db), readFavourites(db)])
  const followed = new Set<string>(memberships.map(({ festival }) => festival))
  const rows = await db.events.bulkGet(favourites)
  const events = rows.filter((row) => row !== undefined).filter((row) => row.to > since && followed.has(row.festival))
  const known = await db.festivals.bulkGet([...new Set(events.map(({ festival }) => festival))])
  return {
    events: await withLinesInPieces(db, events, now),
    festivals: Object.fromEntries(
      known.flatMap((row) => (row === undefined ? [] : [[row.id, { title: row.title, timezone: row.timezone }]])),
    ),
  }
}
