// How far what was written here has arrived: noted by the network half, never taken back, only the newest entries one by one.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import {
  DELIVERY_WINDOW,
  holdersIn,
  noteDelivery,
  readDelivered,
  readDelivery,
  readOnlyHere,
  readOwnLogs,
} from '../../../src/adapters/dexie/delivery-rows.ts'
import { begin } from '../background/story.ts'
import { closeDatabases, newDatabase } from './databases.ts'

describe('delivery', () => {
  afterEach(closeDatabases)

  it('never falls, whoever goes', async () => {
    const db = newDatabase()
    const log = { id: 7, seqNum: 3 }
    expect(holdersIn(await db.delivery.get(7), 1)).toBe(0)
    expect(await noteDelivery(db, log, (seqNum) => 4 - seqNum)).toBe(true)
    expect(await noteDelivery(db, log, () => 2)).toBe(true)
    expect(await noteDelivery(db, log, () => 0)).toBe(false)
    const row = await db.delivery.get(7)
    expect([1, 2, 3, 4].map((seqNum) => holdersIn(row, seqNum))).toEqual([3, 2, 2, 0])
  })

  it('is kept for the newest entries; those before them are held by at least as many', async () => {
    const db = newDatabase()
    await noteDelivery(db, { id: 1, seqNum: DELIVERY_WINDOW }, () => 5)
    await noteDelivery(db, { id: 1, seqNum: DELIVERY_WINDOW + 10 }, (seqNum) => (seqNum <= DELIVERY_WINDOW ? 1 : 0))
    const row = await db.delivery.get(1)
    expect(row?.peers).toHaveLength(DELIVERY_WINDOW)
    expect([1, 11, DELIVERY_WINDOW, DELIVERY_WINDOW + 1].map((seqNum) => holdersIn(row, seqNum))).toEqual([5, 5, 5, 0])
  })

  it('shows the last things that were written here, the newest first, with who has them', async () => {
    const { ada, ben } = await begin()
    const [log] = await readOwnLogs(ada.db)
    if (log === undefined) throw new Error('Ada has no log')
    await noteDelivery(ada.db, log, (seqNum) => (seqNum < log.seqNum ? 2 : 0))
    const shown = await readDelivered(ada.db, 2)
    expect(shown.map(({ line, holders }) => [line.seqNum, holders])).toEqual([
      [log.seqNum, 0],
      [log.seqNum - 1, 2],
    ])
    expect(holdersIn((await readDelivery(ada.db, log.id))?.row, log.seqNum - 1)).toBe(2)
    const [bensOfAda] = await ben.db.logs.where('author').equals(log.author).toArray()
    expect(await readDelivery(ben.db, bensOfAda?.id ?? 0)).toBeUndefined()
    const [unknown] = await readOwnLogs(ben.db)
    expect(await readDelivery(ben.db, unknown?.id ?? 0)).toEqual({ row: undefined })
    // Ben holds Ada's log too; what is shown to him is his own.
    const bens = await readDelivered(ben.db, 50)
    expect(bens).toHaveLength((await readOwnLogs(ben.db)).reduce((sum, { seqNum }) => sum + seqNum, 0))
  })

  it('says what is only here, and since when', async () => {
    const { ada } = await begin()
    const [log] = await readOwnLogs(ada.db)
    if (log === undefined) throw new Error('Ada has no log')
    const { seqNum: entries } = log
    const [newest] = await readDelivered(ada.db, 1)
    expect(entries).toBeGreaterThan(1)
    expect(await readOnlyHere(ada.db)).toMatchObject({ entries, only: entries })
    await noteDelivery(ada.db, log, (seqNum) => (seqNum < entries ? 2 : 0))
    expect(await readOnlyHere(ada.db)).toEqual({ entries, only: 1, since: newest?.line.at })
    await noteDelivery(ada.db, log, () => 1)
    expect(await readOnlyHere(ada.db)).toEqual({ entries, only: 0 })
    // More than the window of which numbers are kept.
    await ada.db.logs.update(log.id, { seqNum: entries + 30 })
    expect(await readOnlyHere(ada.db)).toMatchObject({ entries: entries + 30, only: 30 })
  })

  it('has nothing to say where nothing was written', async () => {
    const db = newDatabase()
    expect(await readOnlyHere(db)).toEqual({ entries: 0, only: 0 })
  })
})
