// A week with so much in it that a browser ends a transaction which asks for all of it at once, as it was seen with a festival of
// ten thousand events: a question that fails is asked again seconds later, and a person sees nothing until then.

import { indexedRow } from '../../src/adapters/dexie/indexed-rows.ts'
import { readEventsBetween } from '../../src/adapters/dexie/read-events-between.ts'
import { Database } from '../../src/adapters/dexie/schema.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from '../../src/festival/views.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../../src/operations/ids.ts'

const HOUR = 3_600_000
const AT = 1_800_000_000_000
const RESOURCES = 5
const FESTIVAL = '0'.repeat(132) as FestivalId
const OWNER = 'a'.repeat(64) as PublicKey
const MAKER = 'b'.repeat(64) as PublicKey

/** Reads a week with `events` events, each of which was given five things: how many came back, and how many of their lines are granted. */
export async function readCrowdedWeek(events: number): Promise<{ events: number; granted: number }> {
  const db = new Database('crowded-week')
  const things = Array.from({ length: RESOURCES }, (_, index) => thing(index))
  await db.resources.bulkPut(things)
  const made = Array.from({ length: events }, (_, index) => event(index, events))
  const asked = made.flatMap((one, index) => things.map((each, at) => request(index * RESOURCES + at, one, each)))
  await db.events.bulkPut(made.map((row) => indexedRow({ table: 'events', row }) as EventRow))
  await db.requests.bulkPut(asked)
  await db.answers.bulkPut(asked.map((row) => indexedRow({ table: 'answers', row: grant(row) }) as AnswerRow))
  const week = { from: AT, to: AT + 168 * HOUR }
  const read = await readEventsBetween(db, FESTIVAL, week, AT)
  await db.delete()
  const states = read.flatMap(({ lines }) => lines.map(({ state }) => state))
  return { events: read.length, granted: states.filter((state) => state === 'granted').length }
}

function id(kind: string, index: number): ObjectId {
  return `${kind}${index}`.padEnd(132, 'f') as EntryHash
}

function homed(
  kind: string,
  index: number,
): { id: ObjectId; festival: FestivalId; log: number; seqNum: number; at: number } {
  return { id: id(kind, index), festival: FESTIVAL, log: 1, seqNum: index, at: AT }
}

function thing(index: number): ResourceRow {
  return {
    ...homed('a', index),
    owner: OWNER,
    title: `Thing ${index}`,
    kind: 'thing',
    capacity: 500,
    buffer: { before: 0, after: 0 },
    availability: 'always',
    policy: { kind: 'manual' },
    audience: 'public',
    tags: [],
    images: [],
    requires: [],
  }
}

function event(index: number, of: number): EventRow {
  const from = AT + Math.floor((index * 160) / of) * HOUR
  const about = { author: MAKER, title: `Talk ${index}`, from, to: from + HOUR }
  return { ...homed('c', index), ...about, tags: [], links: [], images: [], audience: 'public' }
}

function request(index: number, { id: about, from, to }: EventRow, { id: resource }: ResourceRow): RequestRow {
  const bare = { author: MAKER, event: about, resource, quantity: 1, required: true, arrival: index }
  return { ...homed('d', index), ...bare, from, to }
}

function grant({ id: request, seqNum, resource, from, to }: RequestRow): AnswerRow {
  const bare = { kind: 'grant', owner: OWNER, quantity: 1, by: 'manual', state: 'effective' } as const
  return { ...homed('e', seqNum), ...bare, resource, request, from, to, occupied: { from, to } }
}
