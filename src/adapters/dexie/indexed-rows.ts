// View rows as they are stored: with what indexes need and the core does not.

import type { Transaction } from 'dexie'
import { levelOf } from '../../festival/time-levels.ts'
import type { RowChange } from '../../festival/views.ts'
import { blobNames, picturesOf, type BlobName } from '../../operations/blobs.ts'
import type { BlobRef } from '../../operations/operation.ts'

/**
 * A row with the level of its time (src/festival/time-levels.ts), if it is found by its time, and the blobs that it names, if
 * there are any.
 */
export type Indexed<Row> = Row & { level?: number; blobs?: BlobName[] }

/** The tables with rows that can name blobs. */
export const NAMING_TABLES = ['resources', 'events', 'profiles'] as const

/** The row of a change for the database. Answers that take nothing have no level, which keeps them out of its indexes. */
export function indexedRow(change: RowChange): Indexed<RowChange['row']> {
  const { level: _level, blobs: _blobs, ...row } = change.row as Indexed<RowChange['row']>
  const level = levelIn(change)
  const blobs = blobNames(picturesIn(change))
  return {
    ...row,
    ...(level === undefined ? {} : { level }),
    ...(blobs.length === 0 ? {} : { blobs }),
  }
}

function picturesIn({ table, row }: RowChange): BlobRef[] {
  return table === 'resources' || table === 'events' || table === 'profiles' ? picturesOf(row) : []
}

function levelIn({ table, row }: RowChange): number | undefined {
  if (table === 'events') return levelOf(row)
  const isTaken = table === 'answers' && row.state === 'effective' && row.kind !== 'deny'
  return isTaken ? levelOf(row.occupied) : undefined
}

/** Gives the rows of older versions what they are found by now. */
export async function fileByTime(upgrade: Transaction): Promise<void> {
  await addToRows(upgrade, ['events', 'answers'], ({ level }) => (level === undefined ? undefined : { level }))
}

/** The same for the blobs that they name. */
export async function fileByBlobs(upgrade: Transaction): Promise<void> {
  await addToRows(upgrade, NAMING_TABLES, ({ blobs }) => (blobs === undefined ? undefined : { blobs }))
}

async function addToRows(
  upgrade: Transaction,
  tables: readonly RowChange['table'][],
  added: (row: Indexed<RowChange['row']>) => object | undefined,
): Promise<void> {
  for (const table of tables) {
    await upgrade
      .table<RowChange['row']>(table)
      .toCollection()
      .modify((row) => void Object.assign(row, added(indexedRow({ table, row } as RowChange))))
  }
}
