// The signatures of a provisional log are checked later: all of them, in batches, stopping and going on, cutting what is bad.

import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { confirmLog, type ConfirmOutcome } from '../../../src/log/confirm.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { EntryVerifier } from '../../../src/ports/entry-verifier.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinOf, joinedLog, person, profileOf } from './fixtures.ts'

const LENGTH = 600
let store: MemoryLogStore
let festival: FestivalId
let long: HandLog
let name: { author: StoredLog['author']; logId: bigint }

beforeAll(async () => {
  ;({ festival } = await adasFestival())
  long = await joinedLog('ben', festival, LENGTH - 1)
  name = { author: (await person('ben')).publicKey, logId: 7n }
})

beforeEach(async () => {
  store = new MemoryLogStore()
  await ingest(store, festival, long.incoming(), { provisional: true })
})

async function bensLog(): Promise<StoredLog | undefined> {
  return store.log(name.author, name.logId)
}

/** Ben's log as far as `at`, which he did not sign, and on to the next entry that he did. */
async function holdUnsigned(at: number): Promise<void> {
  store = new MemoryLogStore()
  const log = long.fork()
  log.entries.length = at - 1
  await log.addUnsigned(at === 1 ? joinOf(festival) : profileOf('not signed'))
  while (log.entries.length % 64 !== 0 || log.entries.length < 320) await log.add(profileOf('signed'))
  await ingest(store, festival, log.incoming(), { provisional: true })
}

describe('confirming a log', () => {
  it('checks every signature and says how far it is', async () => {
    const progress: number[] = []
    const outcome = await confirmLog(store, name, {
      verifier: verifyHere,
      onProgress: ({ verified, seqNum }) => {
        expect(seqNum).toBe(LENGTH)
        progress.push(verified)
      },
    })
    expect(outcome).toEqual<ConfirmOutcome>({ state: 'complete', verified: LENGTH })
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(progress.length).toBeGreaterThan(1)
    expect(await bensLog()).toMatchObject({ seqNum: LENGTH, verified: LENGTH })
  })

  it('has nothing to do for a log that is verified, or not held', async () => {
    await confirmLog(store, name, { verifier: verifyHere })
    const never: EntryVerifier = { verify: () => Promise.reject(new Error('asked')) }
    expect(await confirmLog(store, name, { verifier: never })).toEqual({ state: 'complete', verified: LENGTH })
    const unknown = { ...name, logId: 8n }
    expect(await confirmLog(store, unknown, { verifier: never })).toEqual({ state: 'complete', verified: 0 })
  })

  it('has two batches in flight', async () => {
    let open = 0
    let most = 0
    const verifier: EntryVerifier = {
      verify: async (entries, which) => {
        open += 1
        most = Math.max(most, open)
        const found = await verifyHere.verify(entries, which)
        open -= 1
        return found
      },
    }
    await confirmLog(store, name, { verifier })
    expect(most).toBeGreaterThanOrEqual(2)
  })

  it('stops between batches when told to, and goes on there', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const stopped = await confirmLog(store, name, {
      verifier: verifyHere,
      signal,
      onProgress: () => controller.abort(),
    })
    expect(stopped.state).toBe('stopped')
    const between = (await bensLog())?.verified ?? 0
    expect(between).toBe(stopped.verified)
    expect(between).toBeGreaterThan(0)
    let asked = 0
    const verifier: EntryVerifier = {
      verify: (entries, which) => {
        asked += entries.length
        return verifyHere.verify(entries, which)
      },
    }
    expect(await confirmLog(store, name, { verifier })).toEqual({ state: 'complete', verified: LENGTH })
    expect(asked).toBe(LENGTH - between)
  })

  it('checks nothing when it is told to stop before', async () => {
    const signal = AbortSignal.abort()
    expect(await confirmLog(store, name, { verifier: verifyHere, signal })).toEqual({ state: 'stopped', verified: 0 })
  })

  it('keeps what it confirmed when the verifier is closed, and hands on its reason', async () => {
    let calls = 0
    const verifier: EntryVerifier = {
      verify: (entries, which) => {
        calls += 1
        return calls > 1 ? Promise.reject(new Error('closed')) : verifyHere.verify(entries, which)
      },
    }
    await expect(confirmLog(store, name, { verifier })).rejects.toThrow('closed')
    const { verified } = (await bensLog()) ?? { verified: 0 }
    expect(verified).toBeGreaterThan(0)
    expect(verified).toBeLessThan(LENGTH)
  })

  it('also checks what is appended meanwhile', async () => {
    store = new MemoryLogStore()
    await ingest(store, festival, long.incoming(1, 300), { provisional: true })
    let isAppended = false
    const onProgress = async (): Promise<void> => {
      if (isAppended) return
      isAppended = true
      await ingest(store, festival, long.incoming(301), { provisional: true })
    }
    const outcome = await confirmLog(store, name, { verifier: verifyHere, onProgress })
    expect(outcome).toEqual({ state: 'complete', verified: LENGTH })
  })
})

describe('a signature that is bad', () => {
  it.each([2, 63, 65, 255, 257, 300])('cuts the log at entry %i and says so', async (at) => {
    await holdUnsigned(at)
    expect(await bensLog()).toMatchObject({ verified: 0 })
    const outcome = await confirmLog(store, name, { verifier: verifyHere })
    expect(outcome).toEqual({ state: 'cut', verified: at - 1, cutAt: at })
    expect(await bensLog()).toMatchObject({ seqNum: at - 1, verified: at - 1, hash: long.hash(at - 1) })
    expect(await confirmLog(store, name, { verifier: verifyHere })).toEqual({ state: 'complete', verified: at - 1 })
  })

  it('leaves room for what was really signed', async () => {
    await holdUnsigned(70)
    await confirmLog(store, name, { verifier: verifyHere })
    expect(await ingest(store, festival, long.incoming())).toMatchObject({
      ok: true,
      value: { known: 69, log: { seqNum: LENGTH, verified: LENGTH } },
    })
  })

  it('of entry 1 leaves an empty log that can begin again', async () => {
    await holdUnsigned(1)
    expect(await confirmLog(store, name, { verifier: verifyHere })).toEqual({ state: 'cut', verified: 0, cutAt: 1 })
    expect(await ingest(store, festival, long.incoming(1, 5))).toMatchObject({ ok: true, value: { appended: 5 } })
  })
})
