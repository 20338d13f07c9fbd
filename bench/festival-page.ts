// The group `festival` inside a page: one festival in one database, the background of the extension beside it, and what is
// asked of them. Each function does one thing and says how long it took, in ms.
import { readEventsBetween } from '../src/adapters/dexie/read-events-between.ts'
import { readFreeThen } from '../src/adapters/dexie/read-free-then.ts'
import { projectAll, projectLog } from '../src/adapters/dexie/projector.ts'
import { countInbox, readInboxPage } from '../src/adapters/dexie/queries.ts'
import { Database } from '../src/adapters/dexie/schema.ts'
import { fromHex, prepareHashing } from '../src/bamboo/index.ts'
import type { ObjectId } from '../src/operations/ids.ts'
import type { Operation } from '../src/operations/operation.ts'
import { startInPage, type PageBackground } from './festival-background.ts'
import { makeFestival, type BenchLog, type FestivalWorld } from './festival-world.ts'
import type { Talk } from './schedule.ts'
import { StoredLogs } from './stored-logs.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Times that a question is asked for one sample: clocks of pages are coarse. */
const ASKED = 10

/** Until the views have it, and until background has reacted to it. */
export interface Added {
  readonly projected: number
  readonly reacted: number
}

let db: Database
let page: PageBackground
let world: FestivalWorld
let stored: StoredLogs
let turns = 0

/** What was stored and folded, and in how many seconds. */
export interface Prepared {
  readonly entries: number
  readonly seconds: number
}

let preparation: { done?: Prepared; failed?: unknown } = {}

/** Begins to fill the database, which takes longer than a browser lets itself be asked. */
export function begin(talks: readonly Talk[], events: number, waiting: number): void {
  preparation = {}
  void prepare(talks, events, waiting).then(
    (done) => (preparation = { done }),
    (failed: unknown) => (preparation = { failed }),
  )
}

/** Null while it is being filled. */
export function prepared(): Prepared | null {
  if (preparation.failed !== undefined) throw preparation.failed
  return preparation.done ?? null
}

async function prepare(talks: readonly Talk[], events: number, waiting: number): Promise<Prepared> {
  await prepareHashing()
  db = new Database(`festival-${events}`)
  page = startInPage(db)
  const made = await page.wallet.createPersona()
  if (!made.ok) throw new Error(made.error)
  const { publicKey } = made.value
  // Tomorrow, so that policies have nothing against it.
  world = await makeFestival(talks, events, fromHex(publicKey) ?? new Uint8Array(), Date.now() + DAY)
  const { festival, lender, others, makers, from } = world
  stored = new StoredLogs(db, festival, lender)
  for (let index = 0; index < waiting; index += 1) await askFor('manual', from + index * HOUR)
  const joinedAt = Date.now()
  await db.memberships.put({ festival, persona: publicKey, topicKey: new Uint8Array(32), trackers: [], joinedAt })
  const start = performance.now()
  for (const log of [lender, ...others, ...makers]) await stored.store(log)
  await projectAll(db)
  await react()
  return { entries: stored.entries, seconds: (performance.now() - start) / 1000 }
}

/** Somebody asks for a room that is given away by hand, at a time when it is taken. */
export async function addRequest(): Promise<Added> {
  return added(await askFor('manual', world.from + (turns % 90) * HOUR))
}

/** Somebody asks for a free room that a policy gives away: reacted includes the answer, signed and stored. */
export async function addRequestForPolicy(): Promise<Added> {
  return added(await askFor('automatic', world.to + turns * HOUR))
}

/** Somebody makes an event that needs nothing. */
export async function addEvent(): Promise<Added> {
  const maker = nextMaker()
  const from = world.from + turns * HOUR
  await maker.add({ v: 1, op: 'event.create', at: from, title: `Event ${turns}`, from, to: from + HOUR })
  return added(maker)
}

