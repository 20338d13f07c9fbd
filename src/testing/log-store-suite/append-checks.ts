// What a log store must do with entries: take them in order, all or nothing, and give them back byte for byte.

import type { LogStore } from '../../ports/log-store.ts'
import { expectSame, type SuiteCheck } from '../check.ts'
import {
  ada,
  adasLog,
  appended,
  bytesOf,
  entries,
  festival,
  hashOf,
  heldLog,
  otherFestival,
  stored,
} from './made-up.ts'

/** Appending and reading. */
export const appendChecks: readonly SuiteCheck<LogStore>[] = [
  {
    name: 'an unknown log is undefined and has no entries',
    run: async (store) => {
      expectSame(await store.log(ada, 1n), undefined)
      expectSame(await store.ownLog(ada, festival), undefined)
      expectSame(await store.logs(festival), [])
      expectSame(await store.commandResult('c'), undefined)
    },
  },
  {
    name: 'the first append begins the log and the next one continues it',
    run: async (store) => {
      await appended(store, adasLog, 0, entries(1, 2))
      const log = await appended(store, adasLog, 2, entries(3, 3, { ended: true }))
      const { author, logId } = adasLog
      const hash = hashOf(entries(3, 3)[0])
      const expected = { id: log.id, author, logId, festival, own: false, seqNum: 3, verified: 3, hash }
      expectSame(
        { ...log, bytes: undefined },
        { ...expected, folded: 0, ended: true, stopped: false, bytes: undefined },
      )
      expectSame(log.bytes, bytesOf(entries(1, 3)))
      expectSame(await store.log(author, logId), log)
      expectSame(await store.logs(festival), [log])
      expectSame(await store.logs(otherFestival), [])
    },
  },
  {
    name: 'entries come back byte for byte whatever sizes the appends had',
    run: async (store) => {
      const sizes = [1, 62, 1, 1, 63, 64, 65, 130, 3]
      let head = 0
      for (const size of sizes) {
        await appended(store, adasLog, head, entries(head + 1, head + size))
        head += size
        const log = await heldLog(store, adasLog)
        expectSame(await store.entries(log, 1, head), stored(entries(1, head)))
      }
      const log = await heldLog(store, adasLog)
      for (const [from, to] of [
        [1, 1],
        [64, 65],
        [60, 200],
        [head, head],
      ] as const) {
        expectSame(await store.entries(log, from, to), stored(entries(from, to)))
      }
    },
  },
  {
    name: 'reading beyond the head stops at the head, and an empty range is empty',
    run: async (store) => {
      const log = await appended(store, adasLog, 0, entries(1, 70))
      expectSame(await store.entries(log, 69, 500), stored(entries(69, 70)))
      expectSame(await store.entries(log, 71, 80), [])
      expectSame(await store.entries(log, 5, 4), [])
    },
  },
  {
    name: 'an empty payload and no payload are two things',
    run: async (store) => {
      const [first, second] = entries(1, 2)
      if (first === undefined || second === undefined) throw new Error('two entries')
      const { payload: _, ...bare } = second
      const log = await appended(store, adasLog, 0, [{ ...first, payload: new Uint8Array(0) }, bare])
      await appended(store, adasLog, 2, entries(3, 64))
      const [one, two] = await store.entries(log, 1, 2)
      expectSame([one?.payload, two?.payload], [new Uint8Array(0), undefined])
    },
  },
  {
    name: 'an append on a head that is not the current one is refused as moved and changes nothing',
    run: async (store) => {
      await appended(store, adasLog, 0, entries(1, 2))
      for (const expected of [0, 1, 3]) {
        const result = await store.append(adasLog, expected, entries(expected + 1, expected + 1), {
          record: { id: 'c', result: 1 },
        })
        expectSame(result, { ok: false, error: { code: 'moved', seqNum: 2 } })
      }
      expectSame(await store.commandResult('c'), undefined)
      expectSame(await store.entries(await heldLog(store, adasLog), 1, 9), stored(entries(1, 2)))
    },
  },
  {
    name: 'of two appends at once on one head exactly one is stored',
    run: async (store) => {
      const results = await Promise.all([
        store.append(adasLog, 0, entries(1, 1)),
        store.append(adasLog, 0, entries(1, 1)),
      ])
      expectSame(results.filter((result) => result.ok).length, 1)
      expectSame((await heldLog(store, adasLog)).seqNum, 1)
    },
  },
  {
    name: 'what a caller does once an append is issued is no part of the append',
    run: async (store) => {
      const answers: Promise<unknown>[] = []
      const onIssued = (): void => void answers.push(store.quotaOf(ada, festival), store.log(ada, adasLog.logId))
      await appended(store, adasLog, 0, entries(1, 64), { onIssued })
      const again = await store.append(adasLog, 0, entries(1, 64), { onIssued })
      expectSame(again, { ok: false, error: { code: 'moved', seqNum: 64 } })
      const [quota, log] = await Promise.all(answers)
      // A store without a disk has nothing to wait for, and says nothing.
      expectSame(
        [quota, log],
        answers.length === 0 ? [undefined, undefined] : [undefined, await heldLog(store, adasLog)],
      )
    },
  },
]
