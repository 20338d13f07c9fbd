// Where a line of mine stands with its owner, computed in this browser: the place in a line, the place in a draw.
import { checkDraw, type DrawnRequest } from '../../src/festival/check-draw.ts'
import { indexFestival } from '../../src/festival/festival-index.ts'
import { neededFor } from '../../src/festival/needed-resources.ts'
import { placeInLine, type PlaceInLine } from '../../src/festival/place-in-line.ts'
import type { RequestRow, ResourceRow } from '../../src/festival/views.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { useLive } from '../use-live.ts'

export interface LineStanding {
  line?: PlaceInLine
  /** For a lottery: how many are in the draw, and what became of this request in it. */
  draw?: DrawnRequest & { drawn: number }
  /** Titles of what the event has to be granted first; undefined for what has not arrived. */
  missing: readonly (string | undefined)[]
  /** When the owner last said anything here, by their clock: UTC ms. */
  heard: number
  now: number
}

export function useLineStanding(request: RequestRow, resource: ResourceRow): LineStanding | undefined {
  return useLive((db) => readStanding(db, request, resource), [request.id, resource.id])
}

async function readStanding(db: Database, request: RequestRow, asked: ResourceRow): Promise<LineStanding> {
  const now = Date.now()
  const resource = (await db.resources.get(asked.id)) ?? asked
  const [requests, ofResource, profile] = await Promise.all([
    db.requests.where('resource').equals(resource.id).toArray(),
    db.answers.where('resource').equals(resource.id).toArray(),
    db.profiles.get([resource.festival, resource.owner]),
  ])
  const ids = requests.map(({ id }) => id)
  const [toRequests, events] = await Promise.all([
    db.answers.where('request').anyOf(ids).toArray(),
    db.events.bulkGet([...new Set(requests.map(({ event }) => event))]),
  ])
  const answers = [...new Map([...ofResource, ...toRequests].map((row) => [row.id, row])).values()]
  const present = events.filter((event) => event !== undefined)
  const index = indexFestival({
    resources: new Map([[resource.id, resource]]),
    events: new Map(present.map((event) => [event.id, event])),
    requests,
    answers,
  })
  const line = placeInLine(index, resource, request, now)
  const draw = checkDraw(resource, index.requestsFor(resource.id), answers)
  const found = draw?.requests.get(request.id)
  const said = [resource.at, profile?.set?.at ?? 0, profile?.joinedAt ?? 0, ...answersBy(answers, resource)]
  return {
    ...(line === undefined ? {} : { line }),
    ...(draw === undefined || found === undefined ? {} : { draw: { ...found, drawn: draw.drawn } }),
    missing: await readMissing(db, request, resource),
    heard: said.filter((at) => at <= now).reduce((last, at) => Math.max(last, at), 0),
    now,
  }
}

function answersBy(answers: readonly { owner: string; at: number }[], { owner }: ResourceRow): number[] {
  return answers.filter((answer) => answer.owner === owner).map(({ at }) => at)
}

async function readMissing(
  db: Database,
  { event }: RequestRow,
  resource: ResourceRow,
): Promise<(string | undefined)[]> {
  const needed = neededFor(resource)
  if (needed.length === 0) return []
  const lines = await db.requests.where('event').equals(event).toArray()
  const answers = await db.answers
    .where('request')
    .anyOf(lines.map(({ id }) => id))
    .toArray()
  const held = new Set(
    answers.filter(({ kind, state }) => kind === 'grant' && state === 'effective').map((row) => row.resource),
  )
  const missing = needed.filter((id) => !held.has(id))
  return (await db.resources.bulkGet(missing)).map((row) => row?.title)
}
