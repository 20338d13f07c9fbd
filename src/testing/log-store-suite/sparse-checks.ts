// What a log store must do with entries beyond a gap (DESIGN 4.1, Gaps): keep the newest, until the log has grown over them.

import { MAX_SPARSE_ENTRIES, type LogStore, type StoredEntry, type StoredLog } from '../../ports/log-store.ts'
import { expectSame, type SuiteCheck } from '../check.ts'
import { adasLog, appended, bare, entries, heldLog, stored } from './made-up.ts'

/** Entries beyond the head. */
export const sparseChecks: readonly SuiteCheck<LogStore>[] = [
  {
    name: 'entries beyond a gap are kept and come back in order, and the log does not have them',
    run: async (store) => {
      const log = await begunLog(store)
      await store.keepSparse(log, beyond(8, 9))
      await store.keepSparse(log, beyond(5, 5))
      expectSame(await store.sparse(log), [...beyond(5, 5), ...beyond(8, 9)])
      expectSame(await store.entries(log, 1, 9), stored(entries(1, 2)))
      expectSame(await heldLog(store, adasLog), log)
    },
  },
  {
    name: 'the sparse entries of two logs are apart',
    run: async (store) => {
      const log = await begunLog(store)
      const other = await appended(store, { ...adasLog, logId: 5n }, 0, entries(1, 2))
      await store.keepSparse(log, beyond(5, 5))
      await store.keepSparse(other, beyond(7, 7))
      expectSame([await store.sparse(log), await store.sparse(other)], [beyond(5, 5), beyond(7, 7)])
    },
  },
  {
    name: 'entries up to the head are not kept as sparse, and those that an append reaches are dropped',
    run: async (store) => {
      const log = await begunLog(store)
      await store.keepSparse(log, [...stored(entries(1, 2)), ...beyond(3, 6)])
      expectSame(await store.sparse(log), beyond(3, 6))
      await appended(store, adasLog, 2, entries(3, 5))
      expectSame(await store.sparse(log), beyond(6, 6))
      // By what the log is, not by what the caller last saw of it.
      await store.keepSparse(log, beyond(4, 7))
      expectSame(await store.sparse(log), beyond(6, 7))
    },
  },
  {
    name: 'a sparse entry stays as it came first, but a header takes its payload',
    run: async (store) => {
      const log = await begunLog(store)
      await store.keepSparse(log, stored(bare(entries(5, 5))))
      await store.keepSparse(log, stored(entries(5, 5, { text: 'other' })))
      expectSame(await store.sparse(log), stored(bare(entries(5, 5))))
      await store.keepSparse(log, beyond(5, 5))
      await store.keepSparse(log, stored(bare(entries(5, 5))))
      expectSame(await store.sparse(log), beyond(5, 5))
    },
  },
  {
    name: 'an append over entries beyond the head that it was not judged by counts as moved and changes nothing',
    run: async (store) => {
      const log = await begunLog(store)
      await store.keepSparse(log, [...beyond(4, 4), ...beyond(9, 9)])
      const append = (sparse: StoredEntry[]): ReturnType<LogStore['append']> =>
        store.append(adasLog, 2, entries(3, 5), { seen: { forkedAt: undefined, sparse } })
      const moved = { ok: false, error: { code: 'moved', seqNum: 2 } }
      expectSame(await append([]), moved)
      expectSame(await append(beyond(9, 9)), moved)
      expectSame([await heldLog(store, adasLog), await store.sparse(log)], [log, [...beyond(4, 4), ...beyond(9, 9)]])
      expectSame(await store.entries(log, 1, 9), stored(entries(1, 2)))
      // What lies beyond the new head bears on a later append.
      expectSame((await append(beyond(4, 4))).ok, true)
      expectSame(await store.sparse(log), beyond(9, 9))
    },
  },
  {
    name: 'of more sparse entries than fit, the newest are kept',
    run: async (store) => {
      const log = await begunLog(store)
      const last = 10 + MAX_SPARSE_ENTRIES
      await store.keepSparse(log, beyond(11, last))
      await store.keepSparse(log, [...beyond(10, 10), ...beyond(last + 1, last + 2)])
      expectSame(await store.sparse(log), beyond(13, last + 2))
      await store.keepSparse(log, beyond(1000, 1000 + 2 * MAX_SPARSE_ENTRIES))
      expectSame((await store.sparse(log)).length, MAX_SPARSE_ENTRIES)
    },
  },
]

function begunLog(store: LogStore): Promise<StoredLog> {
  return appended(store, adasLog, 0, entries(1, 2))
}

function beyond(from: number, to: number): StoredEntry[] {
  return stored(entries(from, to))
}
