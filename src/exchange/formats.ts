// The files that a programme can be written as.

import type { ProgrammeData } from './programme-data.ts'
import { writeProgrammeCsv } from './write-csv.ts'
import { writeIcs } from './write-ics.ts'
import { writeJsonLd } from './write-json-ld.ts'
import { writeScheduleJson } from './write-schedule-json.ts'
import { writeScheduleXml } from './write-schedule-xml.ts'

export const programmeFormats = ['ics', 'schedule-xml', 'schedule-json', 'json-ld', 'csv'] as const
export type ProgrammeFormat = (typeof programmeFormats)[number]

/** What a file of that format is called and served as. */
export const FILES: Readonly<Record<ProgrammeFormat, { extension: string; type: string }>> = {
  ics: { extension: 'ics', type: 'text/calendar' },
  'schedule-xml': { extension: 'schedule.xml', type: 'application/xml' },
  'schedule-json': { extension: 'schedule.json', type: 'application/json' },
  'json-ld': { extension: 'jsonld', type: 'application/ld+json' },
  csv: { extension: 'csv', type: 'text/csv' },
}

/** `nowhere` names the room of events that have none, in the formats that know no event without a room. */
export function writeProgramme(data: ProgrammeData, format: ProgrammeFormat, nowhere: string): string {
  switch (format) {
    case 'ics':
      return writeIcs(data)
    case 'schedule-xml':
      return writeScheduleXml(data, nowhere)
    case 'schedule-json':
      return writeScheduleJson(data, nowhere)
    case 'json-ld':
      return writeJsonLd(data)
    case 'csv':
      return writeProgrammeCsv(data)
  }
}
