// Verification runs ahead of the line in which entries are stored, and storing stays in the order of arrival.

import { describe, expect, it } from 'vitest'
import type { GossipStore } from '../../../src/gossip/gossip-store.ts'
import type { EntriesMessage } from '../../../src/gossip/messages.ts'
import { StoreWork, type StoreOutput } from '../../../src/gossip/store-work.ts'
import { Sync } from '../../../src/gossip/sync.ts'
import type { CheckedBatch } from '../../../src/log/ingest.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'

const festival = `0040${'f1'.repeat(64)}` as FestivalId

function entriesFrom(from: number): StoreOutput {
  const message: EntriesMessage = {
    type: 'entries',
    slot: 0,
    author: 'ad'.repeat(32) as PublicKey,
    logId: 1n,
    from,
    entries: [{ entry: Uint8Array.of(from) }],
  }
  return { kind: 'ingest', link: 1, festival, message }
}

/** Work on a store that only remembers what it was asked. */
function workOn(options: { follows?: boolean; check?: () => Promise<CheckedBatch> } = {}): {
  work: StoreWork
  asked: string[]
} {
  const asked: string[] = []
  const store: Partial<GossipStore> = {
    check: async (entries) => {
      asked.push(`check ${entries[0]?.entry[0]}`)
      return options.check === undefined ? { items: [], provisional: false } : options.check()
    },
    ingest: async () => {
      asked.push('ingest')
      return {}
    },
  }
  const owner = {
    now: () => 0,
    follows: () => options.follows ?? true,
    reload: () => undefined,
    onGrown: () => undefined,
  }
  return { work: new StoreWork(store as GossipStore, new Sync(), owner), asked }
}

describe('the work of a node on its store', () => {
  it('begins to verify every message when it comes, and stores none before its turn', async () => {
    const { work, asked } = workOn()
    const turns = [work.begin(entriesFrom(1)), work.begin(entriesFrom(2))]
    expect(asked).toEqual(['check 1', 'check 2'])
    for (const turn of turns) await turn()
    expect(asked).toEqual(['check 1', 'check 2', 'ingest', 'ingest'])
  })

  it('verifies nothing of a festival that is not followed', async () => {
    const { work, asked } = workOn({ follows: false })
    await work.begin(entriesFrom(1))()
    expect(asked).toEqual([])
  })

  it('says in its turn that the verifier was closed', async () => {
    const { work, asked } = workOn({ check: () => Promise.reject(new Error('closed')) })
    await expect(work.begin(entriesFrom(1))()).rejects.toThrow('closed')
    expect(asked).toEqual(['check 1'])
  })
})
