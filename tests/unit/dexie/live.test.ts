// Live queries with their safety net: what Dexie announces, what it misses, what did not change, and the end.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { live } from '../../../src/adapters/dexie/live.ts'
import { sameInTurns } from '../../../src/adapters/dexie/same-in-turns.ts'
import { sameValue } from '../../../src/adapters/dexie/same-value.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { closeDatabases, newDatabase } from './databases.ts'

const ends: AbortController[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) end.abort()
  await closeDatabases()
})

function signal(): AbortSignal {
  const end = new AbortController()
  ends.push(end)
  return end.signal
}

/** Through a range, since those are what a cache would answer. */
const readTitle = (db: Database) => async (): Promise<unknown> => {
  const rows = await db.settings.where('key').equals('currentFestival').toArray()
  return rows[0]?.value
}

/** Where the query itself takes long, on a machine that does too. */
const SLOW = { timeout: 20_000 }

function longAnswer(length = 40_000): unknown[] {
  return Array.from({ length }, (_, id) => ({ id, of: { a: [id], b: `${id}` } }))
}

/** Writes behind Dexie's back, as a worker does that is killed before it can tell. */
async function writeSilently(db: Database, value: string): Promise<void> {
  const transaction = db.backendDB().transaction('settings', 'readwrite')
  transaction.objectStore('settings').put({ key: 'currentFestival', value })
  await new Promise((resolve) => transaction.addEventListener('complete', resolve))
}

describe('live', () => {
  it('gives the first answer and every change', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    live(readTitle(db), (value) => seen.push(value), { signal: signal() })
    await vi.waitFor(() => expect(seen).toEqual([undefined]))
    await db.settings.put({ key: 'currentFestival', value: 'one' })
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'one']))
  })

  it('notices what nobody announced when it is told to look again', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    const { again } = live(readTitle(db), (value) => seen.push(value), { signal: signal() })
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    await writeSilently(db, 'silent')
    again()
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'silent']))
  })

  it('rests while nothing was written, also what nobody announced', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    let [asked, looks, written] = [0, 0, 1]
    const query = async (): Promise<unknown> => {
      asked += 1
      return readTitle(db)()
    }
    const since = (): Promise<number> => {
      looks += 1
      return Promise.resolve(written)
    }
    live(query, (value) => seen.push(value), { signal: signal(), everyMs: 5, visible: () => true, since })
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    const [before, looked] = [asked, looks]
    await vi.waitFor(() => expect(looks).toBeGreaterThan(looked + 5))
    expect(asked).toBe(before)
    await writeSilently(db, 'silent')
    written = 2
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'silent']))
    await db.settings.put({ key: 'currentFestival', value: 'announced' })
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'silent', 'announced']))
  })

  it('notices it by itself after a while, but only while somebody looks', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    let isVisible = false
    let looks = 0
    const visible = (): boolean => {
      looks += 1
      return isVisible
    }
    live(readTitle(db), (value) => seen.push(value), { signal: signal(), everyMs: 5, visible })
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    await writeSilently(db, 'silent')
    const before = looks
    await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 2))
    expect(seen).toHaveLength(1)
    isVisible = true
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'silent']))
  })

  it('does not repeat an answer that is the same', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    let asked = 0
    const query = async (): Promise<unknown> => {
      asked += 1
      return { rows: await db.settings.toArray(), key: new Uint8Array(2), map: new Map([[1, { a: 2 }]]) }
    }
    const { again } = live(query, (value) => seen.push(value), { signal: signal() })
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    again()
    await vi.waitFor(() => expect(asked).toBe(2))
    await db.settings.put({ key: 'online', value: true })
    await vi.waitFor(() => expect(asked).toBe(3))
    await vi.waitFor(() => expect(seen).toHaveLength(2))
  })

  it('leaves time to others when it is slow and changes come one after the other, and ends with the last one', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    const ANSWERING_MS = 40
    let asked = 0
    const query = async (): Promise<unknown> => {
      asked += 1
      const value = await readTitle(db)()
      for (const end = performance.now() + ANSWERING_MS; performance.now() < end;) continue
      return value
    }
    const begun = performance.now()
    live(query, (value) => seen.push(value), { signal: signal() })
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    const changes = 60
    for (let change = 1; change <= changes; change += 1) {
      await db.settings.put({ key: 'currentFestival', value: `${change}` })
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await vi.waitFor(() => expect(seen.at(-1)).toBe(`${changes}`), { timeout: 5000 })
    // A quarter of the time, however long a machine takes for all of it, and a little at the beginning.
    expect(asked * ANSWERING_MS).toBeLessThan((performance.now() - begun) / 2 + 200)
  })

  it('does not ask a slow query again while nothing changes, and hears what changes while it leaves time to others', async () => {
    const db = newDatabase()
    // Dexie asks again what was asked while it opened a database.
    await db.open()
    const seen: unknown[] = []
    let asked = 0
    const query = async (): Promise<unknown> => {
      asked += 1
      const value = await readTitle(db)()
      for (const end = performance.now() + 150; performance.now() < end;) continue
      return value
    }
    live(query, (value) => seen.push(value), { signal: signal(), everyMs: 60_000 })
    await vi.waitFor(() => expect(seen).toHaveLength(1), SLOW)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(asked).toBe(1)
    await db.settings.put({ key: 'currentFestival', value: 'one' })
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'one']), SLOW)
    // In the pause that follows a slow answer.
    await db.settings.put({ key: 'currentFestival', value: 'two' })
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'one', 'two']), SLOW)
    expect(asked).toBe(3)
  })

  it('tells changes of a long answer in the order in which they came, and the last one', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    const query = async (): Promise<unknown> => [...longAnswer(), await readTitle(db)()]
    live(query, (value) => seen.push((value as unknown[]).at(-1)), { signal: signal() })
    await vi.waitFor(() => expect(seen).toEqual([undefined]), SLOW)
    for (const title of ['1', '2', '3']) await db.settings.put({ key: 'currentFestival', value: title })
    await vi.waitFor(() => expect(seen.at(-1)).toBe('3'), SLOW)
    const titles = seen.slice(1) as string[]
    expect(titles).toEqual(titles.toSorted((a, b) => Number(a) - Number(b)))
  })

  it('goes on after a query that failed', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    let fails = true
    const query = (): Promise<unknown> => (fails ? Promise.reject(new Error('no')) : readTitle(db)())
    live(query, (value) => seen.push(value), { signal: signal(), everyMs: 5 })
    await db.settings.put({ key: 'currentFestival', value: 'later' })
    expect(seen).toEqual([])
    fails = false
    await vi.waitFor(() => expect(seen).toEqual(['later']))
  })

  it('goes on at the next look after a transaction that the browser aborted, of which Dexie says nothing', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    let asked = 0
    const aborted = Object.assign(new Error('aborted'), { name: 'AbortError' })
    const query = (): Promise<unknown> => ((asked += 1) === 1 ? Promise.reject(aborted) : readTitle(db)())
    live(query, (value) => seen.push(value), { signal: signal(), everyMs: 5 })
    await vi.waitFor(() => expect(seen).toEqual([undefined]))
    await db.settings.put({ key: 'currentFestival', value: 'heard' })
    await vi.waitFor(() => expect(seen).toEqual([undefined, 'heard']))
  })

  it('lets a question finish when an earlier one fails meanwhile', async () => {
    const seen: unknown[] = []
    const settle: { fail: () => void; answer: () => void }[] = []
    const query = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        settle.push({ fail: () => reject(new Error('late')), answer: () => resolve('newest') })
      })
    const { again } = live(query, (value) => seen.push(value), { signal: signal(), everyMs: 5 })
    await vi.waitFor(() => expect(settle).toHaveLength(1))
    again()
    await vi.waitFor(() => expect(settle).toHaveLength(2))
    settle[0]?.fail()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(settle).toHaveLength(2)
    settle[1]?.answer()
    await vi.waitFor(() => expect(seen).toEqual(['newest']))
  })

  it('goes on a minute after a question that is never answered', async () => {
    const db = newDatabase()
    const seen: unknown[] = []
    let asked = 0
    const query = (): Promise<unknown> => ((asked += 1) === 1 ? new Promise(() => undefined) : readTitle(db)())
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_000_000)
    try {
      live(query, (value) => seen.push(value), { signal: signal(), everyMs: 5 })
      await vi.waitFor(() => expect(asked).toBe(1))
      now.mockReturnValue(1_059_999)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(asked).toBe(1)
      now.mockReturnValue(1_060_000)
      await vi.waitFor(() => expect(seen).toEqual([undefined]))
    } finally {
      now.mockRestore()
    }
  })

  it('says nothing after its end', async () => {
    const db = newDatabase()
    const end = new AbortController()
    const seen: unknown[] = []
    const { again } = live(readTitle(db), (value) => seen.push(value), { signal: end.signal })
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    end.abort()
    let witness = 0
    live(readTitle(db), () => (witness += 1), { signal: signal() })
    await vi.waitFor(() => expect(witness).toBe(1))
    await db.settings.put({ key: 'currentFestival', value: 'unheard' })
    again()
    await vi.waitFor(() => expect(witness).toBe(2))
    expect(seen).toEqual([undefined])
    live(readTitle(db), (value) => seen.push(value), { signal: end.signal }).again()
    expect(seen).toEqual([undefined])
  })
})

