// What is taken over from a file, as steps of which each is a command: done one after the other, so that a person sees how far it
// is and can stop between two of them. What was done stays done; the same file again goes on with the rest.
import { offerOf } from '../../src/exchange/plan-inventory.ts'
import type { PlannedEvent, PlannedRoom } from '../../src/exchange/plan-programme.ts'
import type { InventoryItem } from '../../src/exchange/read-inventory.ts'
import type { FestivalId, ObjectId } from '../../src/operations/ids.ts'
import type { EventFields, ResourceFields } from '../../src/operations/operation.ts'
import type { PanelParams, PanelResult } from '../../messages/panel.ts'

/** Events or things of one command: few enough to see that it moves. */
const AT_ONCE = 25
/** A place that a file names is there at any time, and its owner decides. */
const LENT = { availability: 'always', policy: { kind: 'manual' } } as const

/** The commands that it takes; each gives undefined when it was refused, and says why by itself. */
export interface Take {
  offer: (params: PanelParams<'resource.createMany'>) => Promise<PanelResult<'resource.createMany'> | undefined>
  make: (params: PanelParams<'event.createMany'>) => Promise<PanelResult<'event.createMany'> | undefined>
}

/** One command; how many of what the person chose it made, or undefined when it was refused. */
export type TakeStep = () => Promise<number | undefined>

export function thingSteps(festival: FestivalId, items: readonly InventoryItem[], { offer }: Take): TakeStep[] {
  return pieces(items).map((part) => async () => {
    const made = await offer({ festival, resources: part.map(offerOf) })
    return made?.resources.length
  })
}

/** `rooms` are those that the events may be in; those that are not there yet are made first, as places of mine. */
export function programmeSteps(
  festival: FestivalId,
  chosen: readonly PlannedEvent[],
  rooms: readonly PlannedRoom[],
  { offer, make }: Take,
): TakeStep[] {
  const places = new Map<string, ObjectId>()
  for (const { title, resource } of rooms) if (resource !== undefined) places.set(title, resource)
  const used = new Set(chosen.flatMap((planned) => planned.rooms))
  const missing = rooms.filter(({ title, resource }) => resource === undefined && used.has(title))
  const steps = pieces(missing).map((part): TakeStep => async () => {
    const resources = part.map(({ title }): ResourceFields => ({ title, kind: 'place', ...LENT }))
    const made = await offer({ festival, resources })
    for (const [index, id] of made?.resources.entries() ?? []) places.set(part[index]?.title ?? '', id)
    return made === undefined ? undefined : 0
  })
  for (const part of pieces(chosen)) {
    steps.push(async () => (await make({ festival, events: part.map((planned) => eventOf(planned, places)) }))?.events)
  }
  return steps
}

function pieces<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / AT_ONCE)
  return Array.from({ length: count }, (_, index) => items.slice(index * AT_ONCE, (index + 1) * AT_ONCE))
}

function eventOf(
  { event, rooms }: PlannedEvent,
  places: ReadonlyMap<string, ObjectId>,
): EventFields & { places: ObjectId[] } {
  const { title, description, from, to, tags, links } = event
  return {
    title,
    from,
    to,
    ...(description === undefined ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(links.length === 0 ? {} : { links }),
    places: [...new Set(rooms.flatMap((room) => places.get(room) ?? []))],
  }
}
