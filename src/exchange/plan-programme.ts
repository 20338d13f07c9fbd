// What becomes of a programme from a file in a festival: which of its events are new here, which are there already, and which of
// its rooms are meant. Doing it twice makes nothing twice.

import type { ResourceRow } from '../festival/views.ts'
import type { ObjectId, PublicKey } from '../operations/ids.ts'
import { guidOf } from './guid.ts'
import { plainLine } from './plain-text.ts'
import type { ProgrammeData, ProgrammeEvent } from './programme-data.ts'

/** `there`: the festival has it. `twice`: the file has it before. */
export type PlanState = 'new' | 'there' | 'twice'

export interface PlannedRoom {
  title: string
  /** The place of the festival that is meant; absent while there is none. */
  resource?: ObjectId
  /** Whether whoever takes it over can give it themselves. */
  isMine: boolean
}

export interface PlannedEvent {
  event: ProgrammeEvent
  state: PlanState
  /** Titles of its rooms. */
  rooms: string[]
}

export interface ProgrammePlan {
  rooms: PlannedRoom[]
  events: PlannedEvent[]
}

/** What the festival has. */
export interface ProgrammeHere {
  me: PublicKey
  resources: readonly ResourceRow[]
  /** Its events, and the titles of the places that they have or wait for. */
  events: readonly { event: { id: string; title: string; from: number; to: number }; rooms: readonly string[] }[]
}

export function planProgramme(data: ProgrammeData, here: ProgrammeHere): ProgrammePlan {
  const known = new Set(here.events.map(({ event }) => guidOf(event.id)))
  const there = new Map<string, (readonly string[])[]>()
  for (const { event, rooms } of here.events) note(there, event, rooms)
  const before = new Map<string, (readonly string[])[]>()
  const titles = new Map(data.rooms.map(({ id, title }) => [id, title]))
  const events = data.events.map((event): PlannedEvent => {
    const rooms = event.rooms.flatMap((id) => titles.get(id) ?? [])
    const isThere = (event.id !== '' && known.has(guidOf(event.id))) || has(there, event, rooms)
    const state = isThere ? 'there' : has(before, event, rooms) ? 'twice' : 'new'
    note(before, event, rooms)
    return { event, state, rooms }
  })
  return { rooms: data.rooms.map(({ title }) => plannedRoom(title, here)), events }
}

function plannedRoom(title: string, { resources, me }: ProgrammeHere): PlannedRoom {
  const meant = resources.filter(
    (resource) =>
      resource.kind === 'place' && resource.retired === undefined && folded(resource.title) === folded(title),
  )
  const found = meant.find(({ owner }) => owner === me) ?? meant[0]
  return {
    title,
    isMine: found === undefined || found.owner === me,
    ...(found === undefined ? {} : { resource: found.id }),
  }
}

type Noted = Map<string, (readonly string[])[]>
type Named = Pick<ProgrammeEvent, 'title' | 'from' | 'to'>

function note(noted: Noted, event: Named, rooms: readonly string[]): void {
  const key = nameOf(event)
  const all = noted.get(key)
  if (all === undefined) noted.set(key, [rooms])
  else all.push(rooms)
}

/** One of that name at that time; in the same room, where both are in one. */
function has(noted: Noted, event: Named, rooms: readonly string[]): boolean {
  const mine = new Set(rooms.map(folded))
  return (noted.get(nameOf(event)) ?? []).some(
    (others) => others.length === 0 || rooms.length === 0 || others.some((room) => mine.has(folded(room))),
  )
}

function nameOf({ title, from, to }: Named): string {
  return `${from}/${to}/${folded(title)}`
}

function folded(title: string): string {
  return plainLine(title).normalize('NFKC').toLowerCase()
}
