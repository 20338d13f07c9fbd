// A clone carries the logs that it inherits (DESIGN 5.6, decision 0014): up to their cuts, over its own topic, also when nobody
// follows the original any more.

import { beforeEach, describe, expect, it } from 'vitest'
import { fromHex, toHex, yamfHash } from '../../../src/bamboo/index.ts'
import { gossipStore } from '../../../src/gossip/gossip-store.ts'
import { logKeyOf } from '../../../src/gossip/local-topic.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import { publish } from '../../../src/log/publish.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import type { FestivalHeads, LogHead } from '../../../src/operations/operation.ts'
import type { SentEntry } from '../../../src/gossip/messages.ts'
import type { StoredEntry, StoredLog, VerifiedAppend } from '../../../src/ports/log-store.ts'
import { MemoryLocks } from '../../../src/memory/memory-locks.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { HandLog, joinOf, profileOf } from '../log/fixtures.ts'
import { RawPeer } from './raw-peer.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'

let ada: TestNode
let ben: TestNode
let original: FestivalId
let bens: StoredLog

const follow = async (node: TestNode, ...festivals: FestivalId[]): Promise<void> => {
  node.node.setTopics(festivals.map((festival) => ({ festival, key: topicKeyOf(festival) })))
  await node.node.idle()
}
const link = async (a: TestNode, b: TestNode): Promise<void> => {
  const [first, second] = memoryLinkPair()
  a.node.addLink(first)
  b.node.addLink(second)
  await settle(a, b)
}
const logOf = async (node: TestNode, { author, logId }: StoredLog): Promise<StoredLog | undefined> =>
  node.store.log(author, logId)

async function headsIn(node: TestNode, festival: FestivalId): Promise<LogHead[]> {
  const logs = await node.store.logs(festival)
  return logs.map(({ author, logId, seqNum, hash }) => ({ author, logId, seqNum, hash: hash ?? expect.fail() }))
}

/** A clone in the node's own log: the first heads in its first entry, the others in entries after it. */
async function clone(node: TestNode, first: LogHead[], ...more: LogHead[][]): Promise<FestivalId> {
  const { store, signer, random, clock } = node
  const at = clock.now()
  const create = {
    v: 1,
    op: 'festival.create',
    at,
    title: 'Again',
    timezone: 'UTC',
    visibility: 'open',
    nonce: '12'.repeat(16),
  } as const
  const lists = more.map((heads) => (): FestivalHeads => ({ v: 1, op: 'festival.heads', at, heads }))
  const result = await publish(
    { store, signer, locks: new MemoryLocks(), random, clock },
    {
      festival: 'new',
      steps: [() => ({ ...create, forkOf: { festival: original, heads: first } }), ...lists],
      value: (receipts) => receipts,
    },
  )
  return result.ok ? (result.value[0]?.id ?? expect.fail()) : expect.fail()
}

beforeEach(async () => {
  ;[ada, ben] = await Promise.all([testNode('ada'), testNode('ben')])
  original = await foundFestival(ada, 4)
  await ben.write(original, 3)
  await follow(ada, original)
  await follow(ben, original)
  await link(ada, ben)
  bens = (await ben.store.logs(original)).find(({ own }) => own) ?? expect.fail()
  expect(await ada.heights(original)).toEqual([4, 5])
})

