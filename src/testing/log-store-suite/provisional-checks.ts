// What a log store must do with entries whose signatures are not checked yet (DESIGN 4.1): keep them, and drop them again.

import type { AppendTarget, CheckedUpTo, LogStore } from '../../ports/log-store.ts'
import { expectSame, type SuiteCheck } from '../check.ts'
import {
  adasLog,
  appended,
  bare,
  bytesOf,
  entries,
  festival,
  hashOf,
  heldLog,
  otherFestival,
  proof,
  stored,
} from './made-up.ts'

const provisionalLog: AppendTarget = { ...adasLog, provisional: true }

/** The last of the entries up to a number. */
function last(seqNum: number): CheckedUpTo {
  const [entry] = stored(entries(seqNum, seqNum))
  if (entry === undefined) throw new Error('no entry')
  return entry
}

/** Provisional entries. */
export const provisionalChecks: readonly SuiteCheck<LogStore>[] = [
  {
    name: 'provisional entries are held, and verified is below them until they are confirmed',
    run: async (store) => {
      expectSame((await appended(store, adasLog, 0, entries(1, 3))).verified, 3)
      expectSame((await appended(store, provisionalLog, 3, entries(4, 9))).verified, 3)
      const { author, logId } = adasLog
      await store.confirm(author, logId, last(7))
      expectSame((await heldLog(store, adasLog)).verified, 7)
      expectSame(await store.entries(await heldLog(store, adasLog), 1, 9), stored(entries(1, 9)))
    },
  },
  {
    name: 'checked entries above provisional ones leave the mark of what is verified where it is',
    run: async (store) => {
      await appended(store, provisionalLog, 0, entries(1, 4))
      expectSame((await appended(store, adasLog, 4, entries(5, 6))).verified, 0)
      await store.confirm(adasLog.author, adasLog.logId, last(6))
      expectSame((await appended(store, adasLog, 6, entries(7, 7))).verified, 7)
    },
  },
  {
    name: 'confirming never moves back, and does nothing for an unknown log or an entry that is not held there',
    run: async (store) => {
      const { author, logId } = adasLog
      await store.confirm(author, logId, last(5))
      expectSame(await store.log(author, logId), undefined)
      await appended(store, provisionalLog, 0, entries(1, 8))
      await store.confirm(author, logId, last(6))
      await store.confirm(author, logId, last(2))
      expectSame((await heldLog(store, adasLog)).verified, 6)
      await store.confirm(author, logId, last(9))
      await store.confirm(author, logId, { ...last(7), seqNum: 8 })
      expectSame((await heldLog(store, adasLog)).verified, 6)
    },
  },
  ...cutChecks(),
  {
    name: 'a log that was cut to nothing is there, empty, and can begin anew in another festival',
    run: async (store) => {
      const { author, logId } = adasLog
      const { id } = await appended(store, provisionalLog, 0, entries(1, 70))
      await store.cut(author, logId, 1)
      const { hash, seqNum, verified, bytes } = await heldLog(store, adasLog)
      expectSame([hash, seqNum, verified, bytes], [undefined, 0, 0, 0])
      expectSame(await store.entries(await heldLog(store, adasLog), 1, 70), [])
      const again = await appended(store, { ...adasLog, festival: otherFestival }, 0, entries(1, 1, { text: 'other' }))
      expectSame([again.id, again.festival, again.verified], [id, otherFestival, 1])
      expectSame(await store.logs(festival), [])
    },
  },
  {
    name: 'what is verified can not be cut, and cutting above the head does nothing',
    run: async (store) => {
      const { author, logId } = adasLog
      await appended(store, adasLog, 0, entries(1, 3))
      const log = await appended(store, provisionalLog, 3, entries(4, 5))
      for (const from of [0, 1, 3]) {
        const error: unknown = await store.cut(author, logId, from).catch((reason: unknown) => reason)
        expectSame(error instanceof RangeError, true)
      }
      await store.cut(author, logId, 6)
      await store.cut(author, 5n, 1)
      expectSame(await store.log(author, logId), log)
    },
  },
  {
    name: 'a log that is forked at its first entry can be cut to nothing, verified or not, and begin anew',
    run: async (store) => {
      const { author, logId } = adasLog
      await appended(store, adasLog, 0, entries(1, 3))
      await store.keepForkProof(proof(1))
      await store.cut(author, logId, 1)
      const { seqNum, verified, bytes, forkedAt } = await heldLog(store, adasLog)
      expectSame([seqNum, verified, bytes, forkedAt], [0, 0, 0, 1])
      expectSame((await appended(store, adasLog, 0, entries(1, 1, { text: 'other' }))).verified, 1)
    },
  },
  {
    name: 'cutting takes the end of the log, the holes and the forgotten payloads of the dropped entries with it',
    run: async (store) => {
      const { author, logId } = adasLog
      await appended(store, adasLog, 0, bare(entries(1, 2), [2]))
      const log = await appended(store, provisionalLog, 2, bare(entries(3, 9, { ended: true }), [4, 8]))
      await store.forget(log, [4, 9])
      await store.cut(author, logId, 4)
      const { ended, seqNum, bytes } = await heldLog(store, adasLog)
      expectSame([ended, seqNum, bytes], [false, 3, bytesOf(bare(entries(1, 3), [2]))])
      expectSame(await store.holes(log, 10), [2])
      await appended(store, adasLog, 3, bare(entries(4, 4)))
      expectSame(await store.holes(log, 10), [2, 4])
    },
  },
]

/** A cut at every kind of place: in the tail, in a segment, between two, and with several gone. */
function cutChecks(): SuiteCheck<LogStore>[] {
  const places = [
    { head: 40, from: 11 },
    { head: 200, from: 193 },
    { head: 200, from: 200 },
    { head: 200, from: 129 },
    { head: 200, from: 65 },
    { head: 200, from: 64 },
    { head: 192, from: 2 },
  ]
  return places.map(({ head, from }) => ({
    name: `a log of ${head} entries that is cut at ${from} has the ones before it and goes on after them`,
    run: async (store) => {
      const { author, logId } = adasLog
      await appended(store, adasLog, 0, entries(1, 1))
      await appended(store, provisionalLog, 1, entries(2, head))
      await store.cut(author, logId, from)
      const kept = entries(1, from - 1)
      const log = await heldLog(store, adasLog)
      expectSame([log.seqNum, log.hash, log.bytes], [from - 1, hashOf(kept.at(-1)), bytesOf(kept)])
      expectSame(await store.entries(log, 1, head), stored(kept))
      const others = entries(from, head + 70, { text: 'other' })
      await appended(store, adasLog, from - 1, others)
      expectSame(await store.entries(log, 1, head + 70), stored([...kept, ...others]))
    },
  }))
}
