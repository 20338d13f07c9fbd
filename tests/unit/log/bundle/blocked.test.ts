// Files and blocked authors (DESIGN 5.7): what they said neither comes in by a file nor goes out by one.

import { describe, expect, it } from 'vitest'
import { MemoryLogStore } from '../../../../src/memory/memory-log-store.ts'
import { bundleOf, camp, importBytes, person } from './fixtures.ts'

describe('a file with somebody whom I blocked', () => {
  it('is taken without what they said, and says so; a file that I save has nothing of them', async () => {
    const { store, festival } = await camp(20)
    const other = new MemoryLogStore()
    const { publicKey: ben } = await person('ben')
    await other.block(ben)
    const imported = await importBytes(other, await bundleOf(store, festival))
    expect(imported).toMatchObject({ ok: true, value: { problems: [{ code: 'blocked', count: 5 }] } })
    expect(await other.logsOf(ben, festival)).toEqual([])
    await store.block(ben)
    expect(await bundleOf(other, festival)).toEqual(await bundleOf(store, festival))
  })

  it('brings the festival and not its founder', async () => {
    const { store, festival } = await camp(20)
    const other = new MemoryLogStore()
    const { publicKey: ada } = await person('ada')
    await other.block(ada)
    await importBytes(other, await bundleOf(store, festival))
    expect((await other.logsOf(ada, festival)).map(({ seqNum }) => seqNum)).toEqual([1])
  })

  it('brings no proofs of what they did', async () => {
    const { store, festival } = await camp(20)
    const other = new MemoryLogStore()
    await other.block((await person('cleo')).publicKey)
    const imported = await importBytes(other, await bundleOf(store, festival))
    expect(imported).toMatchObject({ ok: true, value: { forks: 0 } })
    expect(await other.forkProofs(festival)).toEqual([])
  })
})
