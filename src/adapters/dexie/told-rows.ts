// What a person was told by notifications, so that nothing is told twice and nothing old at all. Of requests to me: that they
// are there. Of my own requests: what became of them.

import type { AnswerRow, RequestRow } from '../../festival/views.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import { atOnce } from './at-once.ts'
import { readAnswersTo } from './read-lines.ts'
import type { Database, ToldRow } from './schema.ts'

/** Own requests whose fate is watched, at most, of each persona. */
const WATCHED = 500

/** A request of mine that is not over, with the answer that it stands on. */
export interface Asked {
  request: RequestRow
  answer: AnswerRow | undefined
}

/** What somebody asked of others and is not over at `now` (UTC ms). */
export async function readAsked(db: Database, me: PublicKey, now: number): Promise<Asked[]> {
  const requests = await db.requests
    .where('[author+to]')
    .between([me, now], [me, Number.MAX_SAFE_INTEGER], false)
    .limit(WATCHED)
    .toArray()
  if (requests.length === 0) return []
  const [resources, answers] = await atOnce([
    db.resources.bulkGet(requests.map(({ resource }) => resource)),
    readAnswersTo(
      db,
      requests.map(({ id }) => id),
    ),
  ])
  const byRequest = new Map<ObjectId | undefined, AnswerRow[]>()
  for (const row of answers) byRequest.set(row.request, [...(byRequest.get(row.request) ?? []), row])
  return requests.flatMap((request, index) => {
    const owner = resources[index]?.owner
    // What I answer myself is no news.
    if (owner === undefined || owner === me) return []
    const given = (byRequest.get(request.id) ?? []).filter((row) => row.owner === owner && row.state !== 'void')
    const inForce = given.find(({ kind, state }) => kind === 'grant' && state === 'effective')
    const last = given.toSorted((a, b) => a.seqNum - b.seqNum).at(-1)
    return [{ request, answer: inForce ?? last }]
  })
}

/** How a request stands, as it is noted. */
export function standsAs(answer: AnswerRow | undefined): string {
  return answer === undefined ? '' : `${answer.id} ${answer.state}`
}

/** Whether somebody gave the thing back after it was asked for, and before it was granted. */
export async function wasPromoted(db: Database, { request, answer }: Asked): Promise<boolean> {
  if (answer?.kind !== 'grant' || answer.state !== 'effective') return false
  const freed = await db.answers
    .where('[resource+ended.at]')
    .between([request.resource, request.at], [request.resource, answer.at], true, true)
    .toArray()
  return freed.some((row) => {
    return (
      row.request !== request.id && row.occupied.from < answer.occupied.to && answer.occupied.from < row.occupied.to
    )
  })
}

export async function readTold(db: Database, requests: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, string>> {
  const rows = await db.told.bulkGet([...requests])
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.request, row.stands] as const])))
}

/** Notes them, and forgets what is over at `now`. */
export async function noteTold(db: Database, rows: readonly ToldRow[], now: number): Promise<void> {
  await db.transaction('rw', db.told, async () => {
    await db.told.bulkPut([...rows])
    await db.told.where('until').below(now).delete()
  })
}
