// Two whole nodes over a link in memory: what one has the other gets, and what one publishes arrives by itself.

import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/bamboo/index.ts'
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

  it('tell their links in figures, one per node, without saying whose it is', async () => {
    const ada = await testNode('ada')
    const ben = await testNode('ben')
    const festival = await foundFestival(ada, 5)
    await ada.follow(festival)
    await ben.follow(festival)
    expect(ada.node.figures).toEqual([])
    const [a, b] = memoryLinkPair()
    ada.node.addLink(a)
    ben.node.addLink(b)
    await settle(ada, ben)
    const [adas, ...others] = ada.node.figures
    const [bens] = ben.node.figures
    expect(others).toEqual([])
    expect(adas).toMatchObject({ festivals: [festival], holds: [festival] })
    // Ben wrote nothing, so nobody holds anything of his.
    expect(bens).toMatchObject({ festivals: [festival], holds: [] })
    expect(adas?.sentBytes).toBe(bens?.receivedBytes)
    expect(adas?.receivedBytes).toBe(bens?.sentBytes)
    expect(adas?.sentBytes).toBeGreaterThan(6 * 200)
    expect(JSON.stringify(adas)).not.toContain(toHex(ben.node.nodeKey))
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
