// One peer floods, dawdles, asks without listening or tells of what it never sends: it is skipped, then closed, and costs
// nobody else anything.

import { describe, expect, it } from 'vitest'
import { addedTopicTag } from '../../../src/gossip/handshake.ts'
import { FINGERPRINT_LENGTH, type Message } from '../../../src/gossip/messages.ts'
import { SharedTopics } from '../../../src/gossip/shared-topics.ts'
import { topicKeyOf, type Topic } from '../../../src/gossip/topic.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Delivery } from '../../../src/testing/memory-link.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'
import { comeIn, expectBenHears, hammer, meet, pass, type Scene } from './hostile-scene.ts'
import { settle } from './nodes.ts'

const PING: Message = { type: 'ping', token: new Uint8Array(4) }
const MINUTE = 60

async function expectOthersUntouched(scene: Scene, peers: number): Promise<void> {
  expect(scene.ada.node.peersOf(scene.festival)).toBe(peers)
  await expectBenHears(scene)
}

describe('a flood', () => {
  it('of PINGs is answered twenty times, and then once a second', async () => {
    const scene = await meet()
    const pongs = (): number => scene.mallory.heard.filter(({ type }) => type === 'pong').length
    hammer(scene.mallory, 300, PING)
    await settle(scene.ada, scene.ben)
    expect(pongs()).toBe(20)
    await pass(scene, 10, () => hammer(scene.mallory, 50, PING))
    expect(pongs()).toBeLessThanOrEqual(31)
    await expectOthersUntouched(scene, 2)
  })

  it('of topics costs one slot each: what was dropped is not added again', () => {
    const festival = `0040${'ab'.repeat(64)}` as FestivalId
    const topic: Topic = { festival, key: topicKeyOf(festival) }
    const h = new Uint8Array(32).fill(3)
    const shared = new SharedTopics('initiator', h, [festival])
    const add = (slot: number): Topic | undefined =>
      shared.added(slot, addedTopicTag(topic.key, 'responder', h, slot), [topic])
    expect(shared.dropped(0)).toBe(festival)
    expect(add(0)).toBeUndefined()
    expect(add(40)).toBe(topic)
    expect(shared.dropped(40)).toBe(festival)
    expect(add(40)).toBeUndefined()
    expect(add(41)).toBe(topic)
  })

  it('of made-up heads in a turn that never ends leaves the node as it was', async () => {
    const scene = await meet()
    const random = new SeededRandom('heads')
    scene.mallory.say({ type: 'root', slot: 0, fingerprint: random.bytes(FINGERPRINT_LENGTH), count: 1_000_000 })
    await settle(scene.ada, scene.ben)
    const heads = (): Message => ({
      type: 'ranges',
      slot: 0,
      isLast: false,
      depth: 1,
      divided: [],
      listed: [],
      asked: [],
      heads: Array.from({ length: 20 }, (_, index) => ({
        author: 'cd'.repeat(32) as PublicKey,
        logId: BigInt(index) + new DataView(random.bytes(8).buffer).getBigUint64(0),
        seqNum: 9,
        hash: random.bytes(16),
      })),
    })
    await pass(scene, 12, () => {
      for (let count = 0; count < 100; count += 1) scene.mallory.say(heads())
    })
    const wanted = scene.mallory.heard.flatMap((message) => (message.type === 'want' ? message.wants : []))
    // 32 logs at a time, for as long as it takes to see that nothing comes.
    expect(wanted.length).toBeLessThanOrEqual(32 * 5)
    expect(scene.mallory.closeReason).toBeUndefined()
    await expectOthersUntouched(scene, 2)
  })
})

describe('a peer that dawdles', () => {
  it('has five minutes for one message that comes in crumbs', async () => {
    const scene = await meet()
    await pass(scene, 4 * MINUTE, () => scene.mallory.frame(3, Uint8Array.of(1)))
    expect(scene.mallory.closeReason).toBeUndefined()
    await pass(scene, MINUTE + 1, () => scene.mallory.frame(3, Uint8Array.of(1)))
    expect(scene.mallory.closeReason).toBe('timeout')
    expect(scene.ada.node.isShunned(scene.mallory.nodeKey)).toBe(false)
    await expectOthersUntouched(scene, 1)
  })

  it('and asks without ever reading is cut off after a minute, and no more than a little waits for it', async () => {
    const scene = await meet()
    const { ada, ben, festival } = scene
    await ada.write(festival, 250)
    let isReading = true
    let waiting = 0
    const back: Delivery = (message, arrive) => {
      if (isReading) void Promise.resolve().then(arrive)
      else waiting += message.length
    }
    const eve = await comeIn(scene, 'eve', true, { back })
    await settle(ada, ben)
    const log = await ada.store.ownLog(ada.signer.publicKey, festival)
    const wants = [{ author: ada.signer.publicKey, logId: log!.logId, from: 1, to: 250 }]
    isReading = false
    const each = (): void => {
      eve.say({ type: 'want', slot: 0, wants })
      eve.say(PING)
      scene.mallory.say(PING)
    }
    await pass(scene, 50, each)
    expect(ada.node.peersOf(festival)).toBe(3)
    await pass(scene, 15, each)
    expect(waiting).toBeGreaterThan(64 * 1024)
    expect(waiting).toBeLessThan(96 * 1024)
    await expectOthersUntouched(scene, 2)
  })
})

describe('a peer that withholds', () => {
  const tell = (logs: number): Message => ({
    type: 'have',
    slot: 0,
    heads: Array.from({ length: logs }, (_, index) => ({
      author: 'ef'.repeat(32) as PublicKey,
      logId: BigInt(index),
      seqNum: 5,
      hash: new Uint8Array(16),
    })),
  })

  it('is closed after five minutes in which it sent nothing of all that it told of', async () => {
    const scene = await meet()
    scene.mallory.say(tell(20))
    await pass(scene, 4 * MINUTE, () => scene.mallory.say(PING))
    expect(scene.mallory.closeReason).toBeUndefined()
    await pass(scene, 2 * MINUTE, () => scene.mallory.say(PING))
    expect(scene.mallory.closeReason).toBe('withholds')
    expect(scene.ada.node.isShunned(scene.mallory.nodeKey)).toBe(true)
    await expectOthersUntouched(scene, 1)
  })

  it('stays when it is about a few logs: they may be gone since it told of them', async () => {
    const scene = await meet()
    scene.mallory.say(tell(10))
    await pass(scene, 12 * MINUTE, () => scene.mallory.say(PING))
    expect(scene.mallory.closeReason).toBeUndefined()
    await expectOthersUntouched(scene, 2)
  })
})
