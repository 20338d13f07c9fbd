// Answers that wait for their time to be signed: until then a person can take them back (decision 0039). They are rows, so that
// neither a closed panel nor a killed worker loses one. What asks what waits for me counts them as given already.

import { occupiedBy } from '../../festival/judge-answer.ts'
import { DEFAULT_UNDO_SECONDS, type UndoSeconds } from '../../festival/second-thoughts.ts'
import type { AnswerRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'
import type { FoundRows } from './merged-rows.ts'
import type { Database, HeldAnswerRow } from './schema.ts'
import { readSetting } from './settings.ts'

/** Of those that were taken back or refused, so many are kept. */
const KEPT = 200

export async function readUndoSeconds(db: Database): Promise<UndoSeconds> {
  return (await readSetting(db, 'undoSeconds')) ?? DEFAULT_UNDO_SECONDS
}

/** The ones that are not signed yet, by the time when they are. */
export async function readHeld(db: Database): Promise<HeldAnswerRow[]> {
  const held = await db.heldAnswers.where('state').equals('held').toArray()
  return held.sort((a, b) => a.due - b.due || a.at - b.at)
}

/** The ones that will not be signed, the newest first. */
export async function readNotGiven(db: Database): Promise<HeldAnswerRow[]> {
  const rows = await db.heldAnswers.where('state').anyOf('undone', 'refused').toArray()
  return rows.sort((a, b) => b.at - a.at)
}

/** Holds an answer; false when one to the same request is held already. The same row again changes nothing. */
export async function holdAnswer(db: Database, row: HeldAnswerRow): Promise<boolean> {
  return db.transaction('rw', db.heldAnswers, async () => {
    if ((await db.heldAnswers.get(row.id)) !== undefined) return true
    const others = await db.heldAnswers.where('request').equals(row.request).toArray()
    if (others.some(({ state }) => state === 'held')) return false
    await db.heldAnswers.add(row)
    return true
  })
}

/** It will not be signed. The oldest of these go when there are too many. */
export async function endHeld(
  db: Database,
  row: HeldAnswerRow,
  end: Pick<HeldAnswerRow, 'state' | 'refusal'>,
): Promise<void> {
  await db.transaction('rw', db.heldAnswers, async () => {
    await db.heldAnswers.put({ ...row, ...end })
    const old = (await readNotGiven(db)).slice(KEPT)
    await db.heldAnswers.bulkDelete(old.map(({ id }) => id))
  })
}

/** `answers` have no other ids than their requests. */
export type AsGiven = Omit<FoundRows, 'answers'> & { readonly answers: readonly AnswerRow[] }

/** What is held, as if it had been answered, with the requests, events and resources that it is about. */
export async function readAsGiven(db: Database, of?: { resource: ObjectId }): Promise<AsGiven> {
  const held = await readHeld(db)
  if (held.length === 0) return { resources: [], events: [], requests: [], answers: [] }
  const requests = await db.requests.bulkGet(held.map(({ request }) => request))
  const resources = await db.resources.bulkGet(requests.map((row) => row?.resource ?? ('' as ObjectId)))
  const given = held.flatMap((row, index) => {
    const [request, resource] = [requests[index], resources[index]]
    const isMeant = of === undefined || resource?.id === of.resource
    return request !== undefined && resource !== undefined && isMeant ? [{ row, request, resource }] : []
  })
  const events = await db.events.bulkGet(given.map(({ request }) => request.event))
  return {
    resources: given.map(({ resource }) => resource),
    events,
    requests: given.map(({ request }) => request),
    answers: given.map(({ row, request, resource }) => asAnswer(row, request, resource)),
  }
}

/** The row that the answer will have, with the id of its request in the place of one of its own. */
function asAnswer({ decision, at, note }: HeldAnswerRow, request: RequestRow, resource: ResourceRow): AnswerRow {
  const { from, to, quantity } = request
  return {
    id: request.id,
    festival: resource.festival,
    log: resource.stays?.at(-1)?.log ?? resource.log,
    seqNum: Number.MAX_SAFE_INTEGER,
    at,
    kind: decision,
    owner: resource.owner,
    ...(decision === 'grant' ? { resource: resource.id } : {}),
    request: request.id,
    from,
    to,
    quantity,
    by: 'manual',
    ...(note === undefined ? {} : { note }),
    state: 'effective',
    occupied: occupiedBy(request, resource.buffer),
  }
}
