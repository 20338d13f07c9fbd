// What ties me to a festival, named before I leave it: what I promised there, who waits for my answer, what I still plan.

import type { AnswerRow, EventRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import { personasIn } from './persona-rows.ts'
import { readMemberships } from './queries.ts'
import type { Database } from './schema.ts'

export interface Ties {
  /** Grants of mine that are not over, by their start. What they are for may not have arrived. */
  promises: { answer: AnswerRow; resource: ResourceRow | undefined; event: EventRow | undefined }[]
  /** Requests that nobody answered. */
  waiting: number
  /** My events that are not over and not called off, by their start. */
  events: EventRow[]
}

/** `now` is UTC ms. */
export async function readTies(db: Database, festival: FestivalId, me: PublicKey, now: number): Promise<Ties> {
  const standings = db.standings.where('[owner+state+festival]')
  const [granted, waiting, mine] = await Promise.all([
    standings.equals([me, 'granted', festival]).toArray(),
    db.standings.where('[owner+state+festival]').equals([me, 'waiting', festival]).count(),
    db.events.where('author').equals(me).toArray(),
  ])
  const open = granted.flatMap((row) => (row.state === 'granted' && row.until > now ? [row] : []))
  const [answers, requests] = await Promise.all([
    db.answers.bulkGet(open.map(({ grant }) => grant)),
    db.requests.bulkGet(open.map(({ request }) => request)),
  ])
  const [resources, events] = await Promise.all([
    db.resources.bulkGet(open.map(({ resource }) => resource)),
    db.events.bulkGet(unique(requests.flatMap((request) => request?.event ?? []))),
  ])
  const byId = new Map(events.flatMap((event) => (event === undefined ? [] : [[event.id, event]])))
  const promises = answers.flatMap((answer, index) => {
    const event = requests[index]?.event
    if (answer === undefined) return []
    return [{ answer, resource: resources[index], event: event === undefined ? undefined : byId.get(event) }]
  })
  return {
    promises: promises.sort((a, b) => a.answer.from - b.answer.from),
    waiting,
    events: mine
      .filter((event) => event.festival === festival && event.to > now && event.cancelled === undefined)
      .sort((a, b) => a.from - b.from),
  }
}

/** What ties all of these personas to it. */
export async function readTiesOf(
  db: Database,
  festival: FestivalId,
  personas: readonly PublicKey[],
  now: number,
): Promise<Ties> {
  const all: Ties = { promises: [], waiting: 0, events: [] }
  for (const me of personas) {
    const { promises, waiting, events } = await readTies(db, festival, me, now)
    all.promises.push(...promises)
    all.waiting += waiting
    all.events.push(...events)
  }
  return all
}

/** What a persona leaves behind in all festivals when it retires, counted. */
export async function readTiesOfPersona(
  db: Database,
  me: PublicKey,
  now: number,
): Promise<{ things: number; promises: number; waiting: number; events: number }> {
  const counts = { things: 0, promises: 0, waiting: 0, events: 0 }
  for (const membership of await readMemberships(db)) {
    if (!personasIn(membership).includes(me)) continue
    const { festival } = membership
    const ties = await readTies(db, festival, me, now)
    const things = await db.resources.where('[festival+owner]').equals([festival, me]).toArray()
    counts.things += things.filter(({ retired }) => retired === undefined).length
    counts.promises += ties.promises.length
    counts.waiting += ties.waiting
    counts.events += ties.events.length
  }
  return counts
}

function unique(ids: readonly ObjectId[]): ObjectId[] {
  return [...new Set(ids)]
}
