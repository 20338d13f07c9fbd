// Everything that the page of a thing says, read at once.
import { readNextFree } from '../../src/adapters/dexie/read-next-free.ts'
import { readThingUses, type ThingUse, type ThingUses } from '../../src/adapters/dexie/read-thing-uses.ts'
import { dayBars, daysFrom, type DayBar } from '../../src/festival/day-bars.ts'
import { neededFor } from '../../src/festival/needed-resources.ts'
import type { FestivalRow, ResourceRow } from '../../src/festival/views.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { MAX_TIME } from '../../src/operations/shape.ts'
import { useLive } from '../../ui/use-live.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAYS = 7
/** How far ahead the next free time is looked for, ms: three months. */
const LOOK_AHEAD_MS = 92 * 86_400_000

export interface ThingPageState extends ThingUses {
  resource: ResourceRow
  /** Absent while it has not arrived. */
  festival: FestivalRow | undefined
  /** Uses that go on now. */
  current: readonly ThingUse[]
  days: readonly DayBar[]
  /** The next hour in which one of it can be had. */
  next: Interval | undefined
  /** Titles of what an event must hold for it; undefined for what has not arrived. */
  needed: readonly (string | undefined)[]
  /** UTC ms of the reading, to the minute. */
  now: number
}

/** null when it is not here; undefined until that is known. */
export function useThingPage(id: ObjectId | undefined): ThingPageState | null | undefined {
  return useLive(
    async (db) => {
      const resource = id === undefined ? undefined : await db.resources.get(id)
      if (resource === undefined) return null
      const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
      const festival = await db.festivals.get(resource.festival)
      const zone = festival?.timezone ?? 'UTC'
      const days = daysFrom(now, zone, DAYS)
      const today = days[0]?.from ?? now
      const wanted = { quantity: 1, length: HOUR_MS, step: MINUTE_MS }
      const [uses, next, needed] = await Promise.all([
        readThingUses(db, resource, { from: today, to: MAX_TIME }, now),
        readNextFree(db, resource.id, { from: now, to: now + LOOK_AHEAD_MS }, wanted),
        db.resources.bulkGet(neededFor(resource)),
      ])
      const promised = uses.promised.filter(({ answer }) => answer.to > now)
      return {
        ...uses,
        resource,
        festival,
        promised,
        current: promised.filter(({ answer }) => answer.from <= now),
        days: dayBars(
          resource,
          uses.promised.map(({ answer }) => answer),
          uses.waiting,
          zone,
          days,
        ),
        next,
        needed: needed.map((row) => row?.title),
        now,
      }
    },
    [id],
  )
}
