// One peer misbehaves: its link is closed with a reason, and everybody else goes on.

import { describe, expect, it } from 'vitest'
import type { Message } from '../../../src/gossip/messages.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'
import { expectOnlyMalloryGone, flood, hammer, meet } from './hostile-scene.ts'
import { settle } from './nodes.ts'
import type { RawPeer } from './raw-peer.ts'

const PING: Message = { type: 'ping', token: new Uint8Array(4) }
const STRANGE_AUTHOR = 'ab'.repeat(32) as PublicKey

describe('a peer that misbehaves', () => {
  it('is live with everybody else before it does', async () => {
    const { ada, mallory, festival } = await meet()
    expect(mallory.isLive).toBe(true)
    expect(ada.node.peersOf(festival)).toBe(2)
  })

  it('gets nothing but a goodbye when it does not know the topic', async () => {
    const scene = await meet(false)
    expect(scene.mallory.isLive).toBe(false)
    expect(scene.mallory.heard.map((message) => message.type)).toEqual(['close'])
    await expectOnlyMalloryGone(scene, 'no-topic')
  })

  const random = new SeededRandom('garbage')
  it.each<[string, (mallory: RawPeer) => void, string]>([
    ['an empty frame', (mallory) => mallory.link.send(new Uint8Array(0)), 'protocol'],
    ['a frame of an unknown kind', (mallory) => mallory.frame(9, random.bytes(10)), 'protocol'],
    ['a packed message that is none', (mallory) => mallory.frame(5, Uint8Array.of(200, 1, 2, 3)), 'protocol'],
    ['a frame that is too long', (mallory) => mallory.frame(0, new Uint8Array(16 * 1024)), 'protocol'],
    ['an empty message', (mallory) => mallory.frame(0, new Uint8Array(0)), 'protocol'],
    ['a truncated message', (mallory) => mallory.frame(0, Uint8Array.of(0x41, 0, 1)), 'protocol'],
    ['entries outside the bulk lane', (mallory) => mallory.say(entries([])), 'protocol'],
    ['a second handshake', (mallory) => mallory.say({ type: 'prove', tags: [] }), 'protocol'],
    ['an endless bulk message', (mallory) => flood(mallory, 40, 16_383), 'protocol'],
    ['a bulk message in crumbs', (mallory) => flood(mallory, 1_100, 1), 'protocol'],
    ['a fork proof that proves nothing', (mallory) => mallory.say(fork()), 'bad-entry'],
    ['entries that are none', (mallory) => mallory.say(entries([random.bytes(200)]), 'bulk'), 'bad-entry'],
    ['too many messages at once', (mallory) => hammer(mallory, 700, PING), 'rate'],
    ['wishes without end', (mallory) => hammer(mallory, 500, want(1, 1)), 'rate'],
  ])('is closed for %s', async (_what, misbehave, reason) => {
    const scene = await meet()
    misbehave(scene.mallory)
    await expectOnlyMalloryGone(scene, reason)
  })

  it.each<[string, (mallory: RawPeer) => void]>([
    ['a message of a later version', (mallory) => mallory.frame(0, Uint8Array.of(0x7f, 1, 2, 3))],
    ['messages about a topic that nobody shares', (mallory) => mallory.say({ type: 'want', slot: 200, wants: [] })],
    ['a topic that nobody knows', (mallory) => mallory.say({ type: 'topic-add', slot: 40, tag: random.bytes(16) })],
    ['wishes for a log that nobody holds', (mallory) => mallory.say(want(1, Number.MAX_SAFE_INTEGER))],
    ['more credit than it has', (mallory) => mallory.say({ type: 'credit', bytes: 16 * 1024 * 1024 })],
    ['no entries at all', (mallory) => mallory.say(entries([]), 'bulk')],
  ])('may send %s', async (_what, send) => {
    const { ada, ben, mallory, festival } = await meet()
    send(mallory)
    await settle(ada, ben)
    expect(mallory.closeReason).toBeUndefined()
    expect(ada.node.peersOf(festival)).toBe(2)
  })

  it('costs nobody anything by promising entries that it never sends', async () => {
    const { ada, ben, mallory, festival } = await meet()
    await ben.write(festival, 3)
    const log = await ben.store.ownLog(ben.signer.publicKey, festival)
    if (log === undefined) throw new Error('Ben wrote nothing')
    const head = { author: log.author, logId: log.logId, seqNum: 1_000_000, hash: new Uint8Array(16) }
    mallory.say({ type: 'have', slot: 0, heads: [head] })
    await settle(ada, ben)
    for (let second = 0; second < 10; second += 1) {
      for (const node of [ada, ben]) {
        node.clock.advance(1_000)
        node.node.tick()
      }
      await settle(ada, ben)
    }
    expect(await ada.heights(festival)).toEqual([3, 4])
  })
})

function entries(list: Uint8Array[]): Message {
  return {
    type: 'entries',
    slot: 0,
    author: STRANGE_AUTHOR,
    logId: 1n,
    from: 1,
    entries: list.map((entry) => ({ entry })),
  }
}

function want(from: number, to: number): Message {
  return { type: 'want', slot: 0, wants: [{ author: STRANGE_AUTHOR, logId: 1n, from, to }] }
}

function fork(): Message {
  return { type: 'fork', slot: 0, first: new Uint8Array(150), second: new Uint8Array(150).fill(1) }
}
