// How `p2panda-snapshot` is called.

import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../src/bamboo/index.ts'
import { htmlLocales, type HtmlLocale } from '../src/exchange/html-words.ts'
import { parseEntryHash, type FestivalId } from '../src/operations/ids.ts'

export const USAGE = `p2panda-snapshot <file.p2panda> [--festival id] [--out folder] [--locale en|de]

Writes the files for a festival's web site from a file that was saved in p2panda:
a signed snapshot, a page without JavaScript, a calendar, schedules, JSON-LD and a README.
What is for members only is in none of them.

  --festival  which one, if the file has several
  --out       where to (here)
  --locale    language of the page and the README (en)`

export interface Arguments {
  readonly file: string
  readonly festival: FestivalId | undefined
  readonly out: string
  readonly locale: HtmlLocale
}

export function readArguments(args: readonly string[]): Result<Arguments | 'help', { readonly words: string }> {
  const string = { type: 'string' } as const
  const options = { festival: string, out: string, locale: string, help: { type: 'boolean', short: 'h' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (values.help === true) return ok('help')
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) return err({ words: 'Name one file.' })
    const locale = htmlLocales.find((each) => each === (values.locale ?? 'en'))
    if (locale === undefined)
      return err({ words: `There is no “${values.locale}”, only ${htmlLocales.join(' and ')}.` })
    const festival = values.festival === undefined ? undefined : parseEntryHash(values.festival)
    if (values.festival !== undefined && festival === undefined) {
      return err({ words: `“${values.festival}” is no id of a festival: it has 132 hex digits and begins with 0040.` })
    }
    return ok({ file, festival, out: values.out ?? '.', locale })
  } catch (error) {
    return err({ words: error instanceof Error ? error.message : String(error) })
  }
}
