// Forks come to light when two holders of the branches meet for the first time: all of them, also where both logs are equally
// long, and also between people who are told of them later.

import { expect, it } from 'vitest'
import type { ForkMessage } from '../../../src/gossip/messages.ts'
import { LogItems } from '../../../src/gossip/reconcile/log-items.ts'
import { Sync } from '../../../src/gossip/sync.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'
import { HandLog, joinOf, person, profileOf } from '../log/fixtures.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'

const LIARS = 40

interface Lie {
  name: string
  /** The first entry that is two. */
  forkedAt: number
  branches: [HandLog, HandLog]
}

/** Two branches of one log, which part at a random entry; every other pair is equally long. */
async function lie(festival: FestivalId, name: string, random: SeededRandom): Promise<Lie> {
  const below = (limit: number): number => (random.bytes(1)[0] ?? 0) % limit
  const trunk = new HandLog(await person(name))
  await trunk.add(joinOf(festival))
  for (let count = below(4); count > 0; count -= 1) await trunk.add(profileOf(`${name} ${count}`))
  const branches: [HandLog, HandLog] = [trunk.fork(), trunk.fork()]
  const [length, longer] = [1 + below(3), below(2) * below(4)]
  for (const [index, branch] of branches.entries()) {
    const count = index === 0 ? length : length + longer
    for (let entry = 0; entry < count; entry += 1) await branch.add(profileOf(`${name} says ${index} ${entry}`))
  }
  return { name, forkedAt: trunk.entries.length + 1, branches }
}

async function link(a: TestNode, b: TestNode): Promise<void> {
  const links = memoryLinkPair()
  a.node.addLink(links[0])
  b.node.addLink(links[1])
  // Each proof may bring a deeper one: entry by entry down to where the branches part.
  for (let second = 0; second < 10; second += 1) {
    await settle(a, b)
    for (const { node, clock } of [a, b]) {
      clock.advance(1_000)
      node.tick()
    }
  }
}

it.each(['one', 'two', 'three'])('shows every fork, and both end where it begins (%s)', async (seed) => {
  const [ada, ben, cleo] = [await testNode('ada'), await testNode('ben'), await testNode('cleo')]
  const festival = await foundFestival(ada, 1)
  const random = new SeededRandom(seed)
  const lies = await Promise.all(Array.from({ length: LIARS }, (_, index) => lie(festival, `liar ${index}`, random)))
  expect(lies.filter(({ branches: [one, two] }) => one.entries.length === two.entries.length).length).toBeGreaterThan(
    10,
  )
  for (const { branches } of lies) {
    for (const [index, node] of [ada, ben].entries()) {
      const taken = await ingest(node.store, festival, branches[index]?.incoming() ?? [])
      expect(taken.ok).toBe(true)
    }
  }
  for (const node of [ada, ben, cleo]) await node.follow(festival)
  await link(ada, ben)
  await link(ben, cleo)
  for (const { name, forkedAt } of lies) {
    const { publicKey } = await person(name)
    for (const { store } of [ada, ben]) expect((await store.log(publicKey, 7n))?.forkedAt).toBe(forkedAt)
    expect(await cleo.store.log(publicKey, 7n)).toMatchObject({ seqNum: forkedAt - 1, forkedAt })
  }
})

it('takes no endless number of proofs from one peer, but as many again with each comparison', async () => {
  const festival = await foundFestival(await testNode('ada'), 0)
  const sync = new Sync()
  sync.follow(festival, topicKeyOf(festival))
  sync.addLink(1, { salt: new Uint8Array(8), leads: false }, 100)
  sync.share(1, festival, 0, 0)
  const proof: ForkMessage = { type: 'fork', slot: 0, first: new Uint8Array(0), second: new Uint8Array(0) }
  const taken = (): number =>
    Array.from({ length: 300 }, () => sync.message(1, festival, proof, 0)).filter(({ length }) => length > 0).length
  expect([taken(), taken()]).toEqual([256, 0])
  const { fingerprint, count } = new LogItems(topicKeyOf(festival)).root(new Uint8Array(8))
  expect(sync.message(1, festival, { type: 'root', slot: 0, fingerprint, count }, 0)).toHaveLength(1)
  expect(taken()).toBe(256)
})
