// Verification runs ahead of the line in which entries are stored, and storing stays in the order of arrival.

import { describe, expect, it, vi } from 'vitest'
import type { GossipStore } from '../../../src/gossip/gossip-store.ts'
import { LIVE_WINDOW } from '../../../src/gossip/lanes.ts'
import type { EntriesMessage, PushMessage } from '../../../src/gossip/messages.ts'
import { StoreWork, type StoreOutput } from '../../../src/gossip/store-work.ts'
import { Sync } from '../../../src/gossip/sync.ts'
import type { CheckedBatch } from '../../../src/log/ingest.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'

const festival = `0040${'f1'.repeat(64)}` as FestivalId

const done = (): void => undefined

type Other = Partial<Pick<EntriesMessage | PushMessage, 'type' | 'logId' | 'from' | 'entries'>>

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

interface WorkOptions {
  follows?: boolean
  expectsMore?: boolean
  check?: () => Promise<CheckedBatch>
  now?: () => number
}

/** Work on a store that only remembers what it was asked. */
function workOn(options: WorkOptions = {}): {
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
    now: options.now ?? (() => 0),
    follows: () => options.follows ?? true,
    reload: () => undefined,
    onGrown: () => undefined,
  }
  const sync = new Sync()
  vi.spyOn(sync, 'expectsMore').mockReturnValue(options.expectsMore ?? false)
  return { work: new StoreWork(store as GossipStore, sync, owner), asked }
}

describe('the work of a node on its store', () => {
  it('begins to verify every message when it comes, and stores none before its turn', async () => {
    const { work, asked } = workOn()
    const turns = [...work.begin(entriesFrom(1), done), ...work.begin(entriesFrom(9), done)]
    expect(asked).toEqual(['check 1', 'check 9'])
    for (const turn of turns) await turn()
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
    const [first] = begin(1)
    const storing = first?.()
    const turns = [begin(2), begin(3), begin(4)]
    expect(turns.map((each) => each.length)).toEqual([1, 0, 0])
    await storing
    await turns[0]?.[0]?.()
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
    const turns = [...work.begin(entriesFrom(1), done), ...work.begin(entriesFrom(2, other), done)]
    for (const turn of turns) await turn()
    expect(asked.filter((each) => each.startsWith('ingest'))).toHaveLength(2)
  })

  it('stores what comes after a bad message by itself', async () => {
    const { work, asked } = workOn({ check: async () => ({ items: [], provisional: false }) })
    const turns = [...work.begin(entriesFrom(1), done), ...work.begin(entriesFrom(2), done)]
    for (const turn of turns) await turn()
    expect(asked.filter((each) => each.startsWith('ingest'))).toHaveLength(2)
  })

  it('verifies nothing of a festival that is not followed', async () => {
    const { work, asked } = workOn({ follows: false })
    await work.begin(entriesFrom(1), done)[0]?.()
    expect(asked).toEqual([])
  })

  it('says in its turn that the verifier was closed, and gives the bytes back', async () => {
    const { work, asked } = workOn({ check: () => Promise.reject(new Error('closed')) })
    await expect(work.begin(entriesFrom(1), () => asked.push('done'))[0]?.()).rejects.toThrow('closed')
    expect(asked).toEqual(['check 1', 'done'])
  })
})

describe('a message that ends within a block, of a log of which more is coming', () => {
  const scene = (): {
    begin: (from: number, other?: Other) => number
    rest: (passedMs?: number) => Promise<void>
    stored: () => string[]
  } => {
    let now = 0
    const { work, asked } = workOn({ expectsMore: true, now: () => now })
    const turns: ReturnType<StoreWork['begin']> = []
    const take = (fresh: ReturnType<StoreWork['begin']>): number => turns.push(...fresh) && fresh.length
    return {
      begin: (from, other) => take(work.begin(entriesFrom(from, other), () => asked.push(`done ${from}`))),
      rest: async (passedMs = 500) => {
        now += passedMs
        take(work.overdue())
        for (const turn of turns.splice(0)) await turn()
      },
      stored: () => asked.splice(0).filter((each) => !each.startsWith('check')),
    }
  }

  it('is stored with the end of the block, or half a second after it came', async () => {
    const { begin, rest, stored } = scene()
    expect([begin(62), begin(63), begin(64)]).toEqual([0, 0, 1])
    await rest()
    expect(stored()).toEqual(['ingest 62 63 64', 'done 62', 'done 63', 'done 64'])
    expect([begin(65), begin(66)]).toEqual([0, 0])
    await rest()
    expect(stored()).toEqual(['ingest 65 66', 'done 65', 'done 66'])
    await rest()
    expect(stored()).toEqual([])
  })

  it('waits for its end although the block before it had to wait for its turn', async () => {
    const { begin, rest, stored } = scene()
    expect([begin(63), begin(64), begin(65), begin(66)]).toEqual([0, 1, 0, 0])
    await rest(0)
    expect(stored()).toEqual(['ingest 63 64', 'done 63', 'done 64'])
    await rest(499)
    expect(stored()).toEqual([])
    begin(67)
    await rest(1)
    expect(stored()).toEqual(['ingest 65 66 67', 'done 65', 'done 66', 'done 67'])
  })

  it('is stored with the block before it when that is half of the credit', async () => {
    const { begin, rest, stored } = scene()
    const payload = new Uint8Array(LIVE_WINDOW / 2)
    begin(64)
    begin(65, { entries: [{ entry: Uint8Array.of(65), payload }] })
    await rest(0)
    expect(stored()).toEqual(['ingest 64 65', 'done 64', 'done 65'])
  })

  it('waits however often somebody looks whether it waited long enough', async () => {
    const { begin, rest, stored } = scene()
    begin(62)
    for (let look = 0; look < 9; look += 1) await rest(50)
    begin(63)
    await rest(49)
    expect(stored()).toEqual([])
    await rest(1)
    expect(stored()).toEqual(['ingest 62 63', 'done 62', 'done 63'])
  })

  it('does not wait for a clock that was set back', async () => {
    const { begin, rest, stored } = scene()
    begin(62)
    await rest(-3_600_000)
    expect(stored()).toEqual(['ingest 62', 'done 62'])
  })

  it('waits neither for what does not go on from it nor with half of the credit', async () => {
    const { begin, stored, rest } = scene()
    expect([begin(1), begin(9)]).toEqual([0, 1])
    const [entry, payload] = [Uint8Array.of(10), new Uint8Array(LIVE_WINDOW / 2)]
    expect(begin(10, { entries: [{ entry, payload }] })).toBe(1)
    expect(begin(3, { type: 'push' })).toBe(1)
    await rest()
    expect(stored().filter((each) => each.startsWith('ingest'))).toEqual(['ingest 1', 'ingest 9 10', 'ingest 3'])
  })
})
