// Events found by words of their title, description or tags. No index knows words, so the events of the festival are looked
// through in the order of time, a few hundred at a time, so that nothing waits for it and a newer search can take its place.

import { Dexie } from 'dexie'
import { hasWords } from '../../festival/folded-text.ts'
import type { EventOverview } from '../../festival/overview.ts'
import type { EventRow } from '../../festival/views.ts'
import type { FestivalId } from '../../operations/ids.ts'
import { readViews } from './at-once.ts'
import { withLines } from './read-event-overviews.ts'
import type { Database } from './schema.ts'

const AT_ONCE = 250

export interface FoundEvents {
  /** By time. */
  events: EventOverview[]
  /** There are more than these. */
  hasMore: boolean
}

/** The first `limit` events in which each of `words` (see `searchWords`) is. `now` is UTC ms; `isWanted` as long as somebody waits. */
export async function searchEvents(
  db: Database,
  festival: FestivalId,
  words: readonly string[],
  { now, ...options }: { now: number; limit: number; isWanted?: () => boolean },
): Promise<FoundEvents> {
  const { rows, hasMore } = await findEventRows(db, festival, (event) => isAbout(event, words), options)
  return { events: await readViews(db, () => withLines(db, rows, now)), hasMore }
}

/** Whether each of `words` is in what an event says of itself. */
export function isAbout({ title, description, tags }: EventRow, words: readonly string[]): boolean {
  return words.length === 0 || hasWords(words, [title, description, ...tags])
}

/** The first `limit` events that fit, by start. */
export async function findEventRows(
  db: Database,
  festival: FestivalId,
  fits: (event: EventRow) => boolean,
  { limit, isWanted = () => true }: { limit: number; isWanted?: () => boolean },
): Promise<{ rows: EventRow[]; hasMore: boolean }> {
  const found: EventRow[] = []
  let after: [FestivalId, number] | undefined
  let seen = new Set<string>()
  while (found.length <= limit && isWanted()) {
    const rows = await db.events
      .where('[festival+from]')
      .between(after ?? [festival, Dexie.minKey], [festival, Dexie.maxKey])
      .limit(AT_ONCE + seen.size)
      .toArray()
    const fresh = rows.filter(({ id }) => !seen.has(id))
    found.push(...fresh.filter(fits))
    const last = fresh.at(-1)
    if (last === undefined) break
    // Several may begin together: the next look begins there once more.
    const known = last.from === after?.[1] ? seen : new Set<string>()
    seen = new Set([...known, ...fresh.filter(({ from }) => from === last.from).map(({ id }) => id)])
    after = [festival, last.from]
  }
  return { rows: found.slice(0, limit), hasMore: found.length > limit }
}
