// Blocked authors between nodes (DESIGN 5.7): neither asked for, nor stored, nor passed on; and asked for again afterwards.

import { describe, expect, it } from 'vitest'
import { COMPARE_EVERY_MS } from '../../../src/gossip/reconcile/comparison.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'

interface Three {
  ada: TestNode
  ben: TestNode
  cleo: TestNode
  festival: FestivalId
}

/** Ada's festival, in which Ben wrote four entries; Ada and Ben are linked, and Cleo is not there yet. */
async function three(): Promise<Three> {
  const [ada, ben, cleo] = [await testNode('ada'), await testNode('ben'), await testNode('cleo')]
  const festival = await foundFestival(ada, 1)
  for (const each of [ada, ben, cleo]) await each.follow(festival)
  connect(ada, ben)
  await ben.write(festival, 3)
  await settle(ada, ben)
  expect(await ada.heights(festival)).toEqual([2, 4])
  return { ada, ben, cleo, festival }
}

function connect(from: TestNode, to: TestNode): void {
  const [near, far] = memoryLinkPair()
  from.node.addLink(near)
  to.node.addLink(far)
}

async function block(who: TestNode, whom: TestNode): Promise<void> {
  await who.store.block(whom.signer.publicKey)
  await who.node.reconsider()
}

async function unblock(who: TestNode, whom: TestNode): Promise<void> {
  await who.store.unblock(whom.signer.publicKey)
  await who.node.reconsider()
}

async function pass(ms: number, ...nodes: TestNode[]): Promise<void> {
  for (let left = ms; left > 0; left -= 10_000) {
    for (const { clock, node } of nodes) {
      clock.advance(10_000)
      node.tick()
    }
    await settle(...nodes)
  }
}

describe('a blocked author', () => {
  it('is gone at once, and what they write next does not come, by push or by comparison', async () => {
    const { ada, ben, festival } = await three()
    await block(ada, ben)
    expect(await ada.heights(festival)).toEqual([2])
    await ben.write(festival, 2)
    await pass(2 * COMPARE_EVERY_MS, ada, ben)
    expect(await ada.heights(festival)).toEqual([2])
    expect(ada.node.peersOf(festival)).toBe(1)
  })

  it('is not passed on to others, who get everything else', async () => {
    const { ada, ben, cleo, festival } = await three()
    await block(ada, ben)
    connect(ada, cleo)
    await settle(ada, cleo)
    await ada.write(festival, 1)
    await pass(2 * COMPARE_EVERY_MS, ada, cleo)
    expect(await cleo.heights(festival)).toEqual([3])
  })

  it('does not come through somebody else either', async () => {
    const { ada, ben, cleo, festival } = await three()
    await block(cleo, ben)
    connect(ada, cleo)
    await ben.write(festival, 2)
    await pass(2 * COMPARE_EVERY_MS, ada, ben, cleo)
    expect(await ada.heights(festival)).toEqual([2, 6])
    expect(await cleo.heights(festival)).toEqual([2])
  })

  it('comes back whole once unblocked, over a link that was there all the time', async () => {
    const { ada, ben, festival } = await three()
    await block(ada, ben)
    await ben.write(festival, 2)
    await pass(COMPARE_EVERY_MS / 2, ada, ben)
    await unblock(ada, ben)
    await settle(ada, ben)
    expect(await ada.heights(festival)).toEqual([2, 6])
    await ben.write(festival, 1)
    await settle(ada, ben)
    expect(await ada.heights(festival)).toEqual([2, 7])
  })

  it('who started a festival leaves it standing, for those who come later too', async () => {
    const { ada, ben, cleo, festival } = await three()
    await block(ben, ada)
    await block(cleo, ada)
    connect(ben, cleo)
    await settle(ben, cleo)
    await ada.write(festival, 3)
    await pass(2 * COMPARE_EVERY_MS, ada, ben, cleo)
    expect(await ben.heights(festival)).toEqual([1, 4])
    expect(await cleo.heights(festival)).toEqual([1, 4])
  })
})

describe('a quota', () => {
  it('cuts logs at a prefix, and raised lets the rest come over the same link', async () => {
    const { ada, ben, festival } = await three()
    const author = ben.signer.publicKey
    ada.store.allow(author, festival, { entries: 6, bytes: 1_000_000 })
    await ben.write(festival, 5)
    await pass(COMPARE_EVERY_MS / 2, ada, ben)
    expect(await ada.heights(festival)).toEqual([2, 6])
    ada.store.allow(author, festival, { entries: 100, bytes: 1_000_000 })
    await ada.node.reconsider()
    await settle(ada, ben)
    expect(await ada.heights(festival)).toEqual([2, 9])
  })
})
