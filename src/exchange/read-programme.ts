// A programme from a file of any format that is read: told apart by how it begins, not by its name.

import { err, type Result } from '../bamboo/result.ts'
import type { Window } from './ics-repeats.ts'
import { readIcs } from './read-ics.ts'
import { MAX_FILE_BYTES, type ReadError } from './read-problem.ts'
import { readScheduleJson } from './read-schedule-json.ts'
import { readScheduleXml } from './read-schedule-xml.ts'
import type { ReadProgramme } from './read-schedule.ts'

/** The festival that a file is read for: its IANA zone, and from when to when it is, UTC ms. */
export interface ReadFor extends Window {
  zone: string
}

export function readProgramme(text: string, { zone, ...window }: ReadFor): Result<ReadProgramme, ReadError> {
  if (text.length > MAX_FILE_BYTES) return err({ code: 'too-large' })
  const begin = /[^\s\ufeff]/u.exec(text)?.[0]
  if (begin === '<') return readScheduleXml(text, zone)
  if (begin === '{') return readScheduleJson(text, zone)
  return readIcs(text, zone, window)
}