describe('the logs that a clone inherits', () => {
  it('come over the clone’s own topic, and go on from there to others when the original is gone', async () => {
    const festival = await clone(ada, await headsIn(ada, original))
    await follow(ada, festival)
    const [cleo, dan] = await Promise.all([testNode('cleo'), testNode('dan')])
    await follow(cleo, festival)
    await link(ada, cleo)
    expect(await cleo.heights(original)).toEqual([4, 5])
    ada.node.close(true)
    await follow(dan, festival)
    await link(cleo, dan)
    expect(await dan.heights(original)).toEqual([4, 5])
    expect(await dan.heights(festival)).toEqual([1])
  })

  it('end at their cuts, however the original goes on', async () => {
    const festival = await clone(ada, await headsIn(ada, original))
    await follow(ada, original, festival)
    await ben.write(original, 6)
    await settle(ada, ben)
    expect((await logOf(ada, bens))?.seqNum).toBe(10)
    const cleo = await testNode('cleo')
    await follow(cleo, festival)
    await link(ada, cleo)
    expect((await logOf(cleo, bens))?.seqNum).toBe(4)
    await ben.write(original, 1)
    await settle(ada, ben, cleo)
    expect((await logOf(cleo, bens))?.seqNum).toBe(4)
  })

  it('are taken up to their cuts from a peer that sends more', async () => {
    const festival = await clone(ada, await headsIn(ada, original))
    await ben.write(original, 6)
    const cleo = await testNode('cleo')
    await cleo.store.append({ ...(await stored(ada, festival)), own: false }, 0, await appendsOf(ada, festival))
    const store = gossipStore(cleo.store)
    await store.cuts(festival)
    const sent = (await ben.store.entries(bens, 1, 10)).map(asSent)
    const report = await store.ingest(festival, await store.check(sent, 0))
    expect(report).toMatchObject({ head: { seqNum: 4, held: 4, own: false } })
    expect(report).not.toHaveProperty('error')
    expect((await logOf(cleo, bens))?.seqNum).toBe(4)
  })

  it('are listed in many entries, and asked for when the list comes after the first try', async () => {
    const heads = await headsIn(ada, original)
    const festival = await clone(ada, [], heads.slice(0, 1), heads.slice(1))
    await follow(ada, festival)
    const cleo = await testNode('cleo')
    await follow(cleo, festival)
    await link(ada, cleo)
    expect(await cleo.heights(original)).toEqual([4, 5])
    expect(await cleo.heights(festival)).toEqual([3])
  })

  it('are told by a node that got them over the original, whichever came first', async () => {
    const festival = await clone(ada, await headsIn(ada, original))
    await follow(ada, original, festival)
    const [cleo, dan] = await Promise.all([testNode('cleo'), testNode('dan')])
    await follow(cleo, original, festival)
    await link(ada, cleo)
    ada.node.close(true)
    await follow(dan, festival)
    await link(cleo, dan)
    expect(await dan.heights(original)).toEqual([4, 5])
  })

  it('shrink by a fork at or below the cut; one above it is the original’s business', async () => {
    const heads = await headsIn(ada, original)
    const festival = await clone(ada, heads)
    await ben.write(original, 2)
    const hand = await twin(original)
    for (const [at, expected] of [
      [6, 4],
      [3, 2],
    ] as const) {
      const [first] = await ben.store.entries(bens, at, at)
      await ada.store.keepForkProof({
        author: bens.author,
        logId: bens.logId,
        seqNum: at,
        first: first?.entry ?? expect.fail(),
        second: hand,
      })
      const store = gossipStore(ada.store)
      await store.cuts(festival)
      const head = (await store.heads(festival)).find(({ author }) => author === bens.author)
      expect(head?.seqNum).toBe(expected)
      expect(head?.forkedAt).toBe(at === 3 ? 3 : undefined)
      expect(await store.forks(festival)).toHaveLength(at === 3 ? 1 : 0)
    }
  })

  it('are not told where something else than the head stands, nor before all is there', async () => {
    const heads = await headsIn(ada, original)
    const elsewhere = `0040${'ee'.repeat(64)}` as EntryHash
    const wrong = heads.map(({ author, logId, seqNum }) => ({ author, logId, seqNum, hash: elsewhere }))
    const longer = heads.map(({ author, logId, seqNum, hash }) => ({ author, logId, seqNum: seqNum + 1, hash }))
    for (const list of [wrong, longer]) {
      const festival = await clone(ada, list)
      const store = gossipStore(ada.store)
      expect((await store.cuts(festival)).size).toBe(2)
      const told = (await store.heads(festival)).filter(({ author, logId }) =>
        heads.some((head) => logKeyOf(head) === logKeyOf({ author, logId })),
      )
      expect(told.map(({ seqNum }) => seqNum)).toEqual([0, 0])
    }
  })

  it('are served no longer once the list that names them turns out to be contradicted', async () => {
    const heads = await headsIn(ada, original)
    const festival = await clone(ada, heads.slice(0, 1), heads.slice(1))
    await follow(ada, festival)
    const creating = await stored(ada, festival)
    const [mine, raw] = memoryLinkPair()
    ada.node.addLink(mine)
    const cleo = new RawPeer('cleo', raw, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada)
    const served = async (): Promise<string[]> => {
      const from = cleo.heard.length
      const wants = heads.map(({ author, logId }) => ({ author, logId, from: 1, to: 2 }))
      cleo.say({ type: 'want', slot: 0, wants })
      await settle(ada)
      return cleo.heard.slice(from).flatMap((message) => (message.type === 'entries' ? [logKeyOf(message)] : []))
    }
    const [first = expect.fail(), second = expect.fail()] = heads.map(logKeyOf)
    expect((await served()).toSorted()).toEqual([first, second].toSorted())
    // The second entry, which lists the other log, exists twice.
    const { author, logId } = creating
    const [held] = await ada.store.entries(creating, 2, 2)
    const proof = { author, logId, seqNum: 2, first: held?.entry ?? expect.fail(), second: await twin(festival) }
    await ada.store.keepForkProof(proof)
    await ada.node.reload(festival)
    expect(await served()).toEqual([first])
  })

  it('are never those of the festival itself: no list of its creator cuts its members', async () => {
    const first = await clone(ada, await headsIn(ada, original))
    await ben.write(first, 8)
    const mine = (await ben.store.logs(first)).find(({ own }) => own) ?? expect.fail()
    const head = (await headsIn(ben, first)).find(({ logId }) => logId === mine.logId)
    const list: FestivalHeads = {
      v: 1,
      op: 'festival.heads',
      at: 1,
      heads: [{ ...(head ?? expect.fail()), seqNum: 2 }],
    }
    await ada.writeOperations(first, [list])
    await follow(ada, first)
    await follow(ben, first)
    await link(ada, ben)
    expect((await logOf(ada, mine))?.seqNum).toBe(9)
    const cleo = await testNode('cleo')
    await follow(cleo, first)
    await link(ada, cleo)
    expect((await logOf(cleo, mine))?.seqNum).toBe(9)
  })
})

