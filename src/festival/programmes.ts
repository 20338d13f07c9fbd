// Programme lists (DESIGN 4.3): anyone's choice of events, in an order, with notes. A new publication by the same author under
// the same title takes the place of the older one when lists are shown (decision 0017).

import type { ProgrammeRow } from './views.ts'

/**
 * The lists that count now, by title, then author. Of lists with one festival, author and title it is in each log the last one,
 * and between logs of that author the one that they dated last. An empty one shows nothing: that is how a list ends.
 */
export function currentProgrammes(rows: Iterable<ProgrammeRow>): ProgrammeRow[] {
  const lastOfLog = latest(
    rows,
    (row) => `${row.log}/${listOf(row)}`,
    (a, b) => a.seqNum - b.seqNum,
  )
  const current = latest(lastOfLog, listOf, (a, b) => a.at - b.at || order(a.id, b.id))
  return current
    .filter(({ events }) => events.length > 0)
    .sort((a, b) => order(a.title, b.title) || order(a.author, b.author) || order(a.id, b.id))
}

function listOf({ festival, author, title }: ProgrammeRow): string {
  return `${festival}/${author}/${title}`
}

/** For each key the greatest row. */
function latest(
  rows: Iterable<ProgrammeRow>,
  keyOf: (row: ProgrammeRow) => string,
  compare: (a: ProgrammeRow, b: ProgrammeRow) => number,
): ProgrammeRow[] {
  const found = new Map<string, ProgrammeRow>()
  for (const row of rows) {
    const key = keyOf(row)
    const other = found.get(key)
    if (other === undefined || compare(row, other) > 0) found.set(key, row)
  }
  return [...found.values()]
}

/** By code units: the same on every machine, whatever its language. */
function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
