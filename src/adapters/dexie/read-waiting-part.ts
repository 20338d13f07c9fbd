// What a page of all that waits has to know: thousands can wait for a person, and a panel shows the first of them.

import { Dexie } from 'dexie'
import { byTime, MAX_SHOWN_COLLISIONS, type InboxChoice } from '../../festival/inbox.ts'
import type { StandingRow, WaitingRow } from '../../festival/standing-rows.ts'
import { levelRanges } from '../../festival/time-levels.ts'
import { overlaps } from '../../festival/timeframe.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import { atOnce } from './at-once.ts'
import type { Database } from './schema.ts'
import { readSetting } from './settings.ts'

/** Read beyond what is asked for: most of what is beside it is among these. */
const BEYOND = MAX_SHOWN_COLLISIONS
/** Looked at around one request for what is beside it, on each level: those that begin last. */
const MOST_BESIDE = 2 * MAX_SHOWN_COLLISIONS

/** A question of one persona at a time, UTC ms. */
export interface Asking {
  readonly me: PublicKey
  readonly now: number
}

export interface WaitingPart {
  /** All that wait for a policy, and of those that wait for a person at least the first by `byTime`, with what is beside them. */
  readonly rows: readonly WaitingRow[]
  /** How many more wait for a person. */
  readonly others: number
}

/** What a page needs of what waits for `me`; others are counted up to about `mostOthers`. Inside a transaction over the view rows. */
export async function readWaitingPart(
  db: Database,
  asking: Asking,
  choice: InboxChoice,
  mostOthers?: number,
): Promise<WaitingPart> {
  const { me, now } = asking
  const { count } = choice
  const most = count + BEYOND
  const [few, left] = await atOnce([inTurn(db, me).limit(most).toArray(), readLeft(db)])
  const isHere = ({ festival }: WaitingRow): boolean => !left.has(festival)
  // Where little waits, one question is enough; who decides and what is open is told from the rows.
  if (few.length < most) return { rows: waiting(few).filter(isHere), others: 0 }
  const [policys, given] = await atOnce([inTurn(db, me, 'policy').toArray(), givenIds(db)])
  const isWanted = (row: WaitingRow): boolean =>
    isHere(row) && !isExpired(row.asked.expires, now) && !given.has(row.request)
  const first = count === 0 ? [] : await readFirst(db, asking, choice, isWanted)
  const open = await countOpen(db, asking, { left, given, most: mostOthers })
  return { rows: [...waiting(policys).filter(isHere), ...first], others: open - first.length }
}

type Standings = Dexie.Collection<StandingRow, ObjectId>

/** By start and arrival; first those whose turn is a person's. */
function inTurn(db: Database, me: PublicKey, turn?: WaitingRow['turn']): Standings {
  const who = turn === undefined ? [me] : [me, turn]
  return db.standings.where('[owner+turn+asked.from+asked.arrival]').between(who, [...who, Dexie.maxKey])
}

/** What waits for a policy, in one festival or in all. */
export async function readTurnOfPolicies(db: Database, me: PublicKey, festival?: FestivalId): Promise<WaitingRow[]> {
  const rows = waiting(await inTurn(db, me, 'policy').toArray())
  return festival === undefined ? rows : rows.filter((row) => row.festival === festival)
}

/** What waits for a person and is not over: rows of what goes on, only ids of what is to come. */
export async function readAhead(db: Database, asking: Asking): Promise<{ running: WaitingRow[]; coming: ObjectId[] }> {
  const { me, now } = asking
  const [running, coming] = await atOnce([readRunning(db, asking), begins(db, me, now, Dexie.maxKey).primaryKeys()])
  return { running, coming }
}

/** When the next of what waits for a person expires, in whatever festival, UTC ms. */
export async function nextExpiry(db: Database, { me, now }: Asking): Promise<number | undefined> {
  const [next] = await db.standings
    .where('[owner+turn+asked.expires]')
    .between([me, 'person', now], [me, 'person', Dexie.maxKey], false)
    .limit(1)
    .toArray()
  return next?.state === 'waiting' ? next.asked.expires : undefined
}

/** Only rows of what waits are in the indexes that are asked here. */
function waiting(rows: readonly StandingRow[]): WaitingRow[] {
  return rows as WaitingRow[]
}

async function readLeft(db: Database): Promise<ReadonlySet<FestivalId>> {
  return new Set(Object.keys((await readSetting(db, 'left')) ?? {}) as FestivalId[])
}

/** What was answered and can still be taken back. */
async function givenIds(db: Database): Promise<ReadonlySet<ObjectId>> {
  const held = await db.heldAnswers.where('state').equals('held').toArray()
  return new Set(held.map(({ request }) => request))
}

function isExpired(expires: number | undefined, now: number): boolean {
  return expires !== undefined && expires <= now
}

/** All but those that are not open: these are few, and each kind has an index. */
async function countOpen(
  db: Database,
  { me, now }: Asking,
  { left, given, most }: { left: ReadonlySet<FestivalId>; given: ReadonlySet<ObjectId>; most: number | undefined },
): Promise<number> {
  const expired = db.standings.where('[owner+turn+asked.expires]')
  const [over, answered, inLeft] = await atOnce([
    expired.between([me, 'person'], [me, 'person', now], true, true).primaryKeys(),
    db.standings.bulkGet([...given]),
    atOnce([...left].map((festival) => ofFestival(db, me, festival).toArray())),
  ])
  const others = [...answered, ...inLeft.flat()].flatMap((row) =>
    row?.state === 'waiting' && row.owner === me && row.turn === 'person' ? [row.request] : [],
  )
  const closed = new Set([...over, ...others]).size
  return (await countTo(inTurn(db, me, 'person'), most === undefined ? undefined : most + closed)) - closed
}

