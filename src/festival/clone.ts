// Doing a festival again (DESIGN 5.6, decision 0014): the heads that a clone lists, its dates, and what its people may offer
// and make again. Pure; wallets ask.

import type { ObjectId, PublicKey } from '../operations/ids.ts'
import { MAX_INHERITED_LOGS } from '../operations/inherited-heads.ts'
import type { EventFields, FestivalFields, Interval, LogHead, ResourceFields } from '../operations/operation.ts'
import { calendarDay, dayNumber } from './calendar-day.ts'
import { fromWallText, toWallText } from './zone-time.ts'
import type { EventRow, FestivalRow, ResourceRow } from './views.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Heads that fit in the first entry beside the longest texts, and in each that continues the list. */
const FIRST_HEADS = 250
const MORE_HEADS = 400

/** The list in pieces, one per entry; undefined when a clone can not list that many logs. */
export function listInPieces(heads: readonly LogHead[]): [LogHead[], ...LogHead[][]] | undefined {
  if (heads.length > MAX_INHERITED_LOGS) return undefined
  const more: LogHead[][] = []
  for (let from = FIRST_HEADS; from < heads.length; from += MORE_HEADS) more.push(heads.slice(from, from + MORE_HEADS))
  return [heads.slice(0, FIRST_HEADS), ...more]
}

/** Whole days from one instant's date to another's, by the clocks of the zone. */
export function daysBetween(from: number, to: number, zone: string): number {
  return dayOf(toWallText(to, zone)) - dayOf(toWallText(from, zone))
}

/**
 * An instant moved by whole days on the zone's clocks: six in the evening stays six in the evening, whatever summer time does
 * in between. A time that the clocks skip on that day is the one after the jump.
 */
export function shiftDays(instant: number, days: number, zone: string): number {
  const wall = toWallText(instant, zone)
  const { year, month, day } = calendarDay(dayOf(wall) + days)
  const date = [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-')
  const moved = fromWallText(`${date}${wall.slice(10)}`, zone)
  return moved === undefined ? instant + days * DAY : moved + (instant % MINUTE)
}

/** Both ends moved; by less than it is long it would end before it begins only where clocks jump, and then it keeps its length. */
export function shiftInterval({ from, to }: Interval, days: number, zone: string): Interval {
  const moved = { from: shiftDays(from, days, zone), to: shiftDays(to, days, zone) }
  return moved.from < moved.to ? moved : { from: moved.from, to: moved.from + (to - from) }
}

/** What a clone says of itself when nobody says otherwise. An event ticket is a resource of the original, so it has none. */
export function clonedFields(original: FestivalRow): Omit<FestivalFields, 'from' | 'to' | 'eventTicket'> {
  const { title, description, timezone, place, tags } = original
  return {
    title,
    timezone,
    ...(description === undefined ? {} : { description }),
    ...(place === undefined ? {} : { place }),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

/** By how many days the clone is later than what it was made of; 0 where one of them has no dates. */
export function daysLater(
  clone: Pick<FestivalRow, 'from' | 'timezone'>,
  original: Pick<FestivalRow, 'from'> | undefined,
): number {
  if (clone.from === undefined || original?.from === undefined) return 0
  return daysBetween(original.from, clone.from, clone.timezone)
}

/**
 * A resource as its owner offers it again: openings move along, and what named things of the original (tickets, what it
 * requires, a lottery that was drawn) is left to be said anew.
 */
export function offeredAgain(resource: ResourceRow, days: number, zone: string): ResourceFields & { origin: ObjectId } {
  const { title, description, kind, location, tags, images, capacity, buffer, policy, message, audience, id } = resource
  const stays = policy.kind === 'manual' || policy.kind === 'first-come-first-served' || policy.kind === 'external'
  return {
    title,
    kind,
    tags,
    images,
    capacity,
    buffer,
    audience,
    availability: shiftedAvailability(resource.availability, days, zone),
    policy: stays ? policy : { kind: 'manual' },
    ...(description === undefined ? {} : { description }),
    ...(location === undefined ? {} : { location }),
    ...(message === undefined ? {} : { message }),
    origin: id,
  }
}

/** An event as its maker makes it again: at the same times of day on the days that the shift gives, and with no requests. */
export function copiedEvent(event: EventRow, days: number, zone: string): EventFields {
  const { title, description, from, to, tags, links, images, audience, series } = event
  return {
    title,
    tags,
    links,
    images,
    audience,
    ...shiftInterval({ from, to }, days, zone),
    ...(description === undefined ? {} : { description }),
    ...(series === undefined ? {} : { series }),
  }
}

/**
 * Events of `me` that could be made again in a clone: neither called off nor there yet. An event names no other one as its
 * `origin`, so one of mine with the same title and time is that one. `here` are the events of the clone.
 */
export function notCopiedYet(
  inherited: Iterable<EventRow>,
  me: PublicKey,
  here: Iterable<EventRow>,
  { days, zone }: { days: number; zone: string },
): { event: EventRow; copy: EventFields }[] {
  const name = ({ title, from, to }: EventFields): string => `${from}/${to}/${title}`
  const made = new Set([...here].flatMap((event) => (event.author === me ? [name(event)] : [])))
  return [...inherited]
    .filter(({ author, cancelled }) => author === me && cancelled === undefined)
    .map((event) => ({ event, copy: copiedEvent(event, days, zone) }))
    .filter(({ copy }) => !made.has(name(copy)))
    .sort((a, b) => a.copy.from - b.copy.from || (a.event.id < b.event.id ? -1 : 1))
}

/** Resources that share one calendar in their owner's wallet: those that continue one another, over however many clones. */
export function siblingsOf(resource: ObjectId, mine: readonly Pick<ResourceRow, 'id' | 'origin'>[]): ObjectId[] {
  const rootOf = new Map(mine.map(({ id, origin }) => [id, origin]))
  const root = (id: ObjectId): ObjectId => {
    const seen = new Set<ObjectId>()
    let at = id
    for (let next = rootOf.get(at); next !== undefined && !seen.has(next); next = rootOf.get(at)) {
      seen.add(next)
      at = next
    }
    return at
  }
  const family = root(resource)
  return mine.map(({ id }) => id).filter((id) => id !== resource && root(id) === family)
}

function shiftedAvailability(
  availability: ResourceRow['availability'],
  days: number,
  zone: string,
): ResourceRow['availability'] {
  if (availability === 'always') return availability
  const shift = ([from, to]: [number, number]): [number, number] => {
    const moved = shiftInterval({ from, to }, days, zone)
    return [moved.from, moved.to]
  }
  const { windows, except, weekly } = availability
  return {
    windows: windows.map(shift),
    ...(weekly === undefined ? {} : { weekly }),
    ...(except === undefined ? {} : { except: except.map(shift) }),
  }
}

/** The number of the day that a wall-clock text begins with. */
function dayOf(wall: string): number {
  const [year = 1970, month = 1, day = 1] = wall.slice(0, 10).split('-').map(Number)
  return dayNumber({ year, month, day })
}
