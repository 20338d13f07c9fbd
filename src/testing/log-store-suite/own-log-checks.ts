// What a log store must do for the logs of this installation: commands that run once, one writer per log.

import type { LogStore, Membership } from '../../ports/log-store.ts'
import { expectSame, type SuiteCheck } from '../check.ts'
import { ada, adasLog, appended, ben, entries, festival, heldLog, otherFestival, ownLog } from './made-up.ts'

/** Own logs and commands. */
export const ownLogChecks: readonly SuiteCheck<LogStore>[] = [
  {
    name: 'a command is recorded with its entries, once',
    run: async (store) => {
      await appended(store, ownLog, 0, entries(1, 1), { record: { id: 'c', result: { a: [1, 'x'] }, membership } })
      expectSame(await store.commandResult('c'), { a: [1, 'x'] })
      const again = await store.append(ownLog, 1, entries(2, 2), { record: { id: 'c', result: 2 } })
      expectSame(again, { ok: false, error: { code: 'moved', seqNum: 1 } })
      expectSame(await store.commandResult('c'), { a: [1, 'x'] })
      expectSame((await heldLog(store, ownLog)).seqNum, 1)
    },
  },
  {
    name: 'the own log of a person in a festival is found, foreign ones of the same person are not',
    run: async (store) => {
      await appended(store, { ...ownLog, logId: 7n, own: false }, 0, entries(1, 1))
      expectSame(await store.ownLog(ben, festival), undefined)
      const log = await appended(store, ownLog, 0, entries(1, 1))
      await appended(store, { ...ownLog, logId: 9n, festival: otherFestival }, 0, entries(1, 1))
      expectSame(await store.ownLog(ben, festival), log)
      expectSame(
        (await store.logsOf(ben, festival)).map(({ logId }) => logId),
        [7n, 1n],
      )
      expectSame(await store.logsOf(ada, festival), [])
    },
  },
  {
    name: 'a log has one writer: this installation until it stops, then only entries from outside',
    run: async (store) => {
      await appended(store, ownLog, 0, entries(1, 1))
      const moved = { ok: false, error: { code: 'moved', seqNum: 1 } }
      expectSame(await store.append({ ...ownLog, own: false }, 1, entries(2, 2)), moved)
      await store.stop(ownLog.author, ownLog.logId)
      await store.stop(ada, 5n)
      expectSame((await store.ownLog(ben, festival))?.stopped, true)
      expectSame(await store.append(ownLog, 1, entries(2, 2)), moved)
      await appended(store, { ...ownLog, own: false }, 1, entries(2, 2))
      expectSame((await heldLog(store, ownLog)).own, true)
    },
  },
  {
    name: 'stopping a log that is not ours does nothing',
    run: async (store) => {
      await appended(store, adasLog, 0, entries(1, 1))
      await store.stop(adasLog.author, adasLog.logId)
      expectSame((await heldLog(store, adasLog)).stopped, false)
    },
  },
]

const membership: Membership = { festival, topicKey: new Uint8Array(32), trackers: [], joinedAt: 1, persona: ben }
