// A festival in a file and out again: the same heads, forks and entries, byte for byte.

import { describe, expect, it } from 'vitest'
import { readBundleHead } from '../../../../src/log/bundle/read-head.ts'
import { bytesSource } from '../../../../src/log/bundle/source.ts'
import { verifyBundle } from '../../../../src/log/bundle/verify-bundle.ts'
import { writeBundle, type WriteProgress } from '../../../../src/log/bundle/write-bundle.ts'
import { confirmLog } from '../../../../src/log/confirm.ts'
import { headsOf } from '../../../../src/log/heads.ts'
import { verifyHere } from '../../../../src/log/verify-here.ts'
import type { FestivalId } from '../../../../src/operations/ids.ts'
import { MemoryLogStore } from '../../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, AT, joinedLog, joinOf, profileOf } from '../fixtures.ts'
import { bundleOf, camp, collect, contentOf, importBytes, person, take } from './fixtures.ts'

describe('a bundle', () => {
  it('brings a festival to somebody who never met its people', async () => {
    const { store, festival } = await camp()
    const other = new MemoryLogStore()
    const imported = await importBytes(other, await bundleOf(store, festival))
    expect(imported).toMatchObject({ ok: true, value: { entries: 158, added: 158, known: 0, forks: 1, problems: [] } })
    expect(await contentOf(other, festival)).toEqual(await unforked(store, festival))
  })

  it('is the same file from everybody who has the same entries, whatever the order they came in', async () => {
    const { store, festival, ada, ben } = await camp(20)
    const one = new MemoryLogStore()
    const other = new MemoryLogStore()
    await take(one, festival, ada)
    await take(one, festival, ben)
    await take(other, festival, ben)
    await take(other, festival, ada)
    expect(await bundleOf(one, festival)).toEqual(await bundleOf(other, festival))
    const bytes = await bundleOf(store, festival)
    const copy = new MemoryLogStore()
    await importBytes(copy, bytes)
    expect(await bundleOf(copy, festival)).toEqual(bytes)
  })

  it('adds nothing when it is opened a second time', async () => {
    const { store, festival } = await camp(70)
    const bytes = await bundleOf(store, festival)
    const before = await contentOf(store, festival)
    const again = await importBytes(store, bytes)
    expect(again).toMatchObject({ ok: true, value: { added: 0, known: 78, forks: 0, problems: [] } })
    expect(await contentOf(store, festival)).toEqual(before)
  })

  it('adds only what is missing', async () => {
    const { festival, store, ada } = await camp(100)
    const other = new MemoryLogStore()
    await take(other, festival, Object.assign(ada.fork(), { entries: ada.entries.slice(0, 40) }))
    const imported = await importBytes(other, await bundleOf(store, festival))
    expect(imported).toMatchObject({ ok: true, value: { added: 68, known: 40 } })
  })

  it('keeps what comes after a fork to itself and brings the proof', async () => {
    const { store, festival } = await camp(3)
    const other = new MemoryLogStore()
    await importBytes(other, await bundleOf(store, festival))
    const heads = await headsOf(other, festival)
    expect(heads.map(({ seqNum, forkedAt }) => [seqNum, forkedAt])).toContainEqual([3, 4])
  })

  it('brings the entry that the festival is named after even when its author contradicted it', async () => {
    const { log: ada, festival } = await adasFestival()
    const other = new HandLog(await person('ada'))
    await other.add(joinOf(festival))
    await ada.add(profileOf('Ada'))
    const store = new MemoryLogStore()
    await take(store, festival, ada)
    await take(store, festival, other)
    const copy = new MemoryLogStore()
    const imported = await importBytes(copy, await bundleOf(store, festival))
    expect(imported).toMatchObject({ ok: true, value: { added: 1, forks: 1, problems: [] } })
  })

  it('brings entries without the payloads that their holder lacks, and fills them from another file', async () => {
    const { store, festival, ada } = await camp(30)
    const full = await bundleOf(store, festival)
    const log = await store.log((await person('ada')).publicKey, 7n)
    if (log === undefined) throw new Error('no log')
    await store.forget(log, [5, 6])
    const poor = await bundleOf(store, festival)
    const other = new MemoryLogStore()
    expect(await importBytes(other, poor)).toMatchObject({ ok: true, value: { added: 38, problems: [] } })
    expect(await other.holes(log, 10)).toEqual([5, 6])
    expect(await importBytes(other, full)).toMatchObject({ ok: true, value: { added: 0, filled: 2 } })
    expect(await other.entries(log, 5, 6)).toMatchObject(ada.entries.slice(4, 6).map(({ payload }) => ({ payload })))
  })

  it('has only what is verified', async () => {
    const { store, festival, ada } = await camp(100)
    const bytes = await bundleOf(store, festival)
    const other = new MemoryLogStore()
    await importBytes(other, bytes, { provisional: true })
    const empty = await verifyBundle(bytesSource(await bundleOf(other, festival)))
    expect(empty).toMatchObject({ ok: true, value: { entries: 0 } })
    for (const log of await other.logs(festival))
      expect((await confirmLog(other, log, { verifier: verifyHere })).state).toBe('complete')
    expect(await bundleOf(other, festival)).toEqual(bytes)
    expect(ada.entries).toHaveLength(100)
  })

  it('takes the festivals that are wanted and leaves the others out', async () => {
    const { store, festival } = await camp(5)
    const second = new HandLog(await person('dora'))
    const side = await second.add({ ...festivalOf('Side stage'), nonce: 'ff'.repeat(16) })
    await take(store, side, second)
    const bytes = await bundleOf(store, festival, side)
    const other = new MemoryLogStore()
    const imported = await importBytes(other, bytes, { accept: async (id) => id === side })
    const problems = [{ code: 'not-accepted', count: 14 }]
    expect(imported).toMatchObject({ ok: true, value: { entries: 14, added: 1, forks: 0, problems } })
    expect(await other.logs(festival)).toEqual([])
  })

  it('says what it is about before it is read', async () => {
    const { store, festival } = await camp(5)
    const invite = 'p2panda:1:anything'
    const bytes = await collect(writeBundle(store, [{ festival, invite }, { festival }]))
    let read = 0
    const source = bytesSource(bytes)
    const counting = {
      size: source.size,
      read: (offset: number, length: number) => {
        read += length
        return source.read(offset, length)
      },
    }
    const head = await readBundleHead(counting)
    expect(head).toMatchObject({ ok: true, value: { festivals: [{ festival, invite }, { festival }] } })
    expect(read).toBeLessThanOrEqual(16 * 1024)
  })

  it('is verified without being stored', async () => {
    const { store, festival } = await camp()
    const report = await verifyBundle(bytesSource(await bundleOf(store, festival)))
    expect(report).toEqual({
      ok: true,
      value: {
        festivals: [{ festival }],
        authors: 3,
        logs: 3,
        entries: 158,
        payloads: 158,
        forks: 1,
        newest: AT + 4,
        problems: [],
      },
    })
  })

  it('tells how far it is written, and ends early when it is stopped', async () => {
    const { store, festival } = await camp()
    const progress: WriteProgress[] = []
    const signal = { aborted: false }
    const written = writeBundle(store, [{ festival }], {
      signal,
      onProgress: (now) => {
        progress.push(now)
        signal.aborted = progress.length === 2
      },
    })
    const bytes = await collect(written)
    expect(progress).toHaveLength(2)
    expect(progress.map(({ of }) => of)).toEqual([158, 158])
    expect(await verifyBundle(bytesSource(bytes))).toMatchObject({ ok: false, error: { code: 'truncated' } })
  })

  it('verifies logs that are longer than one step, link by link', async () => {
    const { log, festival } = await adasFestival()
    while (log.entries.length < 1500) await log.add(profileOf('Ada', AT + log.entries.length))
    const store = new MemoryLogStore()
    await take(store, festival, log)
    await take(store, festival, await joinedLog('ben', festival, 1))
    const report = await verifyBundle(bytesSource(await bundleOf(store, festival)))
    expect(report).toMatchObject({ ok: true, value: { entries: 1502, logs: 2, problems: [] } })
  })
})

function festivalOf(title: string) {
  return { v: 1, op: 'festival.create', at: AT, title, timezone: 'Europe/Berlin', visibility: 'open' } as const
}

/** What a bundle brings of a store: of forked logs only what counts. */
async function unforked(store: MemoryLogStore, festival: FestivalId): Promise<unknown> {
  const logs = await contentOf(store, festival)
  for (const log of logs) {
    log.entries.length = Math.min(log.entries.length, (log.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
    log.verified = log.entries.length
  }
  return logs
}
