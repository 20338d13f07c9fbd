// One bundle file from where it stands to its end: looked through without storing anything, or stored at once and checked
// afterwards, so that the festival shows early (DESIGN 4.1 "provisionally").

import { moveImport, provisionalLogs } from '../src/adapters/dexie/import-rows.ts'
import type { ImportRow } from '../src/adapters/dexie/import-schema.ts'
import { readKeptLeft } from '../src/adapters/dexie/leave-rows.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { blobSource } from '../src/adapters/web/blob-source.ts'
import { importBundle } from '../src/log/bundle/import-bundle.ts'
import { verifyBundle } from '../src/log/bundle/verify-bundle.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { ImportPorts } from './import-ports.ts'
import { checkSignatures } from './import-signatures.ts'

/**
 * Progress is written this often, in ms: to write it for each of a thousand short logs takes longer than to store them. Who goes on
 * after a death reads again what was stored since, and finds it known.
 */
const PROGRESS_MS = 250

type Source = ReturnType<typeof blobSource>
type Problem = ImportRow['problems'][number]

/** Ends early, and without a word, when `signal` says so. Why it failed is written into the row. */
export async function runImport(ports: ImportPorts, row: ImportRow, signal: AbortSignal): Promise<void> {
  try {
    const held = await ports.db.importFiles.get(row.id)
    if (held === undefined) return await fail(ports, row, [{ code: 'unreadable', count: 1 }])
    const source = blobSource(held.file)
    await (row.kind === 'check' ? check(ports, row, source, signal) : add(ports, row, source, signal))
  } catch {
    // The database takes nothing any more. What was stored stays, and another try goes on there.
    if (!signal.aborted) await fail(ports, row, [{ code: 'storage-failed', count: 1 }])
  }
}

async function fail({ db }: ImportPorts, row: ImportRow, problems: Problem[]): Promise<void> {
  await moveImport(db, row, { state: 'failed', problems })
}

async function check(ports: ImportPorts, row: ImportRow, source: Source, signal: AbortSignal): Promise<void> {
  const { db, verifier, clock } = ports
  let writtenAt = 0
  const result = await verifyBundle(source, {
    verifier,
    signal,
    onProgress: async ({ offset, entries }) => {
      if (clock.now() - writtenAt < PROGRESS_MS) return
      writtenAt = clock.now()
      await moveImport(db, row, { offset, entries })
    },
  })
  if (signal.aborted) return
  const { entries, authors, newest, problems } = result.ok ? result.value : result.error.report
  await moveImport(db, row, { entries, people: authors, ...(newest === undefined ? {} : { newest }) })
  if (!result.ok) return fail(ports, row, [{ code: result.error.code, count: 1 }, ...problems])
  await moveImport(db, row, { state: 'done', offset: row.size, problems })
}

async function add(ports: ImportPorts, row: ImportRow, source: Source, signal: AbortSignal): Promise<void> {
  if (row.phase === 'storing' && !(await storeAll(ports, row, source, signal))) return
  await checkAll(ports, row, signal)
  if (signal.aborted) return
  const { db } = ports
  await db.transaction('rw', db.imports, db.importFiles, async () => {
    // All of it is in the database now; what stays is the report.
    if (await moveImport(db, row, { state: 'done' })) await db.importFiles.delete(row.id)
  })
}

/** What is followed; and of a backup, what was left and kept. */
async function isWanted(db: Database, row: ImportRow, festival: FestivalId): Promise<boolean> {
  if ((await db.memberships.get(festival)) !== undefined) return true
  return row.festivals.includes(festival) && (await readKeptLeft(db)).includes(festival)
}

/** False when it ended before the end of the file. */
async function storeAll(ports: ImportPorts, row: ImportRow, source: Source, signal: AbortSignal): Promise<boolean> {
  const { db, store, verifier, clock, onStored } = ports
  let writtenAt = 0
  const result = await importBundle(store, source, {
    verifier,
    signal,
    ...(row.offset > 0 ? { from: row.offset } : {}),
    provisional: true,
    accept: (festival) => isWanted(db, row, festival),
    onProgress: async (progress) => {
      if (clock.now() - writtenAt < PROGRESS_MS) return
      writtenAt = clock.now()
      await moveImport(db, row, sumOf(row, progress))
      onStored()
    },
  })
  onStored()
  const outcome = result.ok ? result.value : result.error.outcome
  const { problems } = outcome
  await moveImport(db, row, sumOf(row, outcome))
  if (signal.aborted) return false
  if (!result.ok) {
    await fail(ports, row, [{ code: result.error.code, count: 1 }, ...problems])
    return false
  }
  await moveImport(db, row, { phase: 'checking', offset: row.size, problems })
  return true
}

/** Over all runs of this import; `row` is as this one began. */
function sumOf(
  row: ImportRow,
  { offset, entries, added }: Pick<ImportRow, 'offset' | 'entries' | 'added'>,
): Pick<ImportRow, 'offset' | 'entries' | 'added'> {
  return { offset, entries: row.entries + entries, added: row.added + added }
}

async function checkAll(ports: ImportPorts, row: ImportRow, signal: AbortSignal): Promise<void> {
  const logs = (await provisionalLogs(ports.db)).filter(({ festival }) => row.festivals.includes(festival))
  let writtenAt = 0
  const count = await checkSignatures(ports, logs, {
    signal,
    onProgress: async (done) => {
      if (ports.clock.now() - writtenAt < PROGRESS_MS) return
      writtenAt = ports.clock.now()
      await moveImport(ports.db, row, { checked: row.checked + done })
    },
    onCut: () => noteProblem(ports, row, { code: 'signature-invalid', count: 1 }),
  })
  await moveImport(ports.db, row, { checked: row.checked + count })
}

/** One more to those that are in the row. */
async function noteProblem({ db }: ImportPorts, row: ImportRow, problem: Problem): Promise<void> {
  const problems = (await db.imports.get(row.id))?.problems ?? []
  await moveImport(db, row, { problems: [...problems, problem] })
}
