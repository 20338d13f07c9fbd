// A founder who contradicts the first entry of a festival (counterexample S7): the entry that the festival is named after counts
// all the same, so it must reach everybody, also who knows of the fork first and who holds the other entry.

import { expect, it } from 'vitest'
import { COMPARE_EVERY_MS } from '../../../src/gossip/reconcile/comparison.ts'
import { ingestForkProof } from '../../../src/log/fork-proof.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { HandLog, festivalCreate, joinOf, person, profileOf } from '../log/fixtures.ts'
import { settle, testNode } from './nodes.ts'

it('reaches who comes new and who holds another entry in its place', async () => {
  const [ada, ben, cleo] = [await testNode('ada'), await testNode('ben'), await testNode('cleo')]
  const [log, twin] = [new HandLog(await person('founder')), new HandLog(await person('founder'))]
  const festival = await log.add(festivalCreate)
  await log.add(profileOf('Founder'))
  for (const op of [joinOf(festival), profileOf('Flounder'), profileOf('Flounder again')]) await twin.add(op)
  await ingest(ada.store, festival, log.incoming())
  await ingestForkProof(
    ada.store,
    log.entries[0]?.bytes ?? new Uint8Array(),
    twin.entries[0]?.bytes ?? new Uint8Array(),
  )
  await ingest(cleo.store, festival, twin.incoming())
  for (const node of [ada, ben, cleo]) await node.follow(festival)
  for (const other of [ben, cleo]) {
    const links = memoryLinkPair()
    ada.node.addLink(links[0])
    other.node.addLink(links[1])
  }
  // Who held the other one asks again when all heads are told again.
  for (let told = 0; told < COMPARE_EVERY_MS + 10_000; told += 10_000) {
    await settle(ada, ben, cleo)
    for (const { node, clock } of [ada, ben, cleo]) {
      clock.advance(10_000)
      node.tick()
    }
  }
  const { publicKey } = await person('founder')
  for (const { store } of [ben, cleo]) {
    expect(await store.log(publicKey, 7n)).toMatchObject({ seqNum: 1, hash: festival, forkedAt: 1 })
  }
})
