// Two whole nodes over a link in memory: what one has the other gets, and what one publishes arrives by itself.

import { describe, expect, it } from 'vitest'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode } from './nodes.ts'

describe('two nodes that follow the same festival', () => {
  it('hold the same entries after they met', async () => {
    const ada = await testNode('ada')
    const ben = await testNode('ben')
    const festival = await foundFestival(ada, 5)
    await ada.follow(festival)
    await ben.follow(festival)
    const [a, b] = memoryLinkPair()
    ada.node.addLink(a)
    ben.node.addLink(b)
    await settle(ada, ben)
    expect(ada.node.peersOf(festival)).toBe(1)
    expect(ben.node.peersOf(festival)).toBe(1)
    expect(await ben.heights(festival)).toEqual(await ada.heights(festival))
    expect(await ben.heights(festival)).toEqual([6])
  })

  it('push new entries in both directions', async () => {
    const ada = await testNode('ada')
    const ben = await testNode('ben')
    const festival = await foundFestival(ada, 1)
    await ada.follow(festival)
    await ben.follow(festival)
    const [a, b] = memoryLinkPair()
    ada.node.addLink(a)
    ben.node.addLink(b)
    await settle(ada, ben)
    await ben.write(festival, 2)
    await ada.write(festival, 3)
    await settle(ada, ben)
    expect(await ada.heights(festival)).toEqual([3, 5])
    expect(await ben.heights(festival)).toEqual([3, 5])
  })

  it('want to be woken a second after they were woken last', async () => {
    const ada = await testNode('ada')
    const start = ada.clock.now()
    expect(ada.node.nextWakeAt()).toBe(start + 1_000)
    ada.clock.advance(400)
    expect(ada.node.nextWakeAt()).toBe(start + 1_000)
    ada.node.tick()
    expect(ada.node.nextWakeAt()).toBe(start + 1_400)
  })
})
