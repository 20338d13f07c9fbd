// What the network says of itself is written when it changes. Bytes change all the time: they come with the next heartbeat.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import type { StatusRow } from '../../../src/adapters/dexie/status-schema.ts'
import { Status } from '../../../network/status.ts'
import { closeDatabases, newDatabase } from '../dexie/databases.ts'

afterEach(closeDatabases)

it('writes who came at once, and the bytes of a link every ten seconds', async () => {
  const db = newDatabase()
  const link = { festivals: [], holds: [], roundTripMs: 20, sentBytes: 0, receivedBytes: 0 }
  let row: StatusRow = { key: 'network', at: 0, online: true, peers: {}, holders: {}, trackers: [] }
  const status = new Status(db, () => row)
  const written = async (change: Partial<StatusRow>): Promise<StatusRow | undefined> => {
    row = { ...row, ...change }
    status.tick(row.at)
    // What is being written is written before this reads.
    await new Promise((resolve) => setTimeout(resolve))
    return db.status.get('network')
  }
  expect(await written({ at: 1_000, links: [link] })).toEqual(row)
  const before = row
  expect(await written({ at: 2_000, links: [{ ...link, sentBytes: 700, receivedBytes: 9 }] })).toEqual(before)
  expect(await written({ at: 3_000, links: [...(row.links ?? []), link] })).toEqual(row)
  const crowd = row
  expect(await written({ at: 4_000, links: [{ ...link, sentBytes: 900 }, link] })).toEqual(crowd)
  expect(await written({ at: 13_000 })).toEqual(row)
  await status.stop()
})
