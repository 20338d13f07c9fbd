// The tables and indexes of the database, and how the rows of an older version become those of the next.

import type { Dexie } from 'dexie'
import { fileByBlobs, fileByTime } from './indexed-rows.ts'
import type { LogRow } from './schema.ts'
import { fileGranted, fileWaiting, forgetStandings } from './standings.ts'

const TABLES: Readonly<Record<string, string>> = {
  logs: '++id, &[author+logId], festival, [festival+author]',
  segments: '[log+index]',
  tail: '[log+seqNum]',
  sparse: '[log+seqNum]',
  holes: '[log+seqNum]',
  forks: '[author+logId], festival',
  claims: '[log+seqNum], [festival+author]',
  retracts: '[log+seqNum], [festival+author]',
  imports: '++id, state',
  importFiles: 'import',
  arrivals: 'request',
  festivals: 'id, log, parent',
  // Few resources continue others, and few rows name blobs: such indexes have only those.
  resources: 'id, festival, log, [festival+owner], owner, [owner+origin], *blobs',
  // Few events are cancelled, and few requests withdrawn, moved or alternatives.
  events: 'id, festival, log, [festival+from], author, [festival+level+from], cancelled.at, *blobs',
  // By author and end: what somebody asks for and is not over yet.
  requests:
    'id, festival, log, event, resource, [festival+author], supersedes, alternativeTo, withdrawn.at, [author+to]',
  // Few answers are ended.
  answers:
    'id, festival, log, resource, request, [resource+level+occupied.from], [festival+level+occupied.from], [resource+request+level], [resource+ended.at]',
  profiles: '[festival+author], log, author, *blobs',
  programmes: 'id, festival, log',
  // With `turn`, `level` and `asked`: what waits, in the order in which people see it, by time, and by when it expires. What is
  // granted is in none of these.
  standings:
    'request, [owner+state+festival], [resource+requester+until], [owner+turn+asked.from+asked.arrival], [owner+turn+level+asked.from], [owner+turn+asked.expires], [resource+level+asked.from]',
  memberships: 'festival',
  commands: 'id, at',
  settings: 'key',
  vault: 'key',
  approvals: 'id, state, origin',
  permissions: 'id, origin',
  status: 'key',
  delivery: 'log',
  heldBlobs: 'name, usedAt',
  blobParts: '[name+part]',
  wantedBlobs: 'name',
  petnames: 'author, blocked',
  heldAnswers: 'id, batch, request, state',
  told: 'request, until',
}

/**
 * Declares the tables as they are, and what each version did to the rows that it found: a database of any of them is taken over when it is
 * opened. The tables stand in the first version, which gives every older database all that it lacks before its rows are looked at:
 * to declare step by step what came when takes Dexie twice as long, at every start of every context. Version 6 changed no row.
 */
export function declareVersions(db: Dexie): void {
  db.version(1).stores(TABLES)
  // Until then nothing was stored before its signature was checked.
  db.version(2).upgrade((upgrade) =>
    upgrade
      .table<LogRow>('logs')
      .toCollection()
      .modify((log) => {
        log.verified = log.seqNum
      }),
  )
  // The table of standings is filled by the projector, which finds that it keeps the rows of nobody yet.
  db.version(3).upgrade(fileByTime)
  // What waits has its request and its event in its row.
  db.version(4).upgrade(forgetStandings)
  db.version(5).upgrade(fileByBlobs)
  db.version(7).upgrade(fileWaiting)
  // What is granted has its request and its event in its row, too.
  db.version(8).upgrade(fileGranted)
}