describe('sameValue', () => {
  const same: [string, unknown, unknown][] = [
    ['numbers', 1, 1],
    ['not-a-numbers', Number.NaN, Number.NaN],
    ['bigints', 2n ** 60n, 2n ** 60n],
    ['bytes', Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
    ['objects whatever the order of their keys', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['maps', new Map([['a', { b: 1 }]]), new Map([['a', { b: 1 }]])],
  ]
  it.each(same)('finds equal %s the same', async (_, a, b) => {
    expect(sameValue(a, b)).toBe(true)
    expect(await sameInTurns(a, b)).toBe(true)
  })

  const different: [string, unknown, unknown][] = [
    ['a missing key and undefined', { a: undefined }, { b: undefined }],
    ['one key more', { a: 1 }, { a: 1, b: 2 }],
    ['arrays and bytes', [1], Uint8Array.of(1)],
    ['bytes of another length', Uint8Array.of(1), Uint8Array.of(1, 2)],
    ['maps with other values', new Map([['a', 1]]), new Map([['a', 2]])],
    ['null and an object', null, {}],
    ['arrays and objects', [], {}],
    ['other objects', new Date(0), new Date(0)],
  ]
  it.each(different)('tells %s apart', async (_, a, b) => {
    expect(sameValue(a, b)).toBe(false)
    expect(sameValue(b, a)).toBe(false)
    expect(await sameInTurns(a, b)).toBe(false)
    expect(await sameInTurns(b, a)).toBe(false)
  })

  it('gives others their turn while it compares what is long, wherever that is', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1))
    for (const within of [
      (long: unknown) => long,
      (long: unknown) => ({ long }),
      (long: unknown) => new Map([['long', long]]),
    ]) {
      const before = turns
      expect(await sameInTurns(within(longAnswer(200_000)), within(longAnswer(200_000)))).toBe(true)
      expect(turns).toBeGreaterThan(before)
    }
    clearInterval(timer)
  })
})
