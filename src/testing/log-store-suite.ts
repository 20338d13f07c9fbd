// What every log store must do (src/ports/log-store.ts). A store does not verify, so entries here are any bytes.

import { toHex, utf8Encode, yamfHash } from '../bamboo/index.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'
import {
  MAX_UNPLACED_PROOFS,
  type ForkProof,
  type LogStore,
  type Membership,
  type StoredLog,
  type VerifiedAppend,
} from '../ports/log-store.ts'
import { expectSame, type SuiteCheck } from './check.ts'

const ada = 'ad'.repeat(32) as PublicKey
const ben = 'be'.repeat(32) as PublicKey
const festival = `0040${'f1'.repeat(64)}` as FestivalId
const otherFestival = `0040${'f2'.repeat(64)}` as FestivalId
const adasLog = { author: ada, logId: 2n ** 64n - 1n, festival, own: false }
const ownLog = { author: ben, logId: 1n, festival, own: true }

/** Checks for a store that is empty at the start of each. */
export const logStoreSuite: readonly SuiteCheck<LogStore>[] = [
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
      const hash = entries(3, 3)[0]?.hash
      const expected = { id: log.id, author, logId, festival, own: false, seqNum: 3, hash, folded: 0, ended: true }
      expectSame({ ...log, bytes: undefined }, { ...expected, stopped: false, bytes: undefined })
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
          id: 'c',
          result: 1,
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
    name: 'a command is recorded with its entries, once',
    run: async (store) => {
      await appended(store, ownLog, 0, entries(1, 1), { id: 'c', result: { a: [1, 'x'] }, membership })
      expectSame(await store.commandResult('c'), { a: [1, 'x'] })
      const again = await store.append(ownLog, 1, entries(2, 2), { id: 'c', result: 2 })
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
      expectSame(await store.forkProofs(otherFestival), [])
    },
  },
  {
    name: 'a fork proof that comes before its log marks the log when that comes',
    run: async (store) => {
      expectSame(await store.keepForkProof(proof(3)), true)
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
]

const membership: Membership = { festival, topicKey: new Uint8Array(32), trackers: [], joinedAt: 1, persona: ben }

async function appended(store: LogStore, ...input: Parameters<LogStore['append']>): Promise<StoredLog> {
  const result = await store.append(...input)
  if (!result.ok) throw new Error(`not appended: ${result.error.code}`)
  return result.value
}

async function heldLog(store: LogStore, { author, logId }: { author: PublicKey; logId: bigint }): Promise<StoredLog> {
  const log = await store.log(author, logId)
  if (log === undefined) throw new Error('the log is not held')
  return log
}

function entries(from: number, to: number, { ended = false } = {}): VerifiedAppend[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const seqNum = from + index
    const entry = utf8Encode(`entry ${seqNum}`)
    const payload = new Uint8Array(seqNum % 300).fill(seqNum % 256)
    return { seqNum, entry, payload, hash: toHex(yamfHash(entry)) as EntryHash, ended }
  })
}

function stored(appends: readonly VerifiedAppend[]): object[] {
  return appends.map(({ seqNum, entry, payload }) => ({ seqNum, entry, payload }))
}

function bytesOf(appends: readonly VerifiedAppend[]): number {
  return appends.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
}

function proof(seqNum: number): ForkProof {
  const { author, logId } = adasLog
  return { author, logId, seqNum, first: utf8Encode(`first ${seqNum}`), second: utf8Encode(`second ${seqNum}`) }
}
