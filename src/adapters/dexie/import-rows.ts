// Bundle files that were put into the database: the panel stages them, background says what becomes of them, the network
// half does it and writes how far it is. Each of the three has its own columns, so none overwrites another.

import type { ImportRow } from './import-schema.ts'
import type { Database, LogRow } from './schema.ts'

/** How far an import is, and what was found: the columns of the network half. */
export type ImportProgress = Pick<
  ImportRow,
  'offset' | 'phase' | 'entries' | 'added' | 'checked' | 'people' | 'newest' | 'problems'
>

/** Puts a file into the database, where the other contexts find it. Rejects when there is no room for it. */
export async function stageImport(
  db: Database,
  file: { name: string; size: number; data: Blob },
  at: number,
): Promise<number> {
  const { name, size, data } = file
  return db.transaction('rw', db.imports, db.importFiles, async () => {
    const id = await db.imports.add({ name, size, kind: 'add', state: 'staged', festivals: [], at, ...atStart() })
    await db.importFiles.put({ import: id, file: data })
    return id
  })
}

/** The progress of work that has not begun. */
export function atStart(): ImportProgress {
  return { offset: 0, phase: 'storing', entries: 0, added: 0, checked: 0, problems: [] }
}

/** All of them, newest first. */
export async function readImports(db: Database): Promise<ImportRow[]> {
  return db.imports.orderBy('id').reverse().toArray()
}

/** The one whose turn it is: the oldest that runs. */
export async function nextImport(db: Database): Promise<ImportRow | undefined> {
  const [first] = await db.imports.where('state').equals('running').sortBy('id')
  return first
}

/**
 * Writes how far it is, while it runs; what was paused, removed or begun anew meanwhile is left as it is. True when it was
 * written.
 */
export async function moveImport(
  db: Database,
  { id, kind }: Pick<ImportRow, 'id' | 'kind'>,
  change: Partial<ImportProgress> & { state?: 'done' | 'failed' },
): Promise<boolean> {
  const running = db.imports
    .where('id')
    .equals(id)
    .and((row) => row.state === 'running' && row.kind === kind)
  return (await running.modify(change)) > 0
}

/** Foreign logs with signatures that are still to be checked. */
export async function provisionalLogs(db: Database): Promise<LogRow[]> {
  // All at once, as in `projectAll`.
  const logs = await db.logs.toArray()
  return logs.filter((log) => log.own === 0 && log.verified < log.seqNum)
}

/** The same, but for those that wait with an import that was paused. */
export async function leftLogs(db: Database): Promise<LogRow[]> {
  const paused = await db.imports.where('state').equals('paused').toArray()
  const waiting = new Set(paused.flatMap(({ festivals }) => festivals))
  return (await provisionalLogs(db)).filter(({ festival }) => !waiting.has(festival))
}

/** Whether the network half has something to do while nobody is online. */
export async function hasIngestWork(db: Database): Promise<boolean> {
  return (await nextImport(db)) !== undefined || (await leftLogs(db)).length > 0
}
