// Where requests are written (DESIGN 5.6): in my log of the resource's festival, which is the event's or an ancestor of it, so
// that the owner hears of them whether they follow the event's festival or not.

import { readAncestors } from '../src/adapters/dexie/queries.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { Membership } from '../src/ports/log-store.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { RequestCreate } from '../src/operations/operation.ts'
import type { PanelError, RequestLine } from '../messages/panel.ts'
import type { Context } from './context.ts'
import { asMaker, memberOf } from './membership.ts'

/** Lines that are written into one festival. */
export interface PlacedLines {
  membership: Membership
  lines: RequestLine[]
}

/** What a request says about an event in another festival. */
export type Elsewhere = Pick<RequestCreate, 'eventFestival' | 'eventTitle'>

/**
 * Sorts the lines of an event by festival: those of the event's own first, though there may be none. `here` is the membership
 * in that one, as whoever makes the event.
 */
export async function placeLines(
  context: Pick<Context, 'db'>,
  here: Membership,
  lines: readonly RequestLine[],
): Promise<Result<[PlacedLines, ...PlacedLines[]], PanelError>> {
  const home: PlacedLines = { membership: here, lines: [] }
  const places = new Map<FestivalId, PlacedLines>([[here.festival, home]])
  const resources = await context.db.resources.bulkGet(lines.map(({ resource }) => resource))
  const isAround = await isAncestor(context, here.festival)
  for (const [index, line] of lines.entries()) {
    const festival = resources[index]?.festival
    const refusal = { code: 'unknown-resource' as const, data: { resource: line.resource } }
    if (festival === undefined || !(festival === here.festival || isAround(festival))) return err(refusal)
    const place = places.get(festival) ?? (await placeIn(context, festival, here.persona))
    if (place === undefined) return err(refusal)
    // Only who makes an event can ask for things for it, and nobody is to learn that both are me.
    if (place.membership.persona !== here.persona) return err({ ...refusal, code: 'other-persona' })
    place.lines.push(line)
    places.set(festival, place)
  }
  return ok([home, ...[...places.values()].filter((place) => place !== home)])
}

/** What requests for the event say when they stand in that festival. */
export function elsewhere(event: { festival: FestivalId; title: string }, festival: FestivalId): Elsewhere {
  return event.festival === festival ? {} : { eventFestival: event.festival, eventTitle: event.title }
}

async function isAncestor({ db }: Pick<Context, 'db'>, festival: FestivalId): Promise<(other: FestivalId) => boolean> {
  const ancestors = new Set((await readAncestors(db, festival)).map(({ id }) => id))
  return (other) => ancestors.has(other)
}

async function placeIn(
  context: Pick<Context, 'db'>,
  festival: FestivalId,
  maker: PublicKey,
): Promise<PlacedLines | undefined> {
  const member = await memberOf(context, festival)
  return member.ok ? { membership: asMaker(member.value, maker), lines: [] } : undefined
}
