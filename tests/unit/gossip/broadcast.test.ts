// New entries between whole nodes, and one that speaks by hand: pushed along branches, announced elsewhere, asked for when a
// branch does not bring them, and counted by who wrote them.

import { describe, expect, it } from 'vitest'
import type { LogKey } from '../../../src/gossip/local-topic.ts'
import type { LogRef, Message, NewsHead, SentEntry, UnknownMessage } from '../../../src/gossip/messages.ts'
import { LogRefs } from '../../../src/gossip/broadcast/log-refs.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'
import { RawPeer } from './raw-peer.ts'

type Of<Type extends string> = Extract<Message | UnknownMessage, { type: Type }>

/** A festival that Ada founded with three entries, Ben who follows it and holds nothing, and a peer of his that says anything. */
interface Stage {
  festival: FestivalId
  ada: TestNode
  ben: TestNode
  raw: RawPeer
  log: StoredLog
  ref: LogRef
  entries: SentEntry[]
}

async function stage(): Promise<Stage> {
  const [ada, ben] = [await testNode('ada'), await testNode('ben')]
  const festival = await foundFestival(ada, 2)
  await ben.follow(festival)
  const [log] = await ada.store.logs(festival)
  if (log === undefined) throw new Error('Ada has no log')
  const entries: SentEntry[] = await ada.store.entries(log, 1, 3)
  const ref = new LogRefs(topicKeyOf(festival)).of(`${log.author}/${log.logId}` as LogKey)
  const raw = await meet('raw', ben, festival)
  return { festival, ada, ben, raw, log, ref, entries }
}

async function meet(name: string, node: TestNode, festival: FestivalId): Promise<RawPeer> {
  const [end, other] = memoryLinkPair()
  node.node.addLink(other)
  const peer = new RawPeer(name, end, [{ festival, key: topicKeyOf(festival) }])
  await settle(node)
  return peer
}

function heard<Type extends string>(peer: RawPeer, type: Type): Of<Type>[] {
  return peer.heard.filter((message): message is Of<Type> => message.type === type)
}

/** The logs that the peer was asked to push, message by message; without those that only make it a branch. */
function asked(peer: RawPeer): Of<'graft'>['logs'][] {
  return heard(peer, 'graft').flatMap(({ logs }) => (logs.length === 0 ? [] : [logs]))
}

function push(peer: RawPeer, { log, entries }: Stage, from: number, to: number): void {
  const { author, logId } = log
  peer.say({ type: 'push', slot: 0, author, logId, from, entries: entries.slice(from - 1, to) }, 'bulk')
}

function news(peer: RawPeer, { ref }: Stage, seqNum: number): void {
  peer.say({ type: 'news', slot: 0, heads: [{ ref, seqNum, hash: new Uint8Array(4) }] })
}

/** Lets time pass, waking the nodes when they want to be woken. */
async function pass(ms: number, ...nodes: TestNode[]): Promise<void> {
  for (let left = ms; left > 0; left -= 10) {
    for (const { clock, node } of nodes) {
      clock.advance(10)
      if (clock.now() >= node.nextWakeAt()) node.tick()
    }
    await settle(...nodes)
  }
}

