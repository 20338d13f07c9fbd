// Verification runs ahead of the line in which entries are stored, and storing stays in the order of arrival.

import { describe, expect, it } from 'vitest'
import type { GossipStore } from '../../../src/gossip/gossip-store.ts'
import type { EntriesMessage, PushMessage } from '../../../src/gossip/messages.ts'
import { StoreWork, type StoreOutput } from '../../../src/gossip/store-work.ts'
import { Sync } from '../../../src/gossip/sync.ts'
import type { CheckedBatch } from '../../../src/log/ingest.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'

const festival = `0040${'f1'.repeat(64)}` as FestivalId

const done = (): void => undefined

type Other = Partial<Pick<EntriesMessage | PushMessage, 'type' | 'logId' | 'from'>>

/** One entry with this number. */
function entriesFrom(from: number, other: Other = {}): StoreOutput {
  const message = {
    type: 'entries' as const,
    slot: 0,
    author: 'ad'.repeat(32) as PublicKey,
    logId: 1n,
    from,
    entries: [{ entry: Uint8Array.of(from) }],
    ...other,
  }
  return { kind: 'ingest', link: 1, festival, message }
}

/** What the check of such a message finds: no more of it than is looked at. */
function checkedFrom(seqNum: number): CheckedBatch {
  const bytes = Uint8Array.of(seqNum)
  const items = [{ entry: { seqNum }, bytes, findings: { signature: 'valid' } }] as unknown as CheckedBatch['items']
  return { log: { author: 'ad'.repeat(32) as PublicKey, logId: 1n }, items, provisional: false }
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
      return options.check === undefined ? checkedFrom(entries[0]?.entry[0] ?? 0) : options.check()
    },
    ingest: async (_, { items }) => {
      asked.push(`ingest ${items.map(({ entry }) => entry.seqNum).join(' ')}`)
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
    const turns = [work.begin(entriesFrom(1), done), work.begin(entriesFrom(9), done)]
    expect(asked).toEqual(['check 1', 'check 9'])
    for (const turn of turns) await turn?.()
    expect(asked).toEqual(['check 1', 'check 9', 'ingest 1', 'ingest 9'])
  })

  it('stores what came while others were stored in one go, and only then gives its bytes back', async () => {
    const { work, asked } = workOn()
    const given: number[] = []
    const begin = (from: number): ReturnType<StoreWork['begin']> =>
      work.begin(entriesFrom(from), () => {
        given.push(from)
        asked.push(`done ${from}`)
      })
    const first = begin(1)
    const storing = first?.()
    const turns = [begin(2), begin(3), begin(4)]
    expect(turns.map((turn) => turn !== undefined)).toEqual([true, false, false])
    await storing
    await turns[0]?.()
    expect(asked.filter((each) => !each.startsWith('check'))).toEqual([
      'ingest 1',
      'done 1',
      'ingest 2 3 4',
      'done 2',
      'done 3',
      'done 4',
    ])
  })

  it.each([
    ['another log', { logId: 2n, from: 2 }],
    ['a gap', { from: 3 }],
    ['news', { type: 'push' as const, from: 2 }],
  ])('stores alone what does not go on from it: %s', async (_, other) => {
    const { work, asked } = workOn()
    const turns = [work.begin(entriesFrom(1), done), work.begin(entriesFrom(2, other), done)]
    for (const turn of turns) await turn?.()
    expect(asked.filter((each) => each.startsWith('ingest'))).toHaveLength(2)
  })

  it('stores what comes after a bad message by itself', async () => {
    const { work, asked } = workOn({ check: async () => ({ items: [], provisional: false }) })
    const turns = [work.begin(entriesFrom(1), done), work.begin(entriesFrom(2), done)]
    for (const turn of turns) await turn?.()
    expect(asked.filter((each) => each.startsWith('ingest'))).toHaveLength(2)
  })

  it('verifies nothing of a festival that is not followed', async () => {
    const { work, asked } = workOn({ follows: false })
    await work.begin(entriesFrom(1), done)?.()
    expect(asked).toEqual([])
  })

  it('says in its turn that the verifier was closed, and gives the bytes back', async () => {
    const { work, asked } = workOn({ check: () => Promise.reject(new Error('closed')) })
    await expect(work.begin(entriesFrom(1), () => asked.push('done'))?.()).rejects.toThrow('closed')
    expect(asked).toEqual(['check 1', 'done'])
  })
})
