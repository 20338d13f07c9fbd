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
  const festivals = lookUp(db.festivals, keys, ({ festival: key }) => key)
  const events = lookUp(db.events, keys, ({ event }) => event)
  const requests = lookUp(db.requests, keys, ({ request }) => request)
  const answers = lookUp(db.answers, keys, ({ answer }) => answer)
  const profiles = lookUp(
    db.profiles,
    keys,
    ({ profile }) => profile && ([...profile] as [typeof festival, typeof author]),
  )
  for (const look of [festivals, events, requests, answers, profiles]) if (look.isWanted) await look.run()
  const resources = lookUp(db.resources, keys, ({ resource, request }, index) => {
    return resource ?? (request === undefined ? undefined : requests.rows[index]?.resource)
  })
  const claims = lookUp(db.claims, keys, ({ claim }, index): [number, number] | undefined => {
    return claim === undefined ? undefined : [log, read[index]?.seqNum ?? 0]
  })
  for (const look of [resources, claims]) if (look.isWanted) await look.run()
  const retracted = new Set((await readRetracts(db, row)).map(({ entry }) => entry))
  const reasons = new Map<number, NoEffect>()
  for (const [index, entry] of read.entries()) {
    const facts: Facts = {
      festival: festivals.rows[index],
      resource: resources.rows[index],
      event: events.rows[index],
      request: requests.rows[index],
      answer: answers.rows[index],
      profile: profiles.rows[index],
      claim: claims.rows[index]?.state,
      newerAt,
      isRetracted: retracted.has(entry.id),
    }
    const reason = explainEntry(entry, facts)
    if (reason !== undefined) reasons.set(entry.seqNum, reason)
  }
  return reasons
}

/** For each of the keys its row, once it was run. */
interface LookUp<Row> {
  readonly rows: (Row | undefined)[]
  /** One that wants nothing is not run: browsers commit a transaction over a row of awaits that ask nothing. */
  readonly isWanted: boolean
  readonly run: () => Promise<void>
}

function lookUp<Row, Key>(
  table: Table<Row, Key>,
  keys: readonly FactKeys[],
  keyOf: (keys: FactKeys, index: number) => Key | undefined,
): LookUp<Row> {
  const wanted = keys.flatMap((each, index) => {
    const key = keyOf(each, index)
    return key === undefined ? [] : [{ index, key }]
  })
  const rows: (Row | undefined)[] = keys.map(() => undefined)
  const run = async (): Promise<void> => {
    const found = await table.bulkGet(wanted.map(({ key }) => key))
    for (const [at, { index }] of wanted.entries()) rows[index] = found[at]
  }
  return { rows, isWanted: wanted.length > 0, run }
}