describe('a log of another festival', () => {
  it('is not told in a topic only because somebody offers it there', async () => {
    const other = await foundFestival(ada, 0)
    const store = gossipStore(ada.store)
    await store.cuts(other)
    const [entry] = await ben.store.entries(bens, 1, 1)
    const report = await store.ingest(other, await store.check([{ entry: entry?.entry ?? expect.fail() }], 0))
    expect(report).toEqual({ error: { code: 'foreign-festival', seqNum: 1 } })
  })
})

async function stored(node: TestNode, festival: FestivalId): Promise<StoredLog> {
  return (await node.store.logs(festival)).find(({ own }) => own) ?? expect.fail()
}

async function appendsOf(node: TestNode, festival: FestivalId): Promise<VerifiedAppend[]> {
  const log = await stored(node, festival)
  const entries = await node.store.entries(log, 1, log.seqNum)
  return entries.map(asAppend)
}

/** Bytes of some other entry: the store compares nothing when it keeps a proof. */
async function twin(festival: FestivalId): Promise<Uint8Array> {
  const hand = new HandLog(ben.signer, bens.logId)
  await hand.add(joinOf(festival))
  await hand.add(profileOf('other'))
  return hand.entries[1]?.bytes ?? fromHex(toHex(new Uint8Array(1))) ?? new Uint8Array()
}

function asSent({ entry, payload }: StoredEntry): SentEntry {
  return payload === undefined ? { entry } : { entry, payload }
}

function asAppend(stored: StoredEntry): VerifiedAppend {
  return { ...stored, hash: yamfHash(stored.entry), ended: false }
}
