// Sync between whole nodes in the situations that real networks bring: long logs, doubled links, forks, silence, sleep.

import { describe, expect, it } from 'vitest'
import { signEntry, signerFromSecretKey, toHex } from '../../../src/bamboo/index.ts'
import { COMPARE_EVERY_MS } from '../../../src/gossip/reconcile/comparison.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { encodeOperation } from '../../../src/operations/codec.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { memoryLinkPair, type MemoryLink } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'
import { RawPeer } from './raw-peer.ts'

async function follow(festival: FestivalId, ...nodes: TestNode[]): Promise<void> {
  for (const node of nodes) await node.follow(festival)
}

function connect(from: TestNode, to: TestNode): [MemoryLink, MemoryLink] {
  const links = memoryLinkPair()
  from.node.addLink(links[0])
  to.node.addLink(links[1])
  return links
}

async function pass(ms: number, ...nodes: TestNode[]): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000) {
    for (const node of nodes) {
      node.clock.advance(Math.min(left, 1_000))
      node.node.tick()
    }
    await settle(...nodes)
  }
}

describe('sync', () => {
  it('brings a log much longer than the credit window, in order and without asking twice', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    const about = 'x'.repeat(1_800)
    await ada.writeOperations(
      festival,
      Array.from({ length: 700 }, () => ({ v: 1, op: 'profile.set', at: 1, about })),
    )
    await follow(festival, ada, ben)
    connect(ada, ben)
    await settle(ada, ben)
    expect(await ben.heights(festival)).toEqual([702])
    expect(ben.grown.length).toBeGreaterThan(1)
  })

  it('passes entries on to peers of peers, and only to people of the festival', async () => {
    const [ada, ben, cleo, dora] = [
      await testNode('ada'),
      await testNode('ben'),
      await testNode('cleo'),
      await testNode('dora'),
    ]
    const festival = await foundFestival(ada, 1)
    const other = await foundFestival(dora, 1)
    await follow(festival, ada, ben, cleo)
    ben.node.setTopics([festival, other].map((each) => ({ festival: each, key: topicKeyOf(each) })))
    await follow(other, dora)
    connect(ada, ben)
    connect(ben, cleo)
    connect(ben, dora)
    await settle(ada, ben, cleo, dora)
    await ada.write(festival, 2)
    await settle(ada, ben, cleo, dora)
    expect(await cleo.heights(festival)).toEqual([4])
    expect(await dora.heights(festival)).toEqual([])
    expect(await ben.heights(other)).toEqual([2])
    expect(await ada.heights(other)).toEqual([])
  })

  it('starts when a festival is followed later, on links that are there already', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const first = await foundFestival(ada, 1)
    const second = await foundFestival(ben, 3)
    await follow(first, ada, ben)
    connect(ada, ben)
    await settle(ada, ben)
    const both = [first, second].map((festival) => ({ festival, key: topicKeyOf(festival) }))
    ben.node.setTopics(both)
    await settle(ada, ben)
    expect(await ada.heights(second)).toEqual([])
    ada.node.setTopics(both)
    await settle(ada, ben)
    expect(await ada.heights(second)).toEqual([4])
    expect([ada.node.peersOf(second), ben.node.peersOf(second)]).toEqual([1, 1])
    ada.node.setTopics([{ festival: first, key: topicKeyOf(first) }])
    await settle(ada, ben)
    expect(ben.node.peersOf(second)).toBe(0)
    expect(ben.node.peersOf(first)).toBe(1)
    ada.node.setTopics(both)
    await ben.write(second, 1)
    await settle(ada, ben)
    expect(await ada.heights(second)).toEqual([5])
  })

  it('keeps one of two links to the same node, and the same one on both sides', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    await follow(festival, ada, ben)
    const pairs = [connect(ada, ben), connect(ben, ada), connect(ada, ben)]
    await settle(ada, ben)
    await pass(2_000, ada, ben)
    const open = pairs.filter((pair) => pair.some((link) => !link.isClosed))
    expect(open).toHaveLength(1)
    expect(open[0]?.map((link) => link.isClosed)).toEqual([false, false])
    expect([ada.node.peersOf(festival), ben.node.peersOf(festival)]).toEqual([1, 1])
    await ben.write(festival, 1)
    await settle(ada, ben)
    expect(await ada.heights(festival)).toEqual([2, 2])
  })

  it('asks another link when the first one promises and stays silent', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 4)
    await follow(festival, ada, ben)
    const [log] = await ada.store.logs(festival)
    if (log === undefined) throw new Error('Ada has no log')
    const [m, toMallory] = memoryLinkPair()
    ben.node.addLink(toMallory)
    const mallory = new RawPeer('mallory', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ben)
    const head = { author: log.author, logId: log.logId, seqNum: 5, hash: new Uint8Array(16) }
    mallory.say({ type: 'have', slot: 0, heads: [head] })
    await settle(ben)
    expect(mallory.heard.some((message) => message.type === 'want')).toBe(true)
    connect(ada, ben)
    await settle(ada, ben)
    expect(await ben.heights(festival)).toEqual([])
    await pass(4_000, ada, ben)
    expect(await ben.heights(festival)).toEqual([5])
  })

  it('finds out when two holders of a log hold different entries, and both stop it there', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    const liar = await signerFromSecretKey(new Uint8Array(32).fill(9))
    const log = { author: toHex(liar.publicKey) as PublicKey, logId: 77n }
    await forkedBranch(ada, festival, liar, log.logId, 'one thing')
    await forkedBranch(ben, festival, liar, log.logId, 'another thing')
    await follow(festival, ada, ben)
    connect(ada, ben)
    await settle(ada, ben)
    await pass(2_000, ada, ben)
    for (const node of [ada, ben]) {
      expect((await node.store.log(log.author, log.logId))?.forkedAt).toBe(2)
    }
    const cleo = await testNode('cleo')
    await follow(festival, cleo)
    connect(cleo, ben)
    await settle(ada, ben, cleo)
    const seen = await cleo.store.log(log.author, log.logId)
    expect([seen?.seqNum, seen?.forkedAt]).toEqual([1, 2])
  })

  it('drops a link that is silent for 20 s and 10 more after a PING, and keeps one that answers', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    await follow(festival, ada, ben)
    connect(ada, ben)
    const [m, toMute] = memoryLinkPair()
    ada.node.addLink(toMute)
    const mute = new RawPeer('mute', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada, ben)
    expect(ada.node.peersOf(festival)).toBe(2)
    await pass(28_000, ada, ben)
    expect(ada.node.peersOf(festival)).toBe(2)
    await pass(5_000, ada, ben)
    expect(mute.closeReason).toBe('timeout')
    expect(ada.node.peersOf(festival)).toBe(1)
  })

  it('asks the others at once when one link has died', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    await follow(festival, ada, ben)
    connect(ada, ben)
    const [m, toMute] = memoryLinkPair()
    ada.node.addLink(toMute)
    const mute = new RawPeer('mute', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada, ben)
    const [cut, toCut] = memoryLinkPair()
    ada.node.addLink(toCut)
    const lost = new RawPeer('lost', cut, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada, ben)
    expect(lost.isLive).toBe(true)
    await pass(4_000, ada, ben)
    toCut.cut()
    await pass(12_000, ada, ben)
    expect(mute.closeReason).toBe('timeout')
    expect(ada.node.peersOf(festival)).toBe(1)
  })

  it('asks every link for a sign of life after the machine slept, and waits two seconds for what nobody still keeps', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    await follow(festival, ada, ben)
    connect(ada, ben)
    const [m, toMute] = memoryLinkPair()
    ada.node.addLink(toMute)
    const mute = new RawPeer('mute', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada, ben)
    ada.clock.advance(8 * 3_600_000)
    await pass(3_000, ada, ben)
    expect(mute.closeReason).toBe('timeout')
    expect(ada.node.peersOf(festival)).toBe(1)
  })

  it('asks every link for a sign of life when the network is another one, and gives up who is silent within seconds', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    await follow(festival, ada, ben)
    connect(ada, ben)
    const [m, toMute] = memoryLinkPair()
    ada.node.addLink(toMute)
    const mute = new RawPeer('mute', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada, ben)
    ada.node.wake()
    await pass(3_000, ada, ben)
    expect(mute.closeReason).toBeUndefined()
    await pass(3_000, ada, ben)
    expect(mute.closeReason).toBe('timeout')
    expect(ada.node.peersOf(festival)).toBe(1)
  })

  it('compares all heads again every five minutes, and soon after the machine slept', async () => {
    const ada = await testNode('ada')
    const festival = await foundFestival(ada, 1)
    await ada.follow(festival)
    const [toRaw, m] = memoryLinkPair()
    ada.node.addLink(toRaw)
    const raw = new RawPeer('raw', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada)
    let answered = 0
    /** Says that it holds the same, whenever it is asked. */
    const answer = async (): Promise<void> => {
      await settle(ada)
      const roots = raw.heard.filter((message) => message.type === 'root')
      for (const root of roots.slice(answered)) raw.say(root)
      answered = roots.length
      await settle(ada)
    }
    await answer()
    expect(answered).toBe(1)
    for (let passed = 0; passed < COMPARE_EVERY_MS; passed += 10_000) {
      ada.clock.advance(10_000)
      raw.say({ type: 'ping', token: new Uint8Array(4) })
      await settle(ada)
      ada.node.tick()
      await answer()
    }
    expect(answered).toBe(2)
    ada.clock.advance(40_000)
    ada.node.tick()
    await answer()
    expect(answered).toBe(3)
  })

  it('knows how many peers hold all that we wrote, and counts nobody while one entry is missing', async () => {
    const [ada, ben, cleo] = [await testNode('ada'), await testNode('ben'), await testNode('cleo')]
    const festival = await foundFestival(ada, 1)
    await follow(festival, ada, ben, cleo)
    expect(ada.node.holders(festival)).toBe(0)
    connect(ada, ben)
    connect(ada, cleo)
    await settle(ada, ben, cleo)
    expect(ada.node.holders(festival)).toBe(2)
    // Ben wrote nothing: there is nothing of his to hold.
    expect(ben.node.holders(festival)).toBe(0)
    await ben.write(festival, 1)
    await settle(ada, ben, cleo)
    expect([ben.node.peersOf(festival), ben.node.holders(festival)]).toEqual([1, 1])
  })

  it('counts nobody as a holder before the newest entry is confirmed, and two links to one peer once', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    await follow(festival, ada, ben)
    const waiting: (() => void)[] = []
    let isSlow = false
    const links = memoryLinkPair({
      back: (_message, arrive) => {
        if (isSlow) waiting.push(arrive)
        else void Promise.resolve().then(arrive)
      },
    })
    ada.node.addLink(links[0])
    ben.node.addLink(links[1])
    await settle(ada, ben)
    expect(ada.node.holders(festival)).toBe(1)
    isSlow = true
    await ada.write(festival, 1)
    await settle(ada, ben)
    expect(await ben.heights(festival)).toEqual([3])
    expect([ada.node.peersOf(festival), ada.node.holders(festival)]).toEqual([1, 0])
    isSlow = false
    for (const arrive of waiting) arrive()
    await pass(100, ada, ben)
    expect(ada.node.holders(festival)).toBe(1)
    connect(ada, ben)
    await settle(ada, ben)
    expect(ada.node.holders(festival)).toBe(1)
  })
})

