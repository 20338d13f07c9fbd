// What a log store must do with payloads that are not there: note them, take them later, and remove them for good
// (DESIGN 4.1, Gaps).

import type { LogStore } from '../../ports/log-store.ts'
import { expectSame, type SuiteCheck } from '../check.ts'
import { adasLog, appended, bare, bytesOf, entries, heldLog, stored } from './made-up.ts'

/** Entry 7 is in the middle of a segment, 64 and 65 are around its end, 130 is in the tail. */
const PLACES = [7, 64, 65, 130]

/** Payloads that are missing, come late, or are forgotten. */
export const holeChecks: readonly SuiteCheck<LogStore>[] = [
  {
    name: 'entries without their payload are holes, ascending, as many as asked for',
    run: async (store) => {
      await appended(store, adasLog, 0, bare(entries(1, 3), [2]))
      const log = await appended(store, adasLog, 3, bare(entries(4, 1000)))
      expectSame(await store.holes(log, 4), [2, 4, 5, 6])
      expectSame((await store.holes(log, 5000)).length, 998)
      expectSame(await store.holes(log, 0), [])
      const whole = await appended(store, { ...adasLog, logId: 5n }, 0, entries(1, 1))
      expectSame(await store.holes(whole, 4), [])
    },
  },
  {
    name: 'the logs that have holes are known without looking at the others',
    run: async (store) => {
      expectSame(await store.holed(), [])
      await appended(store, adasLog, 0, entries(1, 100))
      const early = await appended(store, { ...adasLog, logId: 3n }, 0, bare(entries(1, 70), [2, 65, 70]))
      await appended(store, { ...adasLog, logId: 4n }, 0, entries(1, 3))
      const late = await appended(store, { ...adasLog, logId: 5n }, 0, bare(entries(1, 2), [1]))
      expectSame(await store.holed(), [early, late])
      await store.fill(early, payloadsOf([2, 65, 70]))
      expectSame(
        (await store.holed()).map(({ logId }) => logId),
        [5n],
      )
    },
  },
  {
    name: 'a payload that comes later is there afterwards, is counted, and is no hole any more',
    run: async (store) => {
      const all = entries(1, 130)
      const log = await appended(store, adasLog, 0, bare(all, [...PLACES, 100]))
      await store.fill(log, payloadsOf(PLACES))
      expectSame(await store.entries(log, 1, 130), stored(bare(all, [100])))
      expectSame((await heldLog(store, adasLog)).bytes, bytesOf(bare(all, [100])))
      expectSame(await store.holes(log, 10), [100])
    },
  },
  {
    name: 'an entry that has its payload keeps it, and one that is not held gets none',
    run: async (store) => {
      const log = await appended(store, adasLog, 0, bare(entries(1, 3), [2]))
      const other = new Uint8Array([1])
      await store.fill(log, [
        { seqNum: 1, payload: other },
        { seqNum: 2, payload: new Uint8Array(0) },
        { seqNum: 2, payload: other },
        { seqNum: 4, payload: other },
        { seqNum: 0, payload: other },
      ])
      const [first, second, third] = entries(1, 3)
      expectSame(await store.entries(log, 1, 9), [
        ...stored(first === undefined ? [] : [first]),
        { seqNum: 2, entry: second?.entry, payload: new Uint8Array(0) },
        ...stored(third === undefined ? [] : [third]),
      ])
    },
  },
  {
    name: 'a forgotten payload is gone, is not counted, is not asked for and does not come back',
    run: async (store) => {
      const all = entries(1, 130)
      const log = await appended(store, adasLog, 0, bare(all, [7]))
      await store.forget(log, [...PLACES, 65, 131, 0])
      expectSame(await store.entries(log, 1, 130), stored(bare(all, PLACES)))
      expectSame((await heldLog(store, adasLog)).bytes, bytesOf(bare(all, PLACES)))
      expectSame(await store.holes(log, 10), [])
      await store.fill(log, payloadsOf(PLACES))
      await store.forget(log, PLACES)
      expectSame(await store.entries(log, 1, 130), stored(bare(all, PLACES)))
      expectSame((await heldLog(store, adasLog)).bytes, bytesOf(bare(all, PLACES)))
    },
  },
  {
    name: 'a hole behind many forgotten payloads is found',
    run: async (store) => {
      const log = await appended(store, adasLog, 0, bare(entries(1, 1100)))
      await store.forget(
        log,
        entries(1, 1099).map(({ seqNum }) => seqNum),
      )
      expectSame(await store.holes(log, 1), [1100])
    },
  },
  {
    name: 'holes stay where they are while the log grows',
    run: async (store) => {
      const all = entries(1, 70)
      const log = await appended(store, adasLog, 0, bare(all.slice(0, 60), [50]))
      await store.forget(log, [60])
      await appended(store, adasLog, 60, all.slice(60))
      expectSame(await store.holes(log, 10), [50])
      await store.fill(log, payloadsOf([50, 60]))
      expectSame(await store.entries(log, 1, 70), stored(bare(all, [60])))
    },
  },
]

function payloadsOf(seqNums: readonly number[]): { seqNum: number; payload: Uint8Array }[] {
  return seqNums.flatMap((seqNum) =>
    entries(seqNum, seqNum).map(({ payload = new Uint8Array(0) }) => ({ seqNum, payload })),
  )
}
