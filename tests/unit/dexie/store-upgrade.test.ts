// A database that an older version of the extension left behind opens, and has everything that it had.

import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { afterEach, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { entryRow } from '../../../src/adapters/dexie/entry-rows.ts'
import { logIdKey } from '../../../src/adapters/dexie/log-id-key.ts'
import { encodeSegment } from '../../../src/adapters/dexie/segment.ts'
import { adasLog, appended, bytesOf, entries, heldLog, stored } from '../../../src/testing/log-store-suite/made-up.ts'
import type { BlobRef } from '../../../src/operations/operation.ts'
import { readNames } from '../../../src/adapters/dexie/blob-names.ts'
import { readAnswersBetween } from '../../../src/adapters/dexie/answers-between.ts'
import { projectAll, rebuildViews } from '../../../src/adapters/dexie/projector.ts'
import { readInbox } from '../../../src/adapters/dexie/queries.ts'
import { readEventsBetween } from '../../../src/adapters/dexie/read-events-between.ts'
import type { GrantedRow, WaitingRow } from '../../../src/festival/standing-rows.ts'
import { AT, person } from '../log/fixtures.ts'
import { closeDatabases, newDatabase, sameDatabase, viewsOf } from './databases.ts'
import { adaPublishes, grantRoom, tellStory, type Story } from './story.ts'

/** Nobody has its bytes. */
const PICTURE: BlobRef = {
  hash: '0040'.padEnd(132, 'a'),
  size: 5,
  type: 'image/png',
  thumbnail: { hash: '0040'.padEnd(132, 'b'), size: 4 },
}
const ALWAYS = { from: 0, to: 2 * AT }

afterEach(closeDatabases)

/** The tables of version 1 that belong to logs, as they were. */
const FIRST_VERSION = {
  logs: '++id, &[author+logId], festival, [festival+author]',
  segments: '[log+index]',
  tail: '[log+seqNum]',
  sparse: '[log+seqNum]',
  forks: '[author+logId], festival',
  memberships: 'festival',
  commands: 'id, at',
}

/** A log of 70 entries as version 1 wrote it, folded up to 70, and one of one entry. */
async function leaveFirstVersion(name: string): Promise<void> {
  const db = new Dexie(name)
  db.version(1).stores(FIRST_VERSION)
  const { author, logId, festival } = adasLog
  const all = entries(1, 70)
  const row = { author, logId: logIdKey(logId), festival, own: 0, folded: 70, ended: 0 }
  await db.table('logs').add({ ...row, seqNum: 70, hash: all.at(-1)?.hash, bytes: bytesOf(all) })
  await db
    .table('logs')
    .add({ ...row, logId: logIdKey(1n), own: 1, seqNum: 1, hash: all[0]?.hash, bytes: 3, folded: 0 })
  await db.table('segments').add({ log: 1, index: 0, data: encodeSegment(all.slice(0, 64)) })
  await db.table('tail').bulkAdd(stored(all.slice(64)).map((entry) => entryRow(1, entry)))
  db.close()
}

it('keeps all entries of the first version, all of them verified', async () => {
  await leaveFirstVersion('left-behind')
  const store = new DexieLogStore(sameDatabase('left-behind'))
  const log = await heldLog(store, adasLog)
  expect(log).toMatchObject({ seqNum: 70, verified: 70, folded: 70, bytes: bytesOf(entries(1, 70)), own: false })
  expect(await store.entries(log, 1, 100)).toEqual(stored(entries(1, 70)))
  expect(await heldLog(store, { ...adasLog, logId: 1n })).toMatchObject({ seqNum: 1, verified: 1, own: true })
  expect(await store.holes(log, 10)).toEqual([])
})

it('goes on with a log of the first version', async () => {
  await leaveFirstVersion('goes-on')
  const store = new DexieLogStore(sameDatabase('goes-on'))
  const log = await appended(store, adasLog, 70, entries(71, 200))
  expect(log.verified).toBe(200)
  expect(await store.entries(log, 1, 200)).toEqual(stored(entries(1, 200)))
})

/** All tables of version 2 and 3 that hold more than they held before. */
const SECOND_VERSION = {
  ...FIRST_VERSION,
  holes: '[log+seqNum]',
  claims: '[log+seqNum], [festival+author]',
  retracts: '[log+seqNum], [festival+author]',
  arrivals: 'request',
  festivals: 'id, log, parent',
  resources: 'id, festival, log, [festival+owner], owner',
  events: 'id, festival, log, [festival+from], author',
  requests: 'id, festival, log, event, resource, [festival+author]',
  answers: 'id, festival, log, resource, request',
  profiles: '[festival+author], log, author',
  programmes: 'id, festival, log',
  settings: 'key',
}
const THIRD_VERSION = {
  ...SECOND_VERSION,
  events: 'id, festival, log, [festival+from], author, [festival+level+from], cancelled.at',
  requests: 'id, festival, log, event, resource, [festival+author], supersedes, alternativeTo, withdrawn.at',
  answers:
    'id, festival, log, resource, request, [resource+level+occupied.from], [festival+level+occupied.from], [resource+request+level]',
  standings: 'request, [owner+state+festival], [resource+requester+until]',
}

const FOURTH_VERSION = {
  ...THIRD_VERSION,
  resources: 'id, festival, log, [festival+owner], owner, [owner+origin]',
  answers:
    'id, festival, log, resource, request, [resource+level+occupied.from], [festival+level+occupied.from], [resource+request+level], [resource+ended.at]',
  blobs: 'hash, usedAt',
}

const FIFTH_VERSION = {
  ...FOURTH_VERSION,
  resources: 'id, festival, log, [festival+owner], owner, [owner+origin], *blobs',
  events: 'id, festival, log, [festival+from], author, [festival+level+from], cancelled.at, *blobs',
  profiles: '[festival+author], log, author, *blobs',
  heldBlobs: 'name, usedAt',
}

const SIXTH_VERSION = {
  ...FIFTH_VERSION,
  requests:
    'id, festival, log, event, resource, [festival+author], supersedes, alternativeTo, withdrawn.at, [author+to]',
  heldAnswers: 'id, batch, request, state',
  told: 'request, until',
}

const SEVENTH_VERSION = {
  ...SIXTH_VERSION,
  standings:
    'request, [owner+state+festival], [resource+requester+until], [owner+turn+asked.from+asked.arrival], [owner+turn+level+asked.from], [owner+turn+asked.expires], [resource+level+asked.from]',
}

const VERSIONS = {
  2: SECOND_VERSION,
  3: THIRD_VERSION,
  4: FOURTH_VERSION,
  5: FIFTH_VERSION,
  6: SIXTH_VERSION,
  7: SEVENTH_VERSION,
}
type OldVersion = keyof typeof VERSIONS

/** Ada's festival with all that is computed from it, as an older version stored it; Ben asks for the projector and has the room. */
async function leaveRows(name: string, version: OldVersion): Promise<Story> {
  const now = newDatabase()
  const story = await tellStory(now)
  await grantRoom(now, story)
  await adaPublishes(now, story.festival, [() => ({ v: 1, op: 'profile.set', at: AT, picture: PICTURE })])
  await projectAll(now)
  const old = new Dexie(name)
  old.version(version).stores(VERSIONS[version])
  for (const { name: table } of old.tables) {
    // Gone since; was never written to.
    if (table === 'blobs') continue
    const rows = await now.table<object>(table).toArray()
    await old.table(table).bulkAdd(rows.flatMap((row) => oldRow(table, row, version) ?? []))
  }
  old.close()
  return story
}

/**
 * As the version wrote it: the second one had no levels, the third one said of what waits only when, and which event, and the
 * fourth one did not find rows by the blobs that they name. Until the sixth one nobody knew whose turn it is, and until the
 * seventh one what is granted did not say what was asked for.
 */
function oldRow(table: string, stored: object, version: OldVersion): object | undefined {
  if (version >= 5 && table !== 'standings') return stored
  if ('state' in stored && stored.state === 'granted') {
    const { asked: _asked, event: _event, ...row } = stored as GrantedRow
    return row
  }
  if (version === 7) return stored
  const { blobs: _blobs, turn: _turn, ...filed } = stored as { blobs?: unknown; turn?: unknown; level?: unknown }
  const { level: _level, ...unfiled } = filed
  const row = table === 'standings' ? unfiled : filed
  if (version >= 5) return row
  if (version === 4) return row
  if (version === 2 && (table === 'events' || table === 'answers')) return { ...row, level: undefined }
  if (version === 2 && 'key' in row && row.key === 'standingsOf') return undefined
  if (table !== 'standings' || !('asked' in row)) return row
  const { asked, event: _event, ...rest } = row as WaitingRow
  return { ...rest, event: asked.event, from: asked.from, to: asked.to }
}

it.each([2, 3, 4, 5, 6, 7] as const)(
  'has the rows of version %i, and finds them by time and by whom they wait for',
  async (version) => {
    const { festival, projector, room, event, requests } = await leaveRows(`left-behind-${version}`, version)
    const db = sameDatabase(`left-behind-${version}`)
    const ada = (await person('ada')).publicKey
    const logs = await db.logs.toArray()
    // Nothing is folded anew.
    expect(logs.every(({ seqNum, folded }) => folded === seqNum)).toBe(true)
    expect((await readEventsBetween(db, festival, ALWAYS, AT)).map((each) => each.event.id)).toEqual([event])
    expect(await readAnswersBetween(db, { resource: room }, ALWAYS)).toMatchObject([{ request: requests[1] }])
    expect(await readAnswersBetween(db, { festival }, ALWAYS)).toMatchObject([{ request: requests[1] }])
    // Since the fifth version also before the projector starts.
    if (version >= 5) {
      expect(await readInbox(db, ada, AT)).toMatchObject([{ request: { id: requests[0] } }])
      const granted = { state: 'granted', asked: { id: requests[1] }, event: { id: event } }
      expect(await db.standings.get(requests[1] ?? '')).toMatchObject(granted)
    }
    // What the projector does when it starts.
    await projectAll(db)
    expect(await db.standings.toArray()).toHaveLength(2)
    expect(await readInbox(db, ada, AT)).toMatchObject([
      { request: { id: requests[0] }, event: { id: event }, resource: { id: projector } },
    ])
    // What is asked for and not over yet.
    const ben = (await person('ben')).publicKey
    expect(await db.requests.where('[author+to]').between([ben, AT], [ben, Infinity]).count()).toBe(2)
    expect(await readNames(db)).toEqual(new Set(['0040'.padEnd(132, 'a') + '/5', '0040'.padEnd(132, 'b') + '/4']))
    const upgraded = await viewsOf(db)
    await rebuildViews(db)
    expect(await viewsOf(db)).toEqual(upgraded)
  },
)