/** Two entries of one log into the node's store: the first is the same for everybody, the second says `name`. */
async function forkedBranch(
  node: TestNode,
  festival: FestivalId,
  signer: Awaited<ReturnType<typeof signerFromSecretKey>>,
  logId: bigint,
  name: string,
): Promise<void> {
  const join: Operation = { v: 1, op: 'festival.join', at: 1, festival }
  const first = await entry(signer, logId, 1, join)
  const second = await entry(signer, logId, 2, { v: 1, op: 'profile.set', at: 2, name }, first.hash)
  const result = await ingest(node.store, festival, [first, second])
  if (!result.ok) throw new Error(result.error.code)
}

async function entry(
  signer: Awaited<ReturnType<typeof signerFromSecretKey>>,
  logId: bigint,
  seqNum: number,
  operation: Operation,
  backlink?: Uint8Array,
): Promise<{ entry: Uint8Array; payload: Uint8Array; hash: Uint8Array }> {
  const payload = encodeOperation(operation)
  if (!payload.ok) throw new Error(payload.error.code)
  const links = backlink === undefined ? {} : { backlink }
  const signed = await signEntry({ signer, logId, seqNum, payload: payload.value, ...links })
  if (!signed.ok) throw new Error(signed.error.code)
  return { entry: signed.value.bytes, payload: payload.value, hash: signed.value.hash }
}
