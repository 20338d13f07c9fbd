// A closed festival: its key is random and travels in invites only. Whoever knows its id and nothing more is a stranger, at the
// meeting point, on a fresh link, and on a link that an open festival made.

import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/bamboo/index.ts'
import { signallingKey, swarmName, topicKeyOf, type Topic } from '../../../src/gossip/topic.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'
import { RawPeer } from './raw-peer.ts'

const KEY = new Uint8Array(32).fill(7)

async function follow(person: TestNode, ...topics: Topic[]): Promise<void> {
  person.node.setTopics(topics)
  await person.node.idle()
}

describe('a closed festival', () => {
  it('is found by those who have its key, over a link that another festival made', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const [open, closed] = [await foundFestival(ada, 1), await foundFestival(ada, 3)]
    await ada.follow(open)
    await ben.follow(open)
    const [a, b] = memoryLinkPair()
    ada.node.addLink(a)
    ben.node.addLink(b)
    await settle(ada, ben)
    const both = [
      { festival: open, key: topicKeyOf(open) },
      { festival: closed, key: KEY },
    ]
    await follow(ada, ...both)
    await settle(ada, ben)
    expect(ada.node.peersOf(closed)).toBe(0)
    await follow(ben, ...both)
    await settle(ada, ben)
    expect([ada.node.peersOf(closed), ben.node.peersOf(closed)]).toEqual([1, 1])
    expect(await ben.heights(closed)).toEqual([4])
  })

  it('says nothing but goodbye to somebody who only knows its id, whoever begins', async () => {
    for (const stranger of [0, 1]) {
      const ada = await testNode('ada')
      const closed = await foundFestival(ada, 3)
      await follow(ada, { festival: closed, key: KEY })
      const links = memoryLinkPair()
      const [theirs, hers] = [links[stranger], links[1 - stranger]]
      if (theirs === undefined || hers === undefined) throw new Error('no link')
      ada.node.addLink(hers)
      const mallory = new RawPeer('mallory', theirs, [{ festival: closed, key: topicKeyOf(closed) }])
      await settle(ada)
      expect(mallory.isLive).toBe(false)
      // Who answers finds nothing in common and says so; who began only hears it.
      expect(mallory.heard).toEqual(theirs.initiator ? [{ type: 'close', reason: 'no-topic', retryAfterMs: 0 }] : [])
      expect(ada.node.peersOf(closed)).toBe(0)
    }
  })

  it('stays unknown to whoever shares another festival and guesses the key from the id', async () => {
    const [ada, eve] = [await testNode('ada'), await testNode('eve')]
    const [open, closed] = [await foundFestival(ada, 1), await foundFestival(ada, 3)]
    await follow(ada, { festival: open, key: topicKeyOf(open) }, { festival: closed, key: KEY })
    await follow(eve, { festival: open, key: topicKeyOf(open) }, { festival: closed, key: topicKeyOf(closed) })
    const [a, e] = memoryLinkPair()
    ada.node.addLink(a)
    eve.node.addLink(e)
    await settle(ada, eve)
    expect(eve.node.peersOf(open)).toBe(1)
    expect([ada.node.peersOf(closed), eve.node.peersOf(closed)]).toEqual([0, 0])
    expect(await eve.heights(closed)).toEqual([])
  })

  it('meets under names, and speaks there with keys, that its id does not tell', async () => {
    const closed = await foundFestival(await testNode('ada'), 0)
    const [guess, day] = [topicKeyOf(closed), 20_000]
    expect(toHex(swarmName(KEY, day))).not.toBe(toHex(swarmName(guess, day)))
    expect(toHex(signallingKey(KEY, day))).not.toBe(toHex(signallingKey(guess, day)))
  })
})
