// What is read of a log to be sent: blocks of 64 entries, each once, and never what is not there any more.

import { describe, expect, it, vi } from 'vitest'
import { ReadAhead } from '../../../src/gossip/read-ahead.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { AT, HandLog, adasFestival, eventOf, joinOf, person } from '../log/fixtures.ts'

/** Bytes of an entry's text: about 23 entries in one message. */
const LONG = 8_000

async function longLog(count: number, textBytes: number) {
  const { festival } = await adasFestival()
  const hand = new HandLog(await person('writer'))
  await hand.add(joinOf(festival))
  const span = { from: AT, to: AT + 3_600_000 }
  const description = 'x'.repeat(textBytes)
  for (let index = 1; index < count; index += 1)
    await hand.add({ v: 1, op: 'event.create', at: AT, title: `event ${index}`, ...span, description })
  const store = new MemoryLogStore()
  const take = async (): Promise<StoredLog> => {
    const taken = await ingest(store, festival, hand.incoming())
    if (!taken.ok || taken.value.log === undefined) throw new Error('not taken')
    return taken.value.log
  }
  return { hand, store, log: await take(), take, reading: new ReadAhead(store), reads: vi.spyOn(store, 'entries') }
}

describe('a log that is sent', () => {
  it('is read once per block of 64, in messages that end with the blocks', async () => {
    const { log, reading, reads } = await longLog(100, LONG)
    const sizes: number[] = []
    for (let from = 1; from <= 100;) {
      const entries = await reading.load({ ...log, from, to: 100 })
      expect(entries[0]?.seqNum).toBe(from)
      sizes.push(entries.length)
      from += entries.length
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100)
    expect(sizes.slice(0, 3).reduce((sum, size) => sum + size, 0)).toBe(64)
    expect(reads.mock.calls.map(([, from, to]) => [from, to])).toEqual([
      [1, 64],
      [65, 100],
    ])
  })

  it('fills one message with a block of short entries, also when the range begins within one', async () => {
    const { log, reading } = await longLog(130, 10)
    const last = async (from: number, to: number): Promise<number | undefined> =>
      (await reading.load({ ...log, from, to })).at(-1)?.seqNum
    expect([await last(1, 130), await last(10, 130), await last(65, 130), await last(66, 70)]).toEqual([
      64, 64, 128, 70,
    ])
    expect(await last(131, 140)).toBeUndefined()
  })

  it('is read again after a payload was forgotten or entries came, and at another place than where the last message ended', async () => {
    const { hand, store, log, take, reading, reads } = await longLog(60, LONG)
    const first = await reading.load({ ...log, from: 1, to: 60 })
    const next = first.length + 1
    await store.forget(log, [next])
    const second = await reading.load({ ...log, from: next, to: 60 })
    expect(second[0]).toEqual({ seqNum: next, entry: hand.entries[next - 1]?.bytes })
    await hand.add(eventOf('one more'))
    await take()
    reads.mockClear()
    await reading.load({ ...log, from: next + second.length, to: 61 })
    await reading.load({ ...log, from: 2, to: 61 })
    expect(reads).toHaveBeenCalledTimes(2)
  })
})
