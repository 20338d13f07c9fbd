// What I decided and asked for: everything that was said, in the order of time, with how it stands now, and never a whole log.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noteDelivery } from '../../../src/adapters/dexie/delivery-rows.ts'
import { endHeld, holdAnswer } from '../../../src/adapters/dexie/held-answer-rows.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readHistory, type HistoryPage, type HistoryPart } from '../../../src/adapters/dexie/read-history.ts'
import type { Database, HeldAnswerRow } from '../../../src/adapters/dexie/schema.ts'
import type { EntryHash, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { AT, eventOf, person, profileOf, requestOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase, sameDatabase } from './databases.ts'
import { requestsOf } from './store-requests.ts'
import { adaPublishes, tellStory, type Story } from './story.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const THEN = { from: AT + HOUR, to: AT + 2 * HOUR }

let db: Database
let story: Story
let ada: PublicKey

beforeEach(async () => {
  db = newDatabase()
  story = await tellStory(db)
  ada = (await person('ada')).publicKey
})
afterEach(closeDatabases)

/** Ada says this so many minutes after the story began. */
async function says(minute: number, operation: object): Promise<EntryHash> {
  const said = { v: 1, ...operation, at: AT + minute * MINUTE } as Operation
  const [id = expect.fail()] = await adaPublishes(db, story.festival, [() => said])
  await projectAll(db)
  return id
}

const grantIt = (minute: number, request = story.requests[0], resource = story.projector): Promise<EntryHash> =>
  says(minute, { op: 'authorization.grant', request, resource, ...THEN, by: 'manual', note: 'Mind the lamp' })

function history(part: HistoryPart = 'all', count = 30, of = db): Promise<HistoryPage> {
  return readHistory(of, [ada], { part, count, now: AT + HOUR })
}

const kinds = ({ lines }: HistoryPage): string[] => lines.map(({ kind }) => kind)

/** An answer that a person gave and that ended without a signature. */
async function notGiven(minute: number, state: 'undone' | 'refused', refusal?: string): Promise<void> {
  const at = AT + minute * MINUTE
  const row: HeldAnswerRow = {
    id: `${minute}/x`,
    batch: `${minute}`,
    request: story.requests[0],
    decision: 'grant',
    note: 'Gladly',
    at,
    due: at + 10_000,
    state: 'held',
  }
  await holdAnswer(db, row)
  await endHeld(db, row, { state, ...(refusal === undefined ? {} : { refusal }) })
}

it('is empty for whoever neither answered nor asked', async () => {
  expect(await history()).toEqual({ lines: [], hasMore: false })
})

it('says who got what, why, with which words, and how it stands now', async () => {
  const grant = await grantIt(1)
  await says(2, { op: 'authorization.deny', request: story.requests[1], by: 'lottery', reason: 'No luck' })
  await says(3, { op: 'authorization.revoke', grant, reason: 'It broke' })
  const { lines, hasMore } = await history()
  expect(hasMore).toBe(false)
  expect(lines).toMatchObject([
    {
      kind: 'revoked',
      words: 'It broke',
      request: { id: story.requests[0] },
      resource: { title: 'Projector' },
      event: { title: 'Slides at night' },
    },
    { kind: 'declined', words: 'No luck', resource: { title: 'Room' }, answer: { by: 'lottery' } },
    { id: grant, kind: 'granted', words: 'Mind the lamp', answer: { by: 'manual', state: 'ended' } },
  ])
})

it('says what became of what I asked for', async () => {
  const event = await says(1, eventOf('Film'))
  const request = await says(2, requestOf(event, story.room))
  await says(3, { op: 'authorization.grant', request, resource: story.room, ...THEN, by: 'first-come-first-served' })
  const other = await says(4, requestOf(event, story.projector))
  await says(5, { op: 'request.withdraw', request: other, reason: 'Rain' })
  await says(6, { op: 'authorization.hold', resource: story.projector, from: AT, to: AT + HOUR, note: 'Mine' })
  expect((await history()).lines).toMatchObject([
    { kind: 'kept', resource: { title: 'Projector' }, words: 'Mine', answer: { from: AT } },
    { kind: 'withdrawn', request: { id: other }, event: { title: 'Film' }, words: 'Rain' },
    { kind: 'asked', request: { id: other }, state: 'withdrawn' },
    { kind: 'granted', request: { id: request } },
    { kind: 'asked', state: 'granted', answer: { by: 'first-come-first-served' }, resource: { title: 'Room' } },
  ])
})

it('has what was taken back or refused before it was signed, in its place in time', async () => {
  await notGiven(1, 'undone')
  await grantIt(2)
  await notGiven(3, 'refused', 'already-answered')
  expect((await history()).lines).toMatchObject([
    { kind: 'refused', refusal: 'already-answered', resource: { title: 'Projector' } },
    { kind: 'granted' },
    { kind: 'undone', decision: 'grant', words: 'Gladly', event: { title: 'Slides at night' } },
  ])
  expect(kinds(await history('given'))).toEqual(['refused', 'granted'])
  expect(kinds(await history('taken-back'))).toEqual(['undone'])
  expect(kinds(await history('asked'))).toEqual([])
})

it('counts the others who have an answer, and nobody for what was never signed', async () => {
  await notGiven(1, 'undone')
  const grant = await grantIt(2)
  const { log, seqNum } = (await db.answers.get(grant)) ?? expect.fail()
  await noteDelivery(db, { id: log, seqNum }, (each) => (each === seqNum ? 3 : 5))
  const { lines } = await history()
  expect(lines.map(({ holders }) => holders)).toEqual([3, undefined])
})

it('goes on page by page, and reads no more of a long log than it shows', async () => {
  for (let minute = 1; minute <= 5; minute += 1) {
    const grant = await grantIt(minute * 10)
    await says(minute * 10 + 5, { op: 'authorization.revoke', grant })
  }
  expect(kinds(await history('all', 3))).toEqual(['revoked', 'granted', 'revoked'])
  expect((await history('all', 3)).hasMore).toBe(true)
  expect((await history('all', 10)).hasMore).toBe(false)

  const others = Array.from({ length: 300 }, (_, index) => (): Operation => ({
    ...profileOf(`Ada ${index}`),
    at: AT + 100 * MINUTE + index,
  }))
  await adaPublishes(db, story.festival, others)
  const latest = await grantIt(200)
  await projectAll(db)
  const watched = sameDatabase(db.name)
  const seen = requestsOf(watched)
  const page = await history('all', 3, watched)
  // Far back there is more; who wants to see it goes on.
  expect(page).toMatchObject({ lines: [{ id: latest }], hasMore: true })
  expect(seen.filter(({ table }) => table === 'segments').length).toBeLessThan(4)
  expect((await history('all', 100)).lines).toHaveLength(11)
})
