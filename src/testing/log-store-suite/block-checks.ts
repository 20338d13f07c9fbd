// What a log store must do with blocked authors (DESIGN 5.7, decision 0018).

import type { AppendTarget, LogStore } from '../../ports/log-store.ts'
import { expectSame, type SuiteCheck } from '../check.ts'
import {
  ada,
  adasLog,
  appended,
  ben,
  bytesOf,
  entries,
  festival,
  hashOf,
  heldLog,
  otherFestival,
  ownLog,
  proof,
  stored,
} from './made-up.ts'

const more: AppendTarget = { ...adasLog, logId: 7n, festival: otherFestival }
const bensLog: AppendTarget = { ...adasLog, author: ben }

/** A log whose first entry is the festival itself. */
function foundersLog(): AppendTarget {
  const id = hashOf(entries(1, 1)[0])
  return { ...adasLog, logId: 3n, festival: id ?? festival }
}

/** Blocked authors. */
export const blockChecks: readonly SuiteCheck<LogStore>[] = [
  {
    name: 'a block drops all that is held of the author, in every festival, and nothing of anybody else',
    run: async (store) => {
      const log = await appended(store, adasLog, 0, entries(1, 70))
      await appended(store, more, 0, entries(1, 2))
      await appended(store, bensLog, 0, entries(1, 3))
      await store.keepSparse(log, stored(entries(80, 82)))
      await store.keepForkProof(proof(9))
      await store.block(ada)
      expectSame(await store.blocked(), [ada])
      expectSame([await store.isBlocked(ada), await store.isBlocked(ben)], [true, false])
      expectSame(await store.log(ada, adasLog.logId), undefined)
      expectSame(await store.logs(otherFestival), [])
      expectSame(await store.entries(log, 1, 70), [])
      expectSame(await store.sparse(log), [])
      expectSame(await store.forkProof(ada, adasLog.logId), undefined)
      expectSame(
        (await store.logs(festival)).map(({ author, seqNum }) => [author, seqNum]),
        [[ben, 3]],
      )
    },
  },
  {
    name: 'the situation of a log is what the single questions tell',
    run: async (store) => {
      const nothing = { sparse: [], isBlocked: false, logs: [] }
      expectSame(await store.situation(ada, adasLog.logId, festival), nothing)
      const log = await appended(store, adasLog, 0, entries(1, 70))
      await appended(store, more, 0, entries(1, 2))
      await store.keepSparse(log, stored(entries(80, 82)))
      const sparse = stored(entries(80, 82))
      expectSame(await store.situation(ada, adasLog.logId, festival), { log, sparse, isBlocked: false, logs: [log] })
      // Offered for a festival that it does not belong to.
      const logs = await store.logsOf(ada, otherFestival)
      expectSame(await store.situation(ada, adasLog.logId, otherFestival), { log, sparse, isBlocked: false, logs })
      await store.block(ada)
      expectSame(await store.situation(ada, adasLog.logId, festival), { ...nothing, isBlocked: true })
    },
  },
  {
    name: 'nothing of a blocked author is taken, wherever it would go',
    run: async (store) => {
      const log = await appended(store, adasLog, 0, entries(1, 5))
      await store.block(ada)
      expectSame(await store.append(adasLog, 5, entries(6, 6)), { ok: false, error: { code: 'blocked' } })
      expectSame(await store.append(adasLog, 0, entries(1, 1)), { ok: false, error: { code: 'blocked' } })
      expectSame(await store.append(more, 0, entries(1, 1)), { ok: false, error: { code: 'blocked' } })
      expectSame(await store.keepForkProof(proof(2)), false)
      await store.keepSparse(log, stored(entries(8, 9)))
      await store.fill(log, [{ seqNum: 1, payload: new Uint8Array(1) }])
      expectSame(await store.logs(festival), [])
      expectSame(await store.sparse(log), [])
    },
  },
  {
    name: 'the entry that a festival is named after stays when its author is blocked, and can come later',
    run: async (store) => {
      const founding = foundersLog()
      const [first] = entries(1, 1)
      await appended(store, founding, 0, entries(1, 9))
      await store.block(ada)
      const left = await heldLog(store, founding)
      expectSame([left.seqNum, left.verified, left.hash], [1, 1, founding.festival])
      expectSame(left.bytes, bytesOf(entries(1, 1)))
      expectSame(await store.entries(left, 1, 9), stored(entries(1, 1)))
      expectSame(await store.append(founding, 1, entries(2, 2)), { ok: false, error: { code: 'blocked' } })
      const other = { ...founding, logId: 4n }
      expectSame(await store.append(other, 0, entries(1, 2)), { ok: false, error: { code: 'blocked' } })
      if (first !== undefined) expectSame((await appended(store, other, 0, [first])).seqNum, 1)
    },
  },
  {
    name: 'an author who is not blocked any more starts from the beginning',
    run: async (store) => {
      await appended(store, adasLog, 0, entries(1, 5))
      await store.block(ada)
      await store.block(ada)
      await store.unblock(ada)
      await store.unblock(ben)
      expectSame(await store.blocked(), [])
      const log = await appended(store, adasLog, 0, entries(1, 3))
      expectSame(await store.entries(log, 1, 9), stored(entries(1, 3)))
      expectSame(await store.keepForkProof(proof(2)), true)
    },
  },
  {
    name: 'nobody blocks themselves',
    run: async (store) => {
      await appended(store, ownLog, 0, entries(1, 2))
      let refused: unknown
      await store.block(ben).catch((error: unknown) => (refused = error))
      expectSame(refused instanceof RangeError, true)
      expectSame(await store.isBlocked(ben), false)
      expectSame((await heldLog(store, ownLog)).seqNum, 2)
    },
  },
  {
    name: 'an author has the usual quota unless somebody chose another one',
    run: async (store) => {
      expectSame(await store.quotaOf(ada, festival), undefined)
    },
  },
]
