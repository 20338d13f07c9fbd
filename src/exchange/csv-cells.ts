// Tables as text (RFC 4180), both ways. A cell that a spreadsheet would compute gets an apostrophe in front, which spreadsheets
// take for "this is text" and which is taken off again when read.

import { plainText } from './plain-text.ts'

const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/u
const GUARDED = /^'[=+\-@\uff1d\uff0b\uff0d\uff20']/u

/** Without it, Excel takes the text for something else than UTF-8. */
const BYTE_ORDER_MARK = '\ufeff'

/** A file for spreadsheets; the first row names the columns. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + writeCsv(rows)
}

/** Rows with their endings. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const plain = plainText(text).trim()
  const safe = FORMULA.test(plain) || GUARDED.test(plain) ? `'${plain}` : plain
  return /[",;\t\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A row with the line that it begins in, from 1. */
export interface CsvRow {
  line: number
  cells: string[]
}

/** The rows that are not empty; undefined when quotes are left open. The separator is the one that the first line has most of. */
export function readCsv(text: string): CsvRow[] | undefined {
  const separator = separatorOf(text)
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, cells: [] }
  let line = 1
  let value = ''
  let state: 'plain' | 'quoted' | 'ended' = 'plain'
  const endCell = (): void => {
    row.cells.push(unguarded(value.trim()))
    value = ''
    state = 'plain'
  }
  const endRow = (): void => {
    endCell()
    if (row.cells.some((each) => each !== '')) rows.push(row)
    row = { line: line + 1, cells: [] }
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (state === 'quoted') {
      if (character === '\n') line += 1
      if (character !== '"') value += character
      else if (text[at + 1] === '"') {
        value += '"'
        at += 1
      } else state = 'ended'
    } else if (character === '"' && value.trim() === '' && state === 'plain') {
      value = ''
      state = 'quoted'
    } else if (character === separator) endCell()
    else if (character === '\n') {
      endRow()
      line += 1
    } else if (state === 'plain') value += character
  }
  if (state === 'quoted') return undefined
  endRow()
  return rows
}

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1)
  const count = (separator: string): number => first.split(separator).length
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
}

function unguarded(value: string): string {
  return GUARDED.test(value) ? value.slice(1) : value
}
