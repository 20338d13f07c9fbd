// A programme as plain data: what the writers of calendar files take and what the readers of them give. Nothing of logs,
// answers or lines is left in it, and everything in it may leave the festival. Times are UTC ms, intervals half-open [from, to).

/** What a file knows of a festival, its rooms and its events. */
export interface ProgrammeData {
  festival: ProgrammeFestival
  /** By title. */
  rooms: ProgrammeRoom[]
  /** By start, then end, then id. */
  events: ProgrammeEvent[]
}

export interface ProgrammeFestival {
  /** Of ours the festival id; of a file what it calls itself, or nothing. */
  id: string
  title: string
  /** IANA; UTC where a file names none. */
  zone: string
  from?: number
  to?: number
  description?: string
  place?: string
  /** Its page on the web. */
  url?: string
}

export interface ProgrammeRoom {
  /** Of ours the resource id; of a file the name. */
  id: string
  title: string
  description?: string
  /** In one line. */
  address?: string
  /** Degrees. */
  gps?: { lat: number; lon: number }
  url?: string
}

/** `tentative`: something that it needs is not granted. */
export type ProgrammeStatus = 'confirmed' | 'tentative' | 'cancelled'

export interface ProgrammeEvent {
  /** Of ours the event id; of a file its UID or guid, or nothing. */
  id: string
  title: string
  description?: string
  from: number
  to: number
  /** Ids of rooms, the main one first; empty for an event that is nowhere yet. */
  rooms: string[]
  /** Who makes it. `publicKey` only of ours. */
  people: { name: string; publicKey?: string }[]
  links: { url: string; title?: string }[]
  tags: string[]
  /** As a file says it (`en`); ours say none. */
  language?: string
  status: ProgrammeStatus
  /** How many of the things that it needs are granted. */
  confirmation: { granted: number; required: number }
  /** How often it moved or was cancelled, as far as is known: later is newer. */
  revision: number
  /** When it was last said anew, by the clock of whoever said it. */
  updatedAt: number
}

/** The part of a programme that happens in one room; only that room is left. */
export function inRoom(data: ProgrammeData, room: string): ProgrammeData {
  const events = data.events.flatMap((event) => (event.rooms.includes(room) ? [{ ...event, rooms: [room] }] : []))
  return { ...data, rooms: data.rooms.filter(({ id }) => id === room), events }
}

/** The part of a programme that one person makes, with the rooms that it needs. */
export function ofPerson(data: ProgrammeData, publicKey: string): ProgrammeData {
  const events = data.events.filter(({ people }) => people.some((person) => person.publicKey === publicKey))
  const used = new Set(events.flatMap(({ rooms }) => rooms))
  return { ...data, rooms: data.rooms.filter(({ id }) => used.has(id)), events }
}
