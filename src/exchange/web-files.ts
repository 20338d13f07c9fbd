// All that a festival's web site needs, as files to copy there: the snapshot that visitors' browsers check, the programme in every
// form that programs read, as a page without any program, and how to use them. Names are the same each time: newer files replace them.

import { utf8Encode } from '../bamboo/index.ts'
import { FILES, writeProgramme, type ProgrammeFormat } from './formats.ts'
import { HTML_WORDS, type HtmlLocale } from './html-words.ts'
import type { ProgrammeData } from './programme-data.ts'
import { writeHtml } from './write-html.ts'
import { webReadme, type LeftOutOfWeb } from './web-readme.ts'
import type { NamedFile } from './write-zip.ts'

const FORMATS: readonly ProgrammeFormat[] = ['ics', 'schedule-xml', 'schedule-json', 'json-ld']
const CALENDAR = 'programme.ics'

export interface WebSource {
  /** For the public. */
  readonly data: ProgrammeData
  /** The bytes of the signed snapshot. */
  readonly snapshot: Uint8Array
  readonly leftOut: LeftOutOfWeb
  readonly locale: HtmlLocale
  /** p2panda-embed.js with its fallback and the licences of what is in them, where they are at hand. */
  readonly script?: readonly NamedFile[]
}

export function webFiles({ data, snapshot, leftOut, locale, script = [] }: WebSource): NamedFile[] {
  const text = (name: string, words: string): NamedFile => ({ name, bytes: utf8Encode(words) })
  return [
    text('README.txt', webReadme(data.festival, leftOut, { locale, hasScript: script.length > 0 })),
    ...script,
    { name: 'programme.p2panda', bytes: snapshot },
    text('programme.html', writeHtml(data, locale, CALENDAR)),
    ...FORMATS.map((format) => text(nameOf(format), writeProgramme(data, format, HTML_WORDS[locale].nowhere))),
  ]
}

/** Schedules have the name that programme apps look for. */
function nameOf(format: ProgrammeFormat): string {
  const { extension } = FILES[format]
  return extension.startsWith('schedule.') ? extension : `programme.${extension}`
}
