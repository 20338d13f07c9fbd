// The tables and indexes of the database, version by version, and how the rows of an older one become those of the next.

import type { Dexie } from 'dexie'
import { fileByBlobs, fileByTime } from './indexed-rows.ts'
import type { LogRow } from './schema.ts'
import { fileGranted, fileWaiting, forgetStandings } from './standings.ts'

/** Declares every version that was ever stored; a database of any of them is taken over when it is opened. */
export function declareVersions(db: Dexie): void {
  db.version(1).stores({
    logs: '++id, &[author+logId], festival, [festival+author]',
    segments: '[log+index]',
    tail: '[log+seqNum]',
    sparse: '[log+seqNum]',
    forks: '[author+logId], festival',
    arrivals: 'request',
    festivals: 'id, log, parent',
    resources: 'id, festival, log, [festival+owner], owner',
    events: 'id, festival, log, [festival+from], author',
    requests: 'id, festival, log, event, resource, [festival+author]',
    answers: 'id, festival, log, resource, request',
    profiles: '[festival+author], log, author',
    programmes: 'id, festival, log',
    memberships: 'festival',
    commands: 'id, at',
    settings: 'key',
    vault: 'key',
    approvals: 'id, state, origin',
    permissions: 'id, origin',
    status: 'key',
    delivery: 'log',
    blobs: 'hash, usedAt',
    petnames: 'author, blocked',
  })
  db.version(2)
    .stores({
      holes: '[log+seqNum]',
      claims: '[log+seqNum], [festival+author]',
      retracts: '[log+seqNum], [festival+author]',
      imports: '++id, state',
      importFiles: 'import',
    })
    // Until now nothing was stored before its signature was checked.
    .upgrade((upgrade) =>
      upgrade
        .table<LogRow>('logs')
        .toCollection()
        .modify((log) => {
          log.verified = log.seqNum
        }),
    )
  db.version(3)
    .stores({
      // Few events are cancelled and few requests withdrawn, moved or alternatives: these indexes have only those.
      events: 'id, festival, log, [festival+from], author, [festival+level+from], cancelled.at',
      requests: 'id, festival, log, event, resource, [festival+author], supersedes, alternativeTo, withdrawn.at',
      answers:
        'id, festival, log, resource, request, [resource+level+occupied.from], [festival+level+occupied.from], [resource+request+level]',
      // Filled by the projector, which finds that it keeps the rows of nobody yet.
      standings: 'request, [owner+state+festival], [resource+requester+until]',
    })
    .upgrade(fileByTime)
  db.version(4)
    .stores({
      // Few resources continue others, and few answers are ended.
      resources: 'id, festival, log, [festival+owner], owner, [owner+origin]',
      answers:
        'id, festival, log, resource, request, [resource+level+occupied.from], [festival+level+occupied.from], [resource+request+level], [resource+ended.at]',
    })
    // What waits has its request and its event in its row.
    .upgrade(forgetStandings)
  db.version(5)
    .stores({
      // Few rows name blobs: these indexes have only those.
      resources: 'id, festival, log, [festival+owner], owner, [owner+origin], *blobs',
      events: 'id, festival, log, [festival+from], author, [festival+level+from], cancelled.at, *blobs',
      profiles: '[festival+author], log, author, *blobs',
      // Was never written to.
      blobs: null,
      heldBlobs: 'name, usedAt',
      blobParts: '[name+part]',
      wantedBlobs: 'name',
    })
    .upgrade(fileByBlobs)
  db.version(6).stores({
    // What somebody asks for and is not over yet.
    requests:
      'id, festival, log, event, resource, [festival+author], supersedes, alternativeTo, withdrawn.at, [author+to]',
    heldAnswers: 'id, batch, request, state',
    told: 'request, until',
  })
  db.version(7)
    .stores({
      // What waits, in the order in which people see it, by time, and by when it expires. What is granted is in none of these.
      standings: [
        'request',
        '[owner+state+festival]',
        '[resource+requester+until]',
        '[owner+turn+asked.from+asked.arrival]',
        '[owner+turn+level+asked.from]',
        '[owner+turn+asked.expires]',
        '[resource+level+asked.from]',
      ].join(),
    })
    .upgrade(fileWaiting)
  // What is granted has its request and its event in its row, too.
  db.version(8).upgrade(fileGranted)
}
