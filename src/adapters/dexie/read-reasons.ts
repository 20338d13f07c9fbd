// Why entries of a log have no effect, from the rows that the projector keeps (DESIGN 3.3): a few reads for a whole page.

import type { Table } from 'dexie'
import { explainEntry, factKeys, type FactKeys, type Facts, type NoEffect } from '../../festival/explain-entry.ts'
import { entryHash } from '../../festival/fold-log.ts'
import type { StoredEntry } from '../../ports/log-store.ts'
import { readRetracts } from './retract-rows.ts'
import type { Database, LogRow } from './schema.ts'

/** The reasons by sequence number, of entries that the fold of this log has passed. */
export async function readReasons(
  db: Database,
  row: LogRow,
  entries: readonly StoredEntry[],
): Promise<ReadonlyMap<number, NoEffect>> {
  const { id: log, author, festival, newerAt } = row
  const read = entries.flatMap((stored) => {
    const { seqNum, payload } = stored
    return payload === undefined ? [] : [{ id: entryHash(stored), log, seqNum, author, festival, payload }]
  })
  const keys = read.map(factKeys)
  const [festivals, events, requests, answers, profiles] = [
    await rowsOf(db.festivals, keys, ({ festival: key }) => key),
    await rowsOf(db.events, keys, ({ event }) => event),
    await rowsOf(db.requests, keys, ({ request }) => request),
    await rowsOf(db.answers, keys, ({ answer }) => answer),
    await rowsOf(db.profiles, keys, ({ profile }) => profile && ([...profile] as [typeof festival, typeof author])),
  ]
  const resources = await rowsOf(db.resources, keys, ({ resource, request }, index) => {
    return resource ?? (request === undefined ? undefined : requests[index]?.resource)
  })
  const claims = await rowsOf(db.claims, keys, ({ claim }, index): [number, number] | undefined => {
    return claim === undefined ? undefined : [log, read[index]?.seqNum ?? 0]
  })
  const retracted = new Set((await readRetracts(db, row)).map(({ entry }) => entry))
  const reasons = new Map<number, NoEffect>()
  for (const [index, entry] of read.entries()) {
    const facts: Facts = {
      festival: festivals[index],
      resource: resources[index],
      event: events[index],
      request: requests[index],
      answer: answers[index],
      profile: profiles[index],
      claim: claims[index]?.state,
      newerAt,
      isRetracted: retracted.has(entry.id),
    }
    const reason = explainEntry(entry, facts)
    if (reason !== undefined) reasons.set(entry.seqNum, reason)
  }
  return reasons
}

/** For each of the keys its row, read at once. Nothing is asked when nothing is wanted: Dexie loses transactions over that. */
async function rowsOf<Row, Key>(
  table: Table<Row, Key>,
  keys: readonly FactKeys[],
  keyOf: (keys: FactKeys, index: number) => Key | undefined,
): Promise<(Row | undefined)[]> {
  const wanted = keys.flatMap((each, index) => {
    const key = keyOf(each, index)
    return key === undefined ? [] : [{ index, key }]
  })
  const rows: (Row | undefined)[] = keys.map(() => undefined)
  if (wanted.length === 0) return rows
  const found = await table.bulkGet(wanted.map(({ key }) => key))
  for (const [at, { index }] of wanted.entries()) rows[index] = found[at]
  return rows
}
