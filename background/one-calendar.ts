// Which of an owner's resources share one calendar (DESIGN 5.6), and what was promised of the others and is not held here yet:
// a grant and the holds that follow from it stand in different logs, so between them there is a moment.

import { readUnheldGrants } from '../src/adapters/dexie/read-sibling-grants.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { occupiedBy } from '../src/festival/judge-answer.ts'
import { asHold } from '../src/festival/sibling-grants.ts'
import type { AnswerRow, ResourceRow } from '../src/festival/views.ts'
import type { ObjectId } from '../src/operations/ids.ts'
import type { Interval } from '../src/operations/operation.ts'

/** Begins the ids of outcomes that say which hold was written for which grant: kept for as long as the database is. */
export const SIBLING_COMMANDS = 'sibling:'

/** The id under which the hold of `sibling` for a grant is written once. */
export function holdCommand(grant: ObjectId, sibling: ObjectId): string {
  return `${SIBLING_COMMANDS}${grant}/${sibling}`
}

/** Holds that the grants of its siblings are going to write for a resource, as far as they take something of an interval. */
export async function comingHolds(db: Database, resource: ResourceRow, wanted: Interval): Promise<AnswerRow[]> {
  const coming: AnswerRow[] = []
  const near = occupiedBy(occupiedBy(wanted, resource.buffer), {
    before: resource.buffer.after,
    after: resource.buffer.before,
  })
  for (const grant of await readUnheldGrants(db, resource, near)) {
    if ((await db.commands.get(holdCommand(grant.id, resource.id))) === undefined) coming.push(asHold(grant, resource))
  }
  return coming
}