describe('a push', () => {
  it('is stored, confirmed to who brought it, and announced and pushed further', async () => {
    const scene = await stage()
    const other = await meet('other', scene.ben, scene.festival)
    push(scene.raw, scene, 1, 1)
    await settle(scene.ben)
    expect(await scene.ben.heights(scene.festival)).toEqual([1])
    const expected = [expect.objectContaining({ ref: scene.ref, seqNum: 1 }) as NewsHead]
    expect(heard(scene.raw, 'news').map(({ heads }) => heads)).toEqual([expected])
    expect(heard(other, 'push').map(({ from, entries }) => [from, entries.length])).toEqual([[1, 1]])
    expect(heard(scene.raw, 'push')).toEqual([])
  })

  it('of what is held cuts the branch, which then hears announcements only', async () => {
    const scene = await stage()
    const { ben } = scene
    const second = await meet('second', ben, scene.festival)
    push(scene.raw, scene, 1, 1)
    await settle(ben)
    push(second, scene, 1, 1)
    push(second, scene, 1, 1)
    await settle(ben)
    expect(heard(second, 'prune')).toHaveLength(1)
    expect(heard(scene.raw, 'prune')).toHaveLength(0)
    await pass(100, ben)
    push(scene.raw, scene, 2, 2)
    await settle(ben)
    expect(heard(second, 'push').map(({ from }) => from)).toEqual([1])
    expect(heard(second, 'news').flatMap(({ heads }) => heads.map(({ seqNum }) => seqNum))).toEqual([2])
  })

  it('that does not follow what is held is not stored, and what is missing is asked for', async () => {
    const scene = await stage()
    push(scene.raw, scene, 3, 3)
    await settle(scene.ben)
    expect(await scene.ben.heights(scene.festival)).toEqual([])
    await pass(1_000, scene.ben)
    expect(asked(scene.raw)).toEqual([[{ ref: scene.ref, from: 1 }]])
    push(scene.raw, scene, 1, 3)
    await settle(scene.ben)
    expect(await scene.ben.heights(scene.festival)).toEqual([3])
  })

  it('that does not verify closes the link, and the same from another link is taken', async () => {
    const scene = await stage()
    const second = await meet('second', scene.ben, scene.festival)
    const [first] = scene.entries
    if (first === undefined) throw new Error('no entry')
    const entry = first.entry.slice()
    entry[entry.length - 1] = (entry.at(-1) ?? 0) ^ 1
    const { author, logId } = scene.log
    scene.raw.say({ type: 'push', slot: 0, author, logId, from: 1, entries: [{ ...first, entry }] }, 'bulk')
    await settle(scene.ben)
    expect(scene.raw.closeReason).toBe('bad-entry')
    push(second, scene, 1, 1)
    await settle(scene.ben)
    expect(await scene.ben.heights(scene.festival)).toEqual([1])
    expect(heard(second, 'prune')).toHaveLength(0)
  })

  it('of nothing at all is nothing', async () => {
    const scene = await stage()
    const { author, logId } = scene.log
    scene.raw.say({ type: 'push', slot: 0, author, logId, from: 1, entries: [] }, 'bulk')
    await pass(2_000, scene.ben)
    expect(scene.raw.closeReason).toBeUndefined()
    expect(asked(scene.raw)).toEqual([])
  })
})

describe('an announcement', () => {
  it('is waited on for a while, then the whole gap is asked for with one message', async () => {
    const scene = await stage()
    news(scene.raw, scene, 3)
    await pass(290, scene.ben)
    expect(asked(scene.raw)).toEqual([])
    await pass(20, scene.ben)
    expect(asked(scene.raw)).toEqual([[{ ref: scene.ref, from: 1 }]])
  })

  it('of what comes meanwhile by itself is not answered', async () => {
    const scene = await stage()
    const second = await meet('second', scene.ben, scene.festival)
    news(scene.raw, scene, 1)
    await pass(200, scene.ben)
    push(second, scene, 1, 1)
    await pass(3_000, scene.ben)
    expect(asked(scene.raw)).toEqual([])
    // Who told first learns that it came.
    expect(heard(scene.raw, 'news').flatMap(({ heads }) => heads.map(({ seqNum }) => seqNum))).toEqual([1])
    expect(heard(second, 'news')).toEqual([])
  })

  it('that is not kept is asked for elsewhere, and at last by comparing', async () => {
    const scene = await stage()
    const second = await meet('second', scene.ben, scene.festival)
    news(scene.raw, scene, 1)
    news(second, scene, 1)
    await pass(1_000, scene.ben)
    expect([asked(scene.raw).length, asked(second).length]).toEqual([1, 1])
    const roots = (): number => heard(second, 'root').length
    const before = roots()
    await pass(40_000, scene.ben)
    expect(roots()).toBeGreaterThan(before)
  })

  it('of a log that is being fetched starts nothing of its own', async () => {
    const scene = await stage()
    const { author, logId } = scene.log
    scene.raw.say({ type: 'have', slot: 0, heads: [{ author, logId, seqNum: 2, hash: new Uint8Array(16) }] })
    await settle(scene.ben)
    expect(heard(scene.raw, 'want').map(({ wants }) => wants.map(({ from, to }) => [from, to]))).toEqual([[[1, 2]]])
    const second = await meet('second', scene.ben, scene.festival)
    news(second, scene, 3)
    await pass(1_000, scene.ben)
    expect(asked(second)).toEqual([])
    scene.raw.say({ type: 'entries', slot: 0, author, logId, from: 1, entries: scene.entries.slice(0, 2) }, 'bulk')
    await settle(scene.ben)
    expect(heard(second, 'want').map(({ wants }) => wants.map(({ from, to }) => [from, to]))).toEqual([[[3, 3]]])
  })
})

