// What goes into the receipt of an answer (DESIGN 5.3; docs/protocol-receipt.md), from what is here: the owner's logs that
// matter, whole, and of other logs the entries that say what was asked.

import { certificatePool } from '../../bamboo/index.ts'
import type { AnswerRow, Homed, ResourceRow } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'
import type { KeptEntry, ReceiptMaterial } from '../../receipt/make-receipt.ts'
import { MAX_RECEIPT_LENGTH } from '../../receipt/receipt-file.ts'
import { readClaims } from './claim-rows.ts'
import { readEntryRows } from './entry-rows.ts'
import { logIdOf } from './log-id-key.ts'
import type { Database, LogRow } from './schema.ts'

/**
 * The material for `makeReceipt`, read piece by piece: logs only grow. Undefined when the answer, or what it is about, is not here.
 */
export async function gatherReceipt(db: Database, answer: ObjectId): Promise<ReceiptMaterial | undefined> {
  const row = await db.answers.get(answer)
  const request = row?.request === undefined ? undefined : await db.requests.get(row.request)
  const named = row?.resource ?? request?.resource
  const resource = named === undefined ? undefined : await db.resources.get(named)
  if (row === undefined || resource === undefined) return undefined
  const event = request === undefined ? undefined : await db.events.get(request.event)
  const festival = await db.festivals.get(row.festival)
  const logs = await homeLogs(db, resource)
  const homes = await readHomes(db, logs, row)
  const shown = [festival, event, request].filter(
    (each): each is NonNullable<typeof each> => each?.festival === row.festival || each?.id === row.festival,
  )
  const around = await readAround(db, shown, new Set(logs.map(({ id }) => id)))
  const forks = await db.forks.bulkGet(logs.map(({ author, logId }) => [author, logId]))
  return {
    answer: row.id,
    homes,
    around,
    forks: forks.flatMap((fork) => (fork === undefined ? [] : [[fork.first, fork.second] as const])),
  }
}

/** The logs in which the resource lived or lives, and those that claim them. */
async function homeLogs(db: Database, resource: ResourceRow): Promise<LogRow[]> {
  const lived = new Set((resource.stays ?? [resource]).map(({ log }) => log))
  const all = await db.logs.where('[festival+author]').equals([resource.festival, resource.owner]).toArray()
  const names = new Set(all.flatMap(({ id, logId }) => (lived.has(id) ? [logIdOf(logId)] : [])))
  for (const claim of await readClaims(db, resource.festival, resource.owner)) {
    if (names.has(logIdOf(claim.logId))) lived.add(claim.log)
  }
  return all.filter(({ id }) => lived.has(id))
}

/** All of them up to their last checked signature, or the place of the answer when that is too much for a file. */
async function readHomes(db: Database, logs: readonly LogRow[], answer: AnswerRow): Promise<KeptEntry[][]> {
  const homes: KeptEntry[][] = []
  const isTooMuch = logs.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_RECEIPT_LENGTH
  if (isTooMuch) return [await readPlaces(db, answer.log, certificatePool(answer.seqNum, answer.seqNum))]
  for (const { id, verified } of logs) if (verified > 0) homes.push(await readEntryRows(db, id, 1, verified))
  return homes
}

/** Entry 1 of each log and the entries that created these, of logs that are not there whole. */
async function readAround(db: Database, rows: readonly Homed[], whole: ReadonlySet<number>): Promise<KeptEntry[][]> {
  const places = new Map<number, Set<number>>()
  for (const { log, seqNum } of rows) {
    if (!whole.has(log)) places.set(log, (places.get(log) ?? new Set([1])).add(seqNum))
  }
  const around: KeptEntry[][] = []
  for (const [log, seqNums] of places)
    around.push(
      await readPlaces(
        db,
        log,
        [...seqNums].sort((a, b) => a - b),
      ),
    )
  return around
}

async function readPlaces(db: Database, log: number, seqNums: readonly number[]): Promise<KeptEntry[]> {
  const entries: KeptEntry[] = []
  for (const seqNum of seqNums) entries.push(...(await readEntryRows(db, log, seqNum, seqNum)))
  return entries
}
