// A page of the extension that fills its database with a festival of which the persona is the first lender: what others did is
// there as if it had come over the network.
import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { projectAll } from '../src/adapters/dexie/projector.ts'
import { Database } from '../src/adapters/dexie/schema.ts'
import { fromHex, prepareHashing } from '../src/bamboo/index.ts'
import { makeFestival, type FestivalWorld } from './festival-world.ts'
import type { Talk } from './schedule.ts'
import { StoredLogs } from './stored-logs.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Requests for the same room and hour: who lends has to choose. */
const RIVALS = 2

export interface Plan {
  readonly talks: readonly Talk[]
  readonly events: number
  /** Requests that wait for an answer by hand. */
  readonly waiting: number
  /** How long after each other the repetitions of the schedule begin, ms. */
  readonly apart: number
}

export interface Filled {
  readonly entries: number
  /** When the festival begins, UTC ms. */
  readonly from: number
}

let work: { done?: Filled; failed?: unknown } = {}

/** Begins, since it takes longer than a browser lets itself be asked. */
export function begin(plan: Plan): void {
  work = {}
  void fill(plan).then(
    (done) => (work = { done }),
    (failed: unknown) => (work = { failed }),
  )
}

/** Null while it is being filled. */
export function filled(): Filled | null {
  if (work.failed !== undefined) throw work.failed
  return work.done ?? null
}

async function fill({ talks, events, waiting, apart }: Plan): Promise<Filled> {
  await prepareHashing()
  const db = new Database()
  const [persona] = await readPersonaKeys(db)
  if (persona === undefined) throw new Error('nobody sits in front of this browser')
  // From tomorrow on, so that everything is still to come.
  const from = Math.ceil(Date.now() / DAY) * DAY + 8 * HOUR
  const world = await makeFestival(talks, events, fromHex(persona) ?? new Uint8Array(), from, apart)
  await askForRoom(world, waiting)
  const { festival, lender, others, makers } = world
  const joinedAt = Date.now()
  await db.memberships.put({ festival, persona, topicKey: new Uint8Array(32), trackers: [], joinedAt })
  const stored = new StoredLogs(db, festival, lender)
  for (const log of [lender, ...others, ...makers]) await stored.store(log)
  await projectAll(db)
  db.close()
  return { entries: stored.entries, from }
}

/** All makers in turn ask for the first room of the persona, which is given away by hand and free after the last event. */
async function askForRoom({ makers, rooms, to }: FestivalWorld, requests: number): Promise<void> {
  const [room] = rooms.values()
  for (let index = 0; index < requests; index += 1) {
    const maker = makers[index % makers.length]
    if (maker === undefined || room === undefined) throw new RangeError('a festival has makers and rooms')
    const begin = to + Math.floor(index / RIVALS) * HOUR
    const time = { from: begin, to: begin + HOUR }
    const event = await maker.add({ v: 1, op: 'event.create', at: to, title: `Evening ${index}`, ...time })
    await maker.add({ v: 1, op: 'request.create', at: to, event, resource: room, ...time })
  }
}
