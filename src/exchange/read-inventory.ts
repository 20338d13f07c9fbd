// Things from a table: one per row, columns by their names in English or German, in any order.

import { err, ok, type Result } from '../bamboo/result.ts'
import { MAX_QUANTITY, TEXT } from '../operations/limits.ts'
import type { Location, ResourceKind } from '../operations/operation.ts'
import { readCsv, type CsvRow } from './csv-cells.ts'
import { fittingDescription, fittingTags, fittingTitle } from './fitting.ts'
import { clipped, plainLine } from './plain-text.ts'
import { MAX_FILE_BYTES, MAX_ITEMS, type ReadError, type ReadProblem } from './read-problem.ts'

export interface InventoryItem {
  /** From 1. */
  line: number
  title: string
  kind: ResourceKind
  quantity: number
  description?: string
  location?: Location
  tags: string[]
}

export interface ReadInventory {
  items: InventoryItem[]
  problems: ReadProblem[]
}

type Column = 'title' | 'kind' | 'quantity' | 'description' | 'place' | 'address' | 'tags'

const NAMES: Readonly<Record<Column, readonly string[]>> = {
  title: ['title', 'name', 'thing', 'titel', 'bezeichnung', 'ding', 'gegenstand'],
  kind: ['kind', 'type', 'category', 'art', 'typ'],
  quantity: ['quantity', 'count', 'amount', 'number', 'qty', 'anzahl', 'menge', 'stück'],
  description: ['description', 'notes', 'note', 'beschreibung', 'notiz', 'notizen'],
  place: ['place', 'location', 'where', 'ort', 'standort', 'lagerort'],
  address: ['address', 'street', 'adresse', 'anschrift', 'straße'],
  tags: ['tags', 'labels', 'keywords', 'schlagworte', 'stichworte'],
}
const KINDS: ReadonlyMap<string, ResourceKind> = new Map([
  ['', 'thing'],
  ...(['thing', 'item', 'object', 'ding', 'gegenstand', 'sache'] as const).map((word) => [word, 'thing'] as const),
  ...(['place', 'room', 'space', 'ort', 'raum'] as const).map((word) => [word, 'place'] as const),
  ...(['skill', 'person', 'help', 'fähigkeit', 'können', 'hilfe'] as const).map((word) => [word, 'skill'] as const),
  ...(['ticket', 'karte', 'eintrittskarte'] as const).map((word) => [word, 'ticket'] as const),
])

/** Columns of a programme, whose titles are no things. */
const OF_PROGRAMMES: readonly string[] = ['start', 'end']

/** `not-one`: no column has the name of a title, or it is the table of a programme. */
export function readInventory(text: string): Result<ReadInventory, ReadError> {
  if (text.length > MAX_FILE_BYTES) return err({ code: 'too-large' })
  const rows = readCsv(text.replace(/^\ufeff/u, ''))
  if (rows === undefined) return err({ code: 'damaged' })
  const [header, ...others] = rows
  const columns = columnsOf(header)
  const names = new Set(header?.cells)
  if (!columns.has('title') || OF_PROGRAMMES.every((name) => names.has(name)))
    return err({ code: 'not-one', line: header?.line ?? 1 })
  const items: InventoryItem[] = []
  const problems: ReadProblem[] = []
  for (const row of others) {
    if (items.length >= MAX_ITEMS) {
      problems.push({ code: 'too-many', line: row.line })
      break
    }
    const read = itemOf(row, columns)
    if ('code' in read) problems.push(read)
    else items.push(read)
  }
  return ok({ items, problems })
}

function columnsOf(header: CsvRow | undefined): ReadonlyMap<Column, number> {
  const found = new Map<Column, number>()
  for (const [index, cell] of (header?.cells ?? []).entries()) {
    const name = plainLine(cell).toLowerCase()
    for (const column of Object.keys(NAMES) as Column[]) {
      if (NAMES[column].includes(name) && !found.has(column)) found.set(column, index)
    }
  }
  return found
}

function itemOf({ line, cells }: CsvRow, columns: ReadonlyMap<Column, number>): InventoryItem | ReadProblem {
  const cell = (column: Column): string => cells[columns.get(column) ?? -1] ?? ''
  const title = fittingTitle(cell('title'))
  if (title === '') return { code: 'no-title', line }
  const kind = KINDS.get(plainLine(cell('kind')).toLowerCase())
  if (kind === undefined) return { code: 'wrong-kind', line, title }
  const quantity = cell('quantity') === '' ? 1 : wholeNumber(cell('quantity'))
  if (quantity === undefined) return { code: 'wrong-quantity', line, title }
  const { description } = fittingDescription([cell('description')])
  const location = locationOf(cell('place'), cell('address'))
  return {
    line,
    title,
    kind,
    quantity,
    ...(description === undefined ? {} : { description }),
    ...(location === undefined ? {} : { location }),
    tags: fittingTags(cell('tags').split(/[,;]/u)),
  }
}

function wholeNumber(text: string): number | undefined {
  const number = /^\d{1,5}$/u.test(text) ? Number(text) : 0
  return number >= 1 && number <= MAX_QUANTITY ? number : undefined
}

function locationOf(place: string, address: string): Location | undefined {
  const note = clipped(plainLine(place), TEXT.note)
  const street = clipped(plainLine(address), TEXT.addressLine)
  if (note === '' && street === '') return undefined
  return { type: 'address', ...(street === '' ? {} : { street }), ...(note === '' ? {} : { note }) }
}
