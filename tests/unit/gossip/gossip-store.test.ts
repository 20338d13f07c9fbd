// What gossip asks of its store while a long log comes in.

import { beforeAll, describe, expect, it } from 'vitest'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { gossipStore } from '../../../src/gossip/gossip-store.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import type { LogSituation, StoredEntry } from '../../../src/ports/log-store.ts'
import { adasFestival, joinedLog, person } from '../log/fixtures.ts'

beforeAll(() => prepareHashing())

class AskedStore extends MemoryLogStore {
  questions = 0
  readonly read: string[] = []

  override entries(...asked: Parameters<MemoryLogStore['entries']>): Promise<StoredEntry[]> {
    this.read.push(asked[0].author)
    return super.entries(...asked)
  }

  override situation(...asked: Parameters<MemoryLogStore['situation']>): Promise<LogSituation> {
    this.questions += 1
    return super.situation(...asked)
  }
}

const BLOCK = 64
const BLOCKS = 10

describe('the store as gossip sees it', () => {
  it('is asked how a log stands at one of four blocks only, and that somebody was blocked counts at once', async () => {
    const { festival } = await adasFestival()
    const log = await joinedLog('ben', festival, BLOCKS * BLOCK - 1)
    const store = new AskedStore()
    const seen = gossipStore(store)
    const take = async (block: number) => {
      const from = block * BLOCK
      return seen.ingest(festival, await seen.check(log.incoming(from + 1, from + BLOCK), from))
    }
    for (let block = 0; block < BLOCKS - 1; block += 1) {
      expect(await take(block)).toMatchObject({ head: { seqNum: (block + 1) * BLOCK } })
    }
    // The first block begins the log, the second one finds it; then every fourth one asks.
    expect(store.questions).toBe(3)
    const [held] = await store.logs(festival)
    await store.block(held?.author ?? expect.fail())
    expect(await take(BLOCKS - 1)).toMatchObject({ error: { code: 'blocked' } })
  })

  it.each([
    ['who created the festival', 'ada', 1],
    ['nothing', undefined, 4],
    ['somebody wrong', 'ben', 4],
  ])('finds what a clone inherits in as few logs as it can when it is told %s', async (_, told, logsRead) => {
    const { log, festival } = await adasFestival()
    const store = new AskedStore()
    const filling = gossipStore(store)
    for (const name of ['ben', 'cleo', 'dan']) {
      await filling.ingest(festival, await filling.check((await joinedLog(name, festival, 2)).incoming(1, 3), 0))
    }
    await filling.ingest(festival, await filling.check(log.incoming(1, 1), 0))
    expect(await store.logs(festival)).toHaveLength(4)
    store.read.length = 0
    const creator = told === undefined ? undefined : (await person(told)).publicKey
    expect((await gossipStore(store, verifyHere, async () => creator).cuts(festival)).size).toBe(0)
    expect(new Set(store.read).size).toBe(logsRead)
  })
})
