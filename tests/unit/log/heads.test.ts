// Comparing log heads: what to ask for, what is disputed.

import { describe, expect, it } from 'vitest'
import { compareHeads, headsOf, type Head } from '../../../src/log/heads.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { EntryHash, PublicKey } from '../../../src/operations/ids.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, joinedLog, person } from './fixtures.ts'

const author = 'aa'.repeat(32) as PublicKey
const hash = (digit: string): EntryHash => `0040${digit.repeat(128)}` as EntryHash
const head = (seqNum: number, more: Partial<Head> = {}): Head => ({ author, logId: 1n, seqNum, ...more })
const want = (from: number, to: number): object => ({ author, logId: 1n, from, to })

describe('compareHeads', () => {
  it.each([
    ['an unknown log is wanted whole', [], [head(3)], [want(1, 3)]],
    ['a longer log is wanted from our head on', [head(3)], [head(5)], [want(4, 5)]],
    ['a shorter log is not wanted', [head(3)], [head(2)], []],
    ['an empty claim is not wanted', [], [head(0)], []],
    [
      'another log of the same author is another log',
      [head(3)],
      [head(3, { logId: 2n })],
      [{ ...want(1, 3), logId: 2n }],
    ],
    ['a log forked beyond our head is wanted up to the fork', [head(3, { forkedAt: 5 })], [head(9)], [want(4, 4)]],
    ['a log forked below our head is not wanted', [head(3, { forkedAt: 2 })], [head(9)], []],
  ])('%s', (_, local, remote, wants) => {
    expect(compareHeads(local, remote)).toEqual({ wants, disputes: [] })
  })

  it('two hashes at one number are disputed', () => {
    const local = [head(3, { hash: hash('1') })]
    const disputes = [want(3, 3)]
    expect(compareHeads(local, [head(3, { hash: hash('2') })])).toEqual({ wants: [], disputes })
    expect(compareHeads(local, [head(3, { hash: hash('1') })]).disputes).toEqual([])
    expect(compareHeads(local, [head(3)]).disputes).toEqual([])
    expect(compareHeads(local, [head(2, { hash: hash('2') })]).disputes).toEqual([])
  })

  it('a fork that is proven already is not disputed again', () => {
    const local = [head(3, { hash: hash('1'), forkedAt: 3 })]
    expect(compareHeads(local, [head(3, { hash: hash('2') })]).disputes).toEqual([])
  })
})

it('headsOf names the newest entry of each log held', async () => {
  const store = new MemoryLogStore()
  const { log, festival } = await adasFestival()
  const bens = await joinedLog('ben', festival, 4)
  await ingest(store, festival, log.incoming())
  await ingest(store, festival, bens.incoming())
  expect(await headsOf(store, festival)).toEqual([
    { author: (await person('ada')).publicKey, logId: 7n, seqNum: 1, hash: log.hash(1) },
    { author: (await person('ben')).publicKey, logId: 7n, seqNum: 5, hash: bens.hash(5) },
  ])
})

it('headsOf tells only what is verified of a log', async () => {
  const store = new MemoryLogStore()
  const { festival } = await adasFestival()
  const bens = await joinedLog('ben', festival, 9)
  const { publicKey } = await person('ben')
  await ingest(store, festival, bens.incoming(), { provisional: true })
  expect(await headsOf(store, festival)).toEqual([])
  await store.confirm(publicKey, 7n, { seqNum: 4, entry: bens.entries[3]?.bytes ?? new Uint8Array() })
  expect(await headsOf(store, festival)).toEqual([{ author: publicKey, logId: 7n, seqNum: 4, hash: bens.hash(4) }])
})
