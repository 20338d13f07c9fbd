// What gossip asks of its store while a long log comes in.

import { beforeAll, describe, expect, it } from 'vitest'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { gossipStore } from '../../../src/gossip/gossip-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import type { LogSituation } from '../../../src/ports/log-store.ts'
import { adasFestival, joinedLog } from '../log/fixtures.ts'

beforeAll(() => prepareHashing())

class AskedStore extends MemoryLogStore {
  questions = 0

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
})
