// A programme as a table for spreadsheets, one event per row; times as the festival's clocks show them.

import { writeTable } from './csv-cells.ts'
import { guidOf } from './guid.ts'
import { wallClock } from './moments.ts'
import type { ProgrammeData, ProgrammeEvent } from './programme-data.ts'

/** The names of the columns; not translated, because programs go by them. */
const COLUMNS = [
  'title',
  'date',
  'start',
  'end date',
  'end',
  'zone',
  'place',
  'people',
  'status',
  'granted',
  'required',
  'tags',
  'description',
  'link',
  'id',
]

export function writeProgrammeCsv({ festival, rooms, events }: ProgrammeData): string {
  const titles = new Map(rooms.map(({ id, title }) => [id, title]))
  return writeTable([COLUMNS, ...events.map((event) => rowOf(event, titles, festival.zone))])
}

function rowOf(event: ProgrammeEvent, titles: ReadonlyMap<string, string>, zone: string): string[] {
  const from = wallClock(event.from, zone)
  const to = wallClock(event.to, zone)
  const list = (words: readonly string[]): string => words.filter((each) => each !== '').join('; ')
  return [
    event.title,
    from.date,
    from.time,
    to.date,
    to.time,
    zone,
    list(event.rooms.map((id) => titles.get(id) ?? '')),
    list(event.people.map(({ name }) => name)),
    event.status,
    String(event.confirmation.granted),
    String(event.confirmation.required),
    list(event.tags),
    event.description ?? '',
    event.links[0]?.url ?? '',
    guidOf(event.id),
  ]
}
