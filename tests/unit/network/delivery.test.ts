// When the network half looks how far own entries have come: when something changed, and until everybody here has everything.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { Delivery } from '../../../network/delivery.ts'
import { holdersIn, readOwnLogs } from '../../../src/adapters/dexie/delivery-rows.ts'
import { begin } from '../background/story.ts'

describe('delivery', () => {
  it('is noted after a change, then each second until all who are here have the newest entry', async () => {
    const { ada } = await begin()
    const [log] = await readOwnLogs(ada.db)
    if (log === undefined) throw new Error('Ada has no log')
    let [peers, holders, asked] = [2, 0, 0]
    const delivery = new Delivery(ada.db, {
      peersOf: () => peers,
      holdersOf: (of, seqNum) => {
        if (of.id === log.id && seqNum === log.seqNum) asked += 1
        return holders
      },
    })
    const noted = async (at: number): Promise<number> => {
      delivery.tick(at)
      await delivery.stop()
      return holdersIn(await ada.db.delivery.get(log.id), log.seqNum)
    }
    expect(await noted(10_000)).toBe(0)
    holders = 1
    expect(await noted(10_500)).toBe(0)
    expect(await noted(11_000)).toBe(1)
    holders = 2
    expect(await noted(12_000)).toBe(2)
    const before = asked
    expect(await noted(60_000)).toBe(2)
    expect(asked).toBe(before)
    ;[peers, holders] = [3, 3]
    delivery.changed()
    expect(await noted(61_000)).toBe(3)
  })

  it('reads the logs that are held once after a change, however long somebody lacks something', async () => {
    const { ada } = await begin()
    let rows = 0
    ada.db.logs.hook('reading', (row) => {
      rows += 1
      return row
    })
    const delivery = new Delivery(ada.db, { peersOf: () => 2, holdersOf: () => 1 })
    const readAt = async (at: number): Promise<number> => {
      rows = 0
      delivery.tick(at)
      await delivery.stop()
      return rows
    }
    expect(await readAt(1_000)).toBeGreaterThan(0)
    expect([await readAt(2_000), await readAt(3_000)]).toEqual([0, 0])
    delivery.changed()
    expect(await readAt(4_000)).toBeGreaterThan(0)
  })
})