/** Databases count by walking from row to row, all of them. */
async function countTo(standings: Standings, most: number | undefined): Promise<number> {
  return most === undefined ? standings.count() : (await standings.limit(most).primaryKeys()).length
}

function ofFestival(db: Database, me: PublicKey, festival: FestivalId): Standings {
  return db.standings.where('[owner+state+festival]').equals([me, 'waiting', festival])
}

type Wanted = (row: WaitingRow) => boolean

async function readFirst(
  db: Database,
  asking: Asking,
  { count, about }: InboxChoice,
  isWanted: Wanted,
): Promise<WaitingRow[]> {
  const named = about === undefined ? [] : await readNamed(db, asking, about, isWanted)
  const [running, coming] = await atOnce([readRunning(db, asking), readComing(db, asking, count, isWanted)])
  const open = running.filter(isWanted)
  const missing = count - open.length - coming.rows.length
  const over = missing > 0 ? await readOver(db, asking, missing, isWanted) : NOTHING
  const rows = new Map([...open, ...coming.rows, ...over.rows, ...named].map((row) => [row.request, row]))
  // All that begin up to there were read, and what began before now and still goes on.
  const isAlone = ({ asked }: WaitingRow): boolean => {
    if (asked.from >= asking.now) return asked.to <= coming.readTo
    return asked.to <= Math.min(asking.now, over.readTo)
  }
  const first = byTime(
    [...rows.values()].map((row) => ({ row, request: row.asked })),
    asking.now,
  )
  const shown = [...first.slice(0, count).map(({ row }) => row), ...named]
  await addBeside(db, rows, shown, isAlone, isWanted)
  return [...rows.values()]
}

/** The one that somebody came for, if it waits for a person. */
async function readNamed(db: Database, { me }: Asking, about: ObjectId, isWanted: Wanted): Promise<WaitingRow[]> {
  const row = await db.standings.get(about)
  if (row?.state !== 'waiting' || row.owner !== me || row.turn !== 'person') return []
  return isWanted(row) ? [row] : []
}

/** Those that began and are not over. */
async function readRunning(db: Database, { me, now }: Asking): Promise<WaitingRow[]> {
  const found = levelRanges({ from: now, to: now }).map(({ level, after, before }) =>
    db.standings
      .where('[owner+turn+level+asked.from]')
      .between([me, 'person', level, after], [me, 'person', level, before], false, false)
      .toArray(),
  )
  return waiting((await atOnce(found)).flat()).filter(({ asked }) => asked.to > now)
}

interface InOrder {
  readonly rows: readonly WaitingRow[]
  /** All that begin before it were looked at. */
  readonly readTo: number
}

const NOTHING: InOrder = { rows: [], readTo: Number.NEGATIVE_INFINITY }

function readComing(db: Database, { me, now }: Asking, count: number, isWanted: Wanted): Promise<InOrder> {
  return inOrder(() => begins(db, me, now, Dexie.maxKey), count, isWanted)
}

function readOver(db: Database, { me, now }: Asking, count: number, isWanted: Wanted): Promise<InOrder> {
  return inOrder(
    () => begins(db, me, Dexie.minKey, now),
    count,
    (row) => row.asked.to <= now && isWanted(row),
  )
}

/** Those that begin in [from, to), by start and arrival. */
function begins(db: Database, me: PublicKey, from: unknown, to: unknown): Standings {
  return db.standings.where('[owner+turn+asked.from+asked.arrival]').between([me, 'person', from], [me, 'person', to])
}

/** As many as are wanted, and some beyond. */
async function inOrder(all: () => Standings, count: number, isWanted: Wanted): Promise<InOrder> {
  const rows: WaitingRow[] = []
  for (let read = 0; ;) {
    const piece = waiting(
      await all()
        .offset(read)
        .limit(count + BEYOND)
        .toArray(),
    )
    read += piece.length
    rows.push(...piece.filter(isWanted))
    const last = piece.at(-1)
    if (last === undefined || piece.length < count + BEYOND) return { rows, readTo: Number.POSITIVE_INFINITY }
    if (rows.length >= count) return { rows, readTo: last.asked.from }
  }
}

/** Adds what wants the same thing at the time of one that is shown, and what wants the time of these, until they are enough. */
async function addBeside(
  db: Database,
  rows: Map<ObjectId, WaitingRow>,
  shown: readonly WaitingRow[],
  isAlone: (row: WaitingRow) => boolean,
  isWanted: Wanted,
): Promise<void> {
  const most = rows.size + MAX_SHOWN_COLLISIONS
  for (let last = shown; last.length > 0 && rows.size < most;) {
    const around = last.filter((row) => !isAlone(row)).map((row) => beside(db, row))
    last = (await atOnce(around)).flat().filter((row) => isWanted(row) && !rows.has(row.request))
    for (const row of last) rows.set(row.request, row)
  }
}

async function beside(db: Database, { resource, asked }: WaitingRow): Promise<WaitingRow[]> {
  const found = levelRanges(asked).map(({ level, after, before }) =>
    db.standings
      .where('[resource+level+asked.from]')
      .between([resource, level, after], [resource, level, before], false, false)
      .reverse()
      .limit(MOST_BESIDE)
      .toArray(),
  )
  return waiting((await atOnce(found)).flat()).filter((row) => overlaps(row.asked, asked))
}
