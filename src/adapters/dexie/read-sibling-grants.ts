// Grants of the things that continue a thing, or that it continues, and that its own calendar does not show (DESIGN 5.6).

import { siblingsOf } from '../../festival/clone.ts'
import { unheldGrants } from '../../festival/sibling-grants.ts'
import type { AnswerRow, ResourceRow } from '../../festival/views.ts'
import type { Interval } from '../../operations/operation.ts'
import { readAnswersBetween } from './answers-between.ts'
import { readContinued } from './read-continued.ts'
import type { Database } from './schema.ts'

/** Those that take something of an interval. */
export async function readUnheldGrants(db: Database, resource: ResourceRow, wanted: Interval): Promise<AnswerRow[]> {
  const siblings = siblingsOf(resource.id, await readContinued(db, resource.owner))
  if (siblings.length === 0) return []
  const grants = await Promise.all(siblings.map((sibling) => readAnswersBetween(db, { resource: sibling }, wanted)))
  return unheldGrants(grants.flat(), await readAnswersBetween(db, { resource: resource.id }, wanted))
}
