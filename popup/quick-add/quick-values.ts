// What somebody typed to add something quickly: what, when, where. Everything else can be said later.
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { fromWallText } from '../../src/festival/zone-time.ts'
import type { Availability, Interval, ResourceFields } from '../../src/operations/operation.ts'
import { readPlace, NO_PLACE } from '../../ui/thing-form/read-place.ts'

/** When a thing is to be had, in words that need no dates. */
export const quickTimes = ['always', 'festival', 'evenings', 'weekend'] as const
export type QuickTimes = (typeof quickTimes)[number]

export interface QuickEventValues {
  what: string
  /** When it begins, `YYYY-MM-DDTHH:mm` by the clocks of the festival. */
  begins: string
  /** Id of the place that is asked for; empty for none. */
  place: string
}

export interface QuickThingValues {
  what: string
  times: QuickTimes
  /** Where it is, in a line. */
  address: string
}

const HOUR = 3_600_000
/** Of an event that is added quickly. */
const LENGTH = 2 * HOUR
const WORKDAYS = [1, 2, 3, 4, 5]
const WEEKEND = [6, 7]

/** Undefined while it does not say when. */
export function quickInterval({ begins }: Pick<QuickEventValues, 'begins'>, zone: string): Interval | undefined {
  const from = fromWallText(begins, zone)
  return from === undefined ? undefined : { from, to: from + LENGTH }
}

/** Which of the times make sense: a festival without days has no days on which a thing could be had. */
export function timesToChoose({ from, to }: Pick<FestivalOverview, 'from' | 'to'>): QuickTimes[] {
  return quickTimes.filter((times) => times !== 'festival' || (from !== undefined && to !== undefined))
}

/** Fields of the thing; undefined while it has no name. Its owner is asked each time. */
export function quickThing(
  { what, times, address }: QuickThingValues,
  festival: Pick<FestivalOverview, 'from' | 'to'>,
): ResourceFields | undefined {
  const title = what.trim()
  if (title === '') return undefined
  const place = readPlace({ ...NO_PLACE, type: address.trim() === '' ? 'none' : 'address', street: address })
  return {
    title,
    kind: 'thing',
    availability: availability(times, festival),
    policy: { kind: 'manual' },
    ...(place.ok && place.location !== undefined ? { location: place.location } : {}),
  }
}

function availability(times: QuickTimes, { from, to }: Pick<FestivalOverview, 'from' | 'to'>): Availability {
  switch (times) {
    case 'always':
      return 'always'
    case 'festival':
      return from === undefined || to === undefined ? 'always' : { windows: [[from, to]] }
    case 'evenings':
      return { windows: [], weekly: [{ days: WORKDAYS, from: 18 * 60, to: 22 * 60 }] }
    case 'weekend':
      return { windows: [], weekly: [{ days: WEEKEND, from: 0, to: 24 * 60 }] }
  }
}
