// Reads a conference's schedule.json, as far as a festival of events in rooms needs it.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

const SCHEDULE = '../shared/data/33c3.schedule.json'

/** One event of a schedule; times are UTC ms. */
export interface Talk {
  readonly title: string
  readonly room: string
  readonly from: number
  readonly to: number
}

interface ScheduleEvent {
  title: string
  date: string
  /** hh:mm */
  duration: string
}

/** The programme of 33C3; where its file is not at hand, as many made-up events. */
export async function programmeToMeasure(): Promise<Talk[]> {
  return existsSync(SCHEDULE) ? readSchedule(await readFile(SCHEDULE, 'utf8')) : madeUpSchedule()
}

/** The events of a `schedule.json` by time. */
export function readSchedule(text: string): Talk[] {
  const { schedule } = JSON.parse(text) as {
    schedule: { conference: { days: { rooms: Record<string, ScheduleEvent[]> }[] } }
  }
  const talks = schedule.conference.days.flatMap(({ rooms }) =>
    Object.entries(rooms).flatMap(([room, events]) => events.map((event) => talkOf(room, event))),
  )
  return talks.sort((a, b) => a.from - b.from)
}

function talkOf(room: string, { title, date, duration }: ScheduleEvent): Talk {
  const from = Date.parse(date)
  const [hours = 0, minutes = 0] = duration.split(':').map(Number)
  return { title, room, from, to: from + (hours * 60 + minutes) * 60_000 }
}

/** As many events in as many rooms: four rooms, ten hours on four days. */
export function madeUpSchedule(): Talk[] {
  const [hour, day] = [3_600_000, 86_400_000]
  return Array.from({ length: 150 }, (_, index) => {
    const from = Math.floor(index / 40) * day + Math.floor((index % 40) / 4) * hour
    return { title: `Talk ${index}`, room: `Room ${index % 4}`, from, to: from + hour }
  })
}
