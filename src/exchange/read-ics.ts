// A programme from an iCalendar file. What is repeated becomes one event per time within the festival; what was moved or cancelled
// by an exception is.

import ICAL from 'ical.js'
import { err, ok, type Result } from '../bamboo/result.ts'
import { knownZone } from '../festival/zone-time.ts'
import { icsBlocks, type IcsBlock } from './ics-blocks.ts'
import { fittingTitle } from './fitting.ts'
import { readIcsEvent, type IcsEvent } from './ics-event.ts'
import type { Window } from './ics-repeats.ts'
import type { FileZones } from './ics-times.ts'
import { roomsOf } from './loose-event.ts'
import type { ProgrammeEvent } from './programme-data.ts'
import { MAX_ITEMS, type ReadError, type ReadProblem } from './read-problem.ts'
import type { ReadProgramme } from './read-schedule.ts'

/** `zone` and `window` are those of the festival it is read for. */
export function readIcs(text: string, zone: string, window: Window): Result<ReadProgramme, ReadError> {
  const blocks = icsBlocks(text)
  if (blocks === undefined) return err({ code: 'not-one' })
  const head = parsed(blocks.head)
  const named = String(head?.getFirstPropertyValue('x-wr-timezone') ?? '')
  const own = named !== '' && knownZone(named) === named ? named : zone
  const zones = zonesOf(blocks.zones)
  const problems: ReadProblem[] = []
  const read: IcsEvent[] = []
  for (const block of blocks.events) {
    const event = block.isWhole ? readIcsEvent(block, zones, own, window) : undefined
    if (event === undefined) problems.push({ code: 'damaged', line: block.line })
    else read.push(event)
  }
  const events = taken(read, problems)
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return ok({
    data: {
      festival: { id: '', title: fittingTitle(String(head?.getFirstPropertyValue('x-wr-calname') ?? '')), zone: own },
      rooms: roomsOf(events),
      events,
    },
    problems,
  })
}

/** The events that can be taken; says about the others why not. */
function taken(read: readonly IcsEvent[], problems: ReadProblem[]): ProgrammeEvent[] {
  const moved = new Set(read.flatMap(({ uid, replaces }) => (replaces === undefined ? [] : [`${uid}/${replaces}`])))
  const events: ProgrammeEvent[] = []
  for (const { uid, replaces, line, title, problems: codes, times, made } of read) {
    for (const code of codes) problems.push({ code, line, ...(title === '' ? {} : { title }) })
    if (made === undefined) continue
    const left = times.filter(({ from }) => replaces !== undefined || !moved.has(`${uid}/${from}`))
    for (const { from, to } of left) {
      if (events.length >= MAX_ITEMS) {
        problems.push({ code: 'too-many', line })
        return events
      }
      const isOne = times.length === 1 && replaces === undefined
      events.push({ ...made, id: isOne ? uid : `${uid}/${replaces ?? from}`, from, to })
    }
  }
  return events.sort((a, b) => a.from - b.from || a.to - b.to)
}

function zonesOf(blocks: readonly IcsBlock[]): FileZones {
  return new Map(
    blocks.flatMap(({ text }) => {
      const component = parsed(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR`)?.getFirstSubcomponent('vtimezone')
      if (!component) return []
      const zone = new ICAL.Timezone(component)
      return [[zone.tzid, zone] as const]
    }),
  )
}

/** Undefined where the library finds no calendar in it. */
function parsed(text: string): ICAL.Component | undefined {
  try {
    return new ICAL.Component(ICAL.parse(text) as unknown[])
  } catch {
    return undefined
  }
}
