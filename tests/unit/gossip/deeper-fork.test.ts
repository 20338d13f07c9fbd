// What lies below a fork that is known: another fork (counterexample S8, two holders of one proof hold different branches
// below it), or entries that are missing.

import { expect, it } from 'vitest'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { ingestForkProof } from '../../../src/log/fork-proof.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { HandLog, joinOf, person, profileOf } from '../log/fixtures.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'

/** Entries 1 and 2 are the same for everybody; 3 and 4 say `name`. */
async function branch(festival: FestivalId, name: string): Promise<HandLog> {
  const log = new HandLog(await person('liar'))
  for (const op of [joinOf(festival), profileOf('liar'), profileOf(name), profileOf(`${name} again`)]) await log.add(op)
  return log
}

async function meet(festival: FestivalId, ada: TestNode, ben: TestNode): Promise<void> {
  for (const node of [ada, ben]) await node.follow(festival)
  const links = memoryLinkPair()
  ada.node.addLink(links[0])
  ben.node.addLink(links[1])
  for (let second = 0; second < 5; second += 1) {
    await settle(ada, ben)
    for (const { node, clock } of [ada, ben]) {
      clock.advance(1_000)
      node.tick()
    }
  }
  await settle(ada, ben)
}

it('comes to light, and all end at the lower one', async () => {
  const [ada, ben] = [await testNode('ada'), await testNode('ben')]
  const festival = await foundFestival(ada, 1)
  const [one, two] = [await branch(festival, 'one thing'), await branch(festival, 'another thing')]
  const hold = async (node: TestNode, log: HandLog): Promise<void> => {
    await ingest(node.store, festival, log.incoming(1, 3))
    const [first, second] = [one.entries[3]?.bytes, two.entries[3]?.bytes]
    if (first !== undefined && second !== undefined) await ingestForkProof(node.store, first, second)
  }
  await hold(ada, one)
  await hold(ben, two)
  const { publicKey } = await person('liar')
  expect((await ada.store.log(publicKey, 7n))?.forkedAt).toBe(4)
  await meet(festival, ada, ben)
  for (const node of [ada, ben]) expect((await node.store.log(publicKey, 7n))?.forkedAt).toBe(3)
})

it('does not keep from fetching what is missing below it', async () => {
  const [ada, ben] = [await testNode('ada'), await testNode('ben')]
  const festival = await foundFestival(ada, 1)
  const [one, two] = [await branch(festival, 'one thing'), await branch(festival, 'one thing')]
  two.entries.pop()
  await two.add(profileOf('something else'))
  await ingest(ada.store, festival, one.incoming())
  await ingest(ada.store, festival, two.incoming())
  await ingest(ben.store, festival, one.incoming(1, 1))
  const [first, second] = [one.entries[3]?.bytes, two.entries[3]?.bytes]
  if (first !== undefined && second !== undefined) await ingestForkProof(ben.store, first, second)
  await meet(festival, ada, ben)
  const { publicKey } = await person('liar')
  expect(await ben.store.log(publicKey, 7n)).toMatchObject({ forkedAt: 4, seqNum: 3 })
})
