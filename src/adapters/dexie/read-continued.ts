// The things of an owner that continue one another in clones (DESIGN 5.6), and what became of their grants, through indexes
// that have nothing else.

import { Dexie } from 'dexie'
import type { AnswerRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import { readAnswersBetween } from './answers-between.ts'
import type { Database } from './schema.ts'

/** The resources of an owner that continue others, and those that are continued. */
export async function readContinued(db: Database, owner: PublicKey): Promise<ResourceRow[]> {
  const continuing = db.resources.where('[owner+origin]').between([owner, Dexie.minKey], [owner, Dexie.maxKey])
  const rows = await continuing.toArray()
  const known = new Set(rows.map(({ id }) => id))
  const origins = new Set(rows.flatMap(({ origin }) => (origin === undefined || known.has(origin) ? [] : [origin])))
  // A stranger's thing can be named as an origin.
  const others = (await db.resources.bulkGet([...origins])).filter((row) => row?.owner === owner)
  return [...rows, ...others].filter((row) => row !== undefined)
}

/** The grants of a resource that are not over at `now` (UTC ms): in force, or ended before their time. */
export async function readGrantsFrom(db: Database, resource: ObjectId, now: number): Promise<AnswerRow[]> {
  const inForce = await readAnswersBetween(db, { resource }, { from: now, to: Number.POSITIVE_INFINITY })
  const ended = db.answers.where('[resource+ended.at]').between([resource, Dexie.minKey], [resource, Dexie.maxKey])
  return [...inForce, ...(await ended.toArray())].filter(({ kind, to }) => kind === 'grant' && to > now)
}
