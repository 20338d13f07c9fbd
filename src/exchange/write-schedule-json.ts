// A programme as schedule.json, the same as schedule.xml for whoever prefers that.

import type { ProgrammeData } from './programme-data.ts'
import { scheduleOf, type ScheduleEvent } from './schedule.ts'

/** `nowhere` names the room of events that have none. */
export function writeScheduleJson(data: ProgrammeData, nowhere: string): string {
  const { version, acronym, title, zone, url, description, start, end, days, rooms } = scheduleOf(data, nowhere)
  const conference = {
    acronym,
    title,
    ...(description === undefined ? {} : { description }),
    start,
    end,
    daysCount: days.length,
    timeslot_duration: '00:05',
    time_zone_name: zone,
    ...(url === undefined ? {} : { url }),
    rooms,
    days: days.map(({ index, date, start: day_start, end: day_end, rooms: ofDay }) => ({
      index,
      date,
      day_start,
      day_end,
      rooms: Object.fromEntries(ofDay.map(({ name, events }) => [name, events.map(event)])),
    })),
  }
  return `${JSON.stringify({ schedule: { version, generator: { name: 'p2panda' }, conference } }, null, 1)}\n`
}

function event({ people, links, ...said }: ScheduleEvent): object {
  return {
    ...said,
    subtitle: '',
    abstract: '',
    do_not_record: true,
    persons: people.map(({ id, guid, name }) => ({ id, guid, public_name: name })),
    links: links.map(({ url, title }) => ({ url, title })),
    attachments: [],
  }
}
