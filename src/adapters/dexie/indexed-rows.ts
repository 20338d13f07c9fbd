// View rows as they are stored: with what indexes need and the core does not.

import type { Transaction } from 'dexie'
import { levelOf } from '../../festival/time-levels.ts'
import type { RowChange } from '../../festival/views.ts'

/** A row with the level of its time (src/festival/time-levels.ts), if it is found by its time. */
export type Indexed<Row> = Row & { level?: number }

/** The row of a change for the database. Answers that take nothing have no level, which keeps them out of its indexes. */
export function indexedRow({ table, row }: RowChange): Indexed<RowChange['row']> {
  if (table === 'events') return { ...row, level: levelOf(row) }
  if (table !== 'answers' || row.state !== 'effective' || row.kind === 'deny') return withoutLevel(row)
  return { ...row, level: levelOf(row.occupied) }
}

/** Gives the rows of older versions what they are found by now. */
export async function fileByTime(upgrade: Transaction): Promise<void> {
  for (const table of ['events', 'answers'] as const) {
    await upgrade
      .table<RowChange['row']>(table)
      .toCollection()
      .modify((row) => {
        const { level } = indexedRow({ table, row } as RowChange)
        if (level !== undefined) Object.assign(row, { level })
      })
  }
}

function withoutLevel<Row extends object>(row: Indexed<Row>): Row {
  const { level: _level, ...rest } = row
  return rest as unknown as Row
}
