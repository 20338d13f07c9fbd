// A programme from schedule.xml or schedule.json: both say the same in two ways, and most of it is optional.

import { ok, type Result } from '../bamboo/result.ts'
import { knownZone } from '../festival/zone-time.ts'
import { fittingTitle } from './fitting.ts'
import type { ProgrammeData, ProgrammeEvent } from './programme-data.ts'
import { eventOf, roomsOf, type LooseEvent } from './loose-event.ts'
import { MAX_ITEMS, type ReadError, type ReadProblem } from './read-problem.ts'

/** What both files say of the whole. */
export interface LooseSchedule {
  title: string
  /** Absent where the file names none. */
  zone?: string
  events: LooseEvent[]
}

/** What a file gives: what can be taken in, and what is to be said about the rest. */
export interface ReadProgramme {
  data: ProgrammeData
  problems: ReadProblem[]
}

/** `zone` is that of the festival it is read for, for times without an offset in a file without a zone. */
export function programmeOf(schedule: LooseSchedule, zone: string): Result<ReadProgramme, ReadError> {
  const named = schedule.zone !== undefined && knownZone(schedule.zone) === schedule.zone ? schedule.zone : zone
  const events: ProgrammeEvent[] = []
  const problems: ReadProblem[] = []
  for (const loose of schedule.events) {
    const line = loose.line === undefined ? {} : { line: loose.line }
    if (events.length >= MAX_ITEMS) {
      problems.push({ code: 'too-many', ...line })
      break
    }
    const read = eventOf(loose, named)
    const title = fittingTitle(loose.title)
    for (const code of read.problems) problems.push({ code, ...line, ...(title === '' ? {} : { title }) })
    if (read.event !== undefined) events.push(read.event)
  }
  events.sort((a, b) => a.from - b.from || a.to - b.to)
  return ok({
    data: { festival: { id: '', title: fittingTitle(schedule.title), zone: named }, rooms: roomsOf(events), events },
    problems,
  })
}
