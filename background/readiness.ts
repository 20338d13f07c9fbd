// Whether what I would answer is known well enough (DESIGN 4.1, 4.2): every signature of the logs that it lived in is checked,
// and no log says that it continues its home without being here itself.

import type { Database } from '../src/adapters/dexie/schema.ts'
import { homeOf } from '../src/festival/home.ts'
import type { FestivalRows } from '../src/festival/overview.ts'
import type { Homed, RequestRow, ResourceRow } from '../src/festival/views.ts'
import type { PublicKey } from '../src/operations/ids.ts'

/** Why it has to wait: both pass by themselves. */
export type Unready = 'still-checking' | 'not-complete'

/** What keeps these objects from being answered now; undefined when nothing does. */
export async function unready(db: Database, rows: readonly (Homed | undefined)[]): Promise<Unready | undefined> {
  const present = rows.filter((row) => row !== undefined)
  const logs = await db.logs.bulkGet([...new Set(present.flatMap(logsOf))])
  if (logs.some((log) => log !== undefined && log.verified < log.seqNum)) return 'still-checking'
  return present.some(({ incomplete }) => incomplete === true) ? 'not-complete' : undefined
}

/** The logs of these objects whose signatures are not all checked yet. */
async function uncheckedLogs(db: Database, rows: FestivalRows): Promise<Set<number>> {
  const objects: Homed[] = [...rows.resources.values(), ...rows.events.values(), ...rows.requests]
  const logs = await db.logs.bulkGet([...new Set(objects.flatMap(logsOf))])
  return new Set(logs.flatMap((log) => (log !== undefined && log.verified < log.seqNum ? [log.id] : [])))
}

/**
 * What policies may decide about now: resources of mine that live in `active`, the log that would be written, and the open
 * requests for them. A resource waits while a request for it is being checked, so that nobody overtakes; an incomplete
 * request holds up nobody else, because its author could keep it so.
 */
export async function decidable(
  db: Database,
  rows: FestivalRows,
  { me, active }: { me: PublicKey; active: number },
): Promise<FestivalRows> {
  const unchecked = await uncheckedLogs(db, rows)
  const isChecked = (row: Homed | undefined): boolean =>
    row === undefined || !logsOf(row).some((log) => unchecked.has(log))
  // Somebody else's word on a request settles nothing.
  const mine = rows.answers.filter(
    ({ owner, kind, state }) => owner === me && kind === 'grant' && state === 'effective',
  )
  const granted = new Set(mine.map(({ request }) => request))
  const open = rows.requests.filter(({ id }) => !granted.has(id))
  const heldUp = new Set(
    open.flatMap((request) =>
      isChecked(request) && isChecked(rows.events.get(request.event)) ? [] : [request.resource],
    ),
  )
  const mayDecide = (resource: ResourceRow): boolean =>
    resource.owner === me &&
    homeOf(resource) === active &&
    resource.incomplete !== true &&
    isChecked(resource) &&
    !heldUp.has(resource.id)
  const isComplete = (request: RequestRow): boolean =>
    request.incomplete !== true && rows.events.get(request.event)?.incomplete !== true
  return {
    ...rows,
    resources: new Map([...rows.resources].filter(([, resource]) => mayDecide(resource))),
    requests: rows.requests.filter((request) => granted.has(request.id) || isComplete(request)),
  }
}

function logsOf(row: Homed): number[] {
  return row.stays?.map(({ log }) => log) ?? [row.log]
}