describe('a link', () => {
  it('that is the only one, or takes the place of a lost branch, is asked to push', async () => {
    const scene = await stage()
    const second = await meet('second', scene.ben, scene.festival)
    const empty = (peer: RawPeer): number => heard(peer, 'graft').filter(({ logs }) => logs.length === 0).length
    expect([empty(scene.raw), empty(second)]).toEqual([1, 0])
    push(scene.raw, scene, 1, 1)
    push(second, scene, 1, 1)
    await settle(scene.ben)
    scene.raw.link.close()
    await settle(scene.ben)
    expect(empty(second)).toBe(1)
  })
})

describe('a node that is asked', () => {
  it('pushes what is missing, and all that comes after', async () => {
    const scene = await stage()
    const { ada, festival, ref } = scene
    await ada.follow(festival)
    const raw = await meet('reader', ada, festival)
    raw.say({ type: 'prune', slot: 0 })
    await ada.write(festival, 1)
    await settle(ada)
    expect(heard(raw, 'push')).toEqual([])
    raw.say({ type: 'graft', slot: 0, logs: [{ ref, from: 2 }] })
    await settle(ada)
    await pass(100, ada)
    await ada.write(festival, 1)
    await settle(ada)
    expect(heard(raw, 'push').map(({ from, entries }) => [from, entries.length])).toEqual([
      [2, 3],
      [5, 1],
    ])
  })

  it('for what it does not hold pushes nothing, and stays polite', async () => {
    const scene = await stage()
    const unknown = 'ffffffffffffffff' as LogRef
    scene.raw.say({
      type: 'graft',
      slot: 0,
      logs: [
        { ref: unknown, from: 1 },
        { ref: scene.ref, from: Number.MAX_SAFE_INTEGER },
      ],
    })
    await settle(scene.ben)
    expect([heard(scene.raw, 'push'), scene.raw.closeReason]).toEqual([[], undefined])
  })
})

describe('an author', () => {
  it('learns how many hold an entry, also of those that got it from somebody else', async () => {
    const [ada, ben, cleo] = [await testNode('ada'), await testNode('ben'), await testNode('cleo')]
    const nodes = [ada, ben, cleo]
    const festival = await foundFestival(ada, 1)
    for (const node of nodes) await node.follow(festival)
    for (const [one, two] of [
      [ada, ben],
      [ben, cleo],
      [ada, cleo],
    ] as const) {
      const [a, b] = memoryLinkPair()
      one.node.addLink(a)
      two.node.addLink(b)
    }
    await settle(...nodes)
    await pass(1_000, ...nodes)
    const [log] = await ada.store.logs(festival)
    if (log === undefined) throw new Error('no log')
    const holdersOf = (seqNum: number): number => ada.node.holdersOf(festival, log.author, log.logId, seqNum)
    expect([holdersOf(2), holdersOf(3)]).toEqual([2, 0])
    for (let seqNum = 3; seqNum < 8; seqNum += 1) {
      await ada.write(festival, 1)
      await settle(...nodes)
      await pass(200, ...nodes)
      expect([seqNum, holdersOf(seqNum), ada.node.holders(festival)]).toEqual([seqNum, 2, 2])
    }
  })
})
