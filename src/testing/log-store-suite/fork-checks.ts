// What a log store must do with fork proofs (DESIGN 4.1, Forks).

import { MAX_UNPLACED_PROOFS, type LogStore } from '../../ports/log-store.ts'
import { expectSame, type SuiteCheck } from '../check.ts'
import { adasLog, appended, entries, festival, heldLog, otherFestival, proof } from './made-up.ts'

/** Fork proofs. */
export const forkChecks: readonly SuiteCheck<LogStore>[] = [
  {
    name: 'the fork proof with the lowest sequence number counts',
    run: async (store) => {
      await appended(store, adasLog, 0, entries(1, 5))
      expectSame(await store.keepForkProof(proof(4)), true)
      expectSame(await store.keepForkProof(proof(5)), false)
      expectSame(await store.keepForkProof(proof(4)), false)
      expectSame((await heldLog(store, adasLog)).forkedAt, 4)
      expectSame(await store.keepForkProof(proof(2)), true)
      expectSame((await heldLog(store, adasLog)).forkedAt, 2)
      expectSame(await store.forkProofs(festival), [proof(2)])
      expectSame(await store.forkProof(adasLog.author, adasLog.logId), proof(2))
      expectSame(await store.forkProofs(otherFestival), [])
    },
  },
  {
    name: 'a fork proof that comes before its log marks the log when that comes',
    run: async (store) => {
      expectSame(await store.forkProof(adasLog.author, adasLog.logId), undefined)
      expectSame(await store.keepForkProof(proof(3)), true)
      expectSame(await store.forkProof(adasLog.author, adasLog.logId), proof(3))
      const log = await appended(store, adasLog, 0, entries(1, 1))
      expectSame(log.forkedAt, 3)
      expectSame(await store.forkProofs(festival), [proof(3)])
    },
  },
  {
    name: 'fork proofs of logs that nobody holds can not fill the disk',
    run: async (store) => {
      for (let logId = 1n; logId <= BigInt(MAX_UNPLACED_PROOFS); logId += 1n) {
        expectSame(await store.keepForkProof({ ...proof(5), logId }), true)
      }
      expectSame(await store.keepForkProof({ ...proof(5), logId: 0n }), false)
      expectSame(await store.keepForkProof({ ...proof(4), logId: 1n }), true)
      await appended(store, adasLog, 0, entries(1, 1))
      expectSame(await store.keepForkProof(proof(3)), true)
    },
  },
  {
    name: 'an append that was judged by another fork, or none, counts as moved',
    run: async (store) => {
      await appended(store, adasLog, 0, entries(1, 2))
      await store.keepForkProof(proof(7))
      const append = (forkedAt: number | undefined): ReturnType<LogStore['append']> =>
        store.append(adasLog, 2, entries(3, 5), { seen: { forkedAt, sparse: [] } })
      const moved = { ok: false, error: { code: 'moved', seqNum: 2 } }
      expectSame([await append(undefined), await append(8)], [moved, moved])
      expectSame((await append(7)).ok, true)
      await store.keepForkProof({ ...proof(3), logId: 9n })
      const first = { ...adasLog, logId: 9n }
      // Its proof was there before it: the door looks for one by itself.
      const begun = await appended(store, first, 0, entries(1, 1), { seen: { forkedAt: undefined, sparse: [] } })
      expectSame(begun.forkedAt, 3)
    },
  },
  {
    name: 'an append that is refused does not place the fork proof of a log that is not held',
    run: async (store) => {
      await store.keepForkProof(proof(3))
      expectSame((await store.append(adasLog, 1, entries(2, 2))).ok, false)
      expectSame(await store.forkProofs(festival), [])
    },
  },
]
