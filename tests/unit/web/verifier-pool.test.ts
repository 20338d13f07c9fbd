// When workers begin and end, and what becomes of the work of those that die. What they find is for the suite
// (tests/conformance/verifier.test.ts).

import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createVerifierPool, type VerifierPool } from '../../../src/adapters/web/verifier-pool.ts'
import type { EntryToVerify } from '../../../src/ports/entry-verifier.ts'
import { workshop, type Ailment, type FakeWorker } from './fake-worker.ts'

/** No entries, which is quickly found out. */
const rubbish = (count: number, length: number = 3): EntryToVerify[] =>
  Array.from({ length: count }, (_, index) => ({ entry: new Uint8Array(length).fill(index) }))

interface Shop {
  pool: VerifierPool
  workers: FakeWorker[]
}

function open(size: number, ailments: (Ailment | undefined)[] = []): Shop {
  const { workers, create } = workshop(ailments)
  const pool = createVerifierPool({ size, create })
  onTestFinished(() => pool.close())
  return { pool, workers }
}

const invalid = (count: number): unknown[] =>
  Array.from({ length: count }, () => expect.objectContaining({ signature: 'invalid' }))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  return () => vi.useRealTimers()
})

describe('the pool', () => {
  it('starts no worker before there is work, and none for a few entries', async () => {
    const { pool, workers } = open(2)
    expect(await pool.verify(rubbish(8), 'all')).toEqual(invalid(8))
    expect(workers).toHaveLength(0)
    expect(await pool.verify(rubbish(9), 'all')).toEqual(invalid(9))
    expect(workers).toHaveLength(1)
  })

  it('starts another worker when those that run have two jobs each, up to its size, and then gives each four', async () => {
    const { pool, workers } = open(3)
    const small = pool.verify(rubbish(2 * 128), 'all')
    expect(workers).toHaveLength(1)
    const large = pool.verify(rubbish(20 * 128), 'all')
    expect(workers).toHaveLength(3)
    expect(workers.map(({ requests }) => requests)).toEqual([4, 4, 4])
    expect(await small).toHaveLength(2 * 128)
    expect(await large).toHaveLength(20 * 128)
    expect(workers.reduce((sum, { requests }) => sum + requests, 0)).toBe(22)
  })

  it('gives larger jobs where few signatures are checked', async () => {
    const { pool, workers } = open(3)
    const findings = await pool.verify(rubbish(600), 'some')
    expect(findings).toHaveLength(600)
    expect(workers.map(({ requests }) => requests)).toEqual([2, 1])
  })

  it('puts no more than a mebibyte into a message, unless one entry alone is larger', async () => {
    const { pool, workers } = open(1)
    await pool.verify(rubbish(12, 300_000), 'all')
    expect(workers[0]?.requests).toBe(4)
    await pool.verify([...rubbish(9), ...rubbish(1, 2_000_000)], 'all')
    expect(workers[0]?.requests).toBe(6)
  })

  it('ends its workers after half a minute without work, and starts them again', async () => {
    const { pool, workers } = open(2)
    await pool.verify(rubbish(64), 'all')
    vi.advanceTimersByTime(29_000)
    await pool.verify(rubbish(64), 'all')
    vi.advanceTimersByTime(29_000)
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([false])
    vi.advanceTimersByTime(1_000)
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true])
    expect(await pool.verify(rubbish(64), 'all')).toEqual(invalid(64))
    expect(workers).toHaveLength(2)
  })

  it('gives the work of a worker that died to another one', async () => {
    const { pool, workers } = open(1, ['error'])
    expect(await pool.verify(rubbish(300), 'all')).toEqual(invalid(300))
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false])
    expect(workers[1]?.requests).toBe(3)
  })

  it('takes a worker for dead that says nothing for ten seconds', async () => {
    const { pool, workers } = open(1, ['silent'])
    const findings = pool.verify(rubbish(100), 'all')
    vi.advanceTimersByTime(10_000)
    expect(await findings).toEqual(invalid(100))
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false])
  })

  it('does itself what two workers died with', async () => {
    const { pool, workers } = open(1, ['error', 'error'])
    expect(await pool.verify(rubbish(64), 'all')).toEqual(invalid(64))
    expect(workers).toHaveLength(2)
  })

  it('stops asking workers after three failed in a row, and tries again after a pause', async () => {
    const { pool, workers } = open(1, ['error', 'error', 'error', 'error'])
    expect(await pool.verify(rubbish(640), 'all')).toEqual(invalid(640))
    expect(await pool.verify(rubbish(64), 'all')).toEqual(invalid(64))
    expect(workers).toHaveLength(3)
    vi.advanceTimersByTime(30_000)
    expect(await pool.verify(rubbish(64), 'all')).toEqual(invalid(64))
    expect(workers.length).toBeGreaterThan(3)
  })

  it('rejects what is under way when it is closed, and everything after', async () => {
    const { pool, workers } = open(2, ['silent', 'silent'])
    const calls = [pool.verify(rubbish(1000), 'all'), pool.verify(rubbish(64), 'some')]
    pool.close()
    for (const call of calls) await expect(call).rejects.toThrow('closed')
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true])
    await expect(pool.verify(rubbish(1), 'all')).rejects.toThrow('closed')
    await expect(pool.verify(rubbish(100), 'all')).rejects.toThrow('closed')
    vi.advanceTimersByTime(60_000)
    expect(workers).toHaveLength(2)
  })
})