/** The lender grants by hand, as a panel asks background to; it is signed, too. */
export async function addGrant(): Promise<Added> {
  const maker = await askFor('manual', world.to + turns * HOUR)
  await stored.store(maker)
  await projectAll(db)
  await react()
  const request = [
    ...(await db.standings
      .where('[owner+state+festival]')
      .equals([world.lender.author, 'waiting', world.festival])
      .toArray()),
  ]
    .filter((row) => row.state === 'waiting' && row.asked.from >= world.to)
    .map((row) => row.request)
    .at(-1)
  if (request === undefined) throw new Error('nothing waits')
  const id = crypto.randomUUID().replaceAll('-', '')
  const start = performance.now()
  const params = { request, decision: 'grant' }
  const answer = await page.background.commands.run({ id, name: 'authorization.answer', params })
  const projected = performance.now() - start
  if (!answer.ok || !('state' in answer.value) || answer.value.state !== 'effective') {
    throw new Error(`answered ${JSON.stringify(answer)}`)
  }
  await page.background.settled()
  return { projected, reacted: performance.now() - start }
}

/** What waits for the lender, as the popup asks: the first page of it. */
export async function askWhatWaits(): Promise<number> {
  return perAsking(
    () => readInboxPage(db, [world.lender.author], Date.now(), { count: 30 }),
    ({ items }) => items.length > 0,
  )
}

/** How many wait, as the badge asks. */
export async function askHowMany(): Promise<number> {
  return perAsking(
    () => countInbox(db, world.lender.author, Date.now()),
    (count) => count > 0,
  )
}

/** What is free for an hour in the middle of the festival. */
export async function askWhatIsFree(): Promise<number> {
  const from = middle()
  return perAsking(
    () => readFreeThen(db, world.festival, { from, to: from + HOUR }),
    (free) => free.length > 0,
  )
}

/** The two events that a popup shows as now and next. */
export async function askNowAndNext(): Promise<number> {
  const from = middle()
  const time = { from, to: Number.POSITIVE_INFINITY }
  const options = { limit: 2, withoutCancelled: true }
  return perAsking(
    () => readEventsBetween(db, world.festival, time, from, options),
    (events) => events.length > 0,
  )
}

/** The programme of a day. */
export async function askForDay(): Promise<number> {
  const from = middle()
  return perAsking(
    () => readEventsBetween(db, world.festival, { from, to: from + DAY }, from),
    (events) => events.length > 0,
  )
}

async function perAsking<Answer>(ask: () => Promise<Answer>, isRight: (answer: Answer) => boolean): Promise<number> {
  if (!isRight(await ask())) throw new Error('nothing was found')
  const start = performance.now()
  for (let time = 0; time < ASKED; time += 1) await ask()
  return (performance.now() - start) / ASKED
}

/** Noon of a day on which something happens. */
function middle(): number {
  const repetition = Math.floor((world.to - world.from) / (5 * DAY) / 2)
  return world.from + repetition * 5 * DAY + HOUR
}

async function added(log: BenchLog): Promise<Added> {
  const start = performance.now()
  const id = await stored.store(log)
  await projectLog(db, id)
  const projected = performance.now() - start
  await react()
  return { projected, reacted: performance.now() - start }
}

async function react(): Promise<void> {
  page.receive({ kind: 'changed', festivals: [world.festival] })
  await page.background.settled()
}

/** A new event and a request of the next maker, who is answered with; not stored yet. */
async function askFor(policy: 'manual' | 'automatic', from: number): Promise<BenchLog> {
  const maker = nextMaker()
  const room = [...world.rooms.values()][policy === 'manual' ? 0 : 1]
  if (room === undefined) throw new RangeError('a schedule has two rooms')
  const time = { from, to: from + HOUR }
  const event: ObjectId = await maker.add({ v: 1, op: 'event.create', at: from, title: `Event ${turns}`, ...time })
  const request: Operation = { v: 1, op: 'request.create', at: from, event, resource: room, ...time }
  await maker.add(request)
  return maker
}

function nextMaker(): BenchLog {
  turns += 1
  const maker = world.makers[turns % world.makers.length]
  if (maker === undefined) throw new RangeError('a festival has makers')
  return maker
}
