// Links that neighbours introduce, between whole nodes.

import { describe, expect, it } from 'vitest'
import { toHex } from '../../../../src/bamboo/index.ts'
import type { NodeRef } from '../../../../src/gossip/overlay/overlay-messages.ts'
import { topicKeyOf } from '../../../../src/gossip/topic.ts'
import { memoryLinkPair } from '../../../../src/testing/memory-link.ts'
import { RawPeer } from '../raw-peer.ts'
import { FESTIVAL, Nodes, OTHER_FESTIVAL } from './crowd-of-nodes.ts'

describe('nodes of one festival', () => {
  it('are all linked to each other when they are few, though each met only one of them', async () => {
    const nodes = new Nodes()
    const [ada, ben, cleo, dora, eve] = await Promise.all(
      ['ada', 'ben', 'cleo', 'dora', 'eve'].map((name) => nodes.add(name, FESTIVAL)),
    )
    nodes.meet(ada!, ben!)
    nodes.meet(ben!, cleo!)
    nodes.meet(dora!, cleo!)
    nodes.meet(eve!, dora!)
    await nodes.seconds(90)
    expect(nodes.degrees()).toEqual([4, 4, 4, 4, 4])
    const dialled = nodes.all.reduce((sum, { dialer }) => sum + dialer.dialled, 0)
    // Six links were missing, each takes two connections; then everybody is content.
    expect(dialled).toBe(12)
    await nodes.seconds(120)
    expect(nodes.all.reduce((sum, { dialer }) => sum + dialer.dialled, 0)).toBe(dialled)
  })

  it('make no second link for a second festival', async () => {
    const nodes = new Nodes()
    const [ada, ben, cleo] = await Promise.all(
      ['ada', 'ben', 'cleo'].map((name) => nodes.add(name, FESTIVAL, OTHER_FESTIVAL)),
    )
    nodes.meet(ada!, ben!)
    nodes.meet(ben!, cleo!)
    await nodes.seconds(40)
    expect(nodes.degrees()).toEqual([2, 2, 2])
    expect(nodes.degrees(OTHER_FESTIVAL)).toEqual([2, 2, 2])
    expect(ada!.dialer.dialled + cleo!.dialer.dialled).toBe(2)
  })
})

describe('a node that is sparing', () => {
  it('keeps few links where others keep many, and makes room for all again when it is not any more', async () => {
    const nodes = new Nodes()
    const names = Array.from({ length: 16 }, (_, number) => `node ${number}`)
    const all = await Promise.all(names.map((name) => nodes.add(name, FESTIVAL)))
    const [sparing, ...others] = all
    sparing!.node.spare(true)
    for (const [index, member] of others.entries()) nodes.meet(all[index]!, member)
    await nodes.seconds(240)
    expect(sparing!.node.peersOf(FESTIVAL)).toBeGreaterThanOrEqual(3)
    expect(sparing!.node.peersOf(FESTIVAL)).toBeLessThanOrEqual(6)
    for (const { node } of others) expect(node.peersOf(FESTIVAL)).toBeGreaterThanOrEqual(6)
    sparing!.node.spare(false)
    await nodes.seconds(240)
    expect(sparing!.node.peersOf(FESTIVAL)).toBeGreaterThanOrEqual(6)
  })
})

describe('a node with twelve connections', () => {
  it('makes no further one while some of them are in their handshake', async () => {
    const nodes = new Nodes()
    const [ada, ben, cleo] = await Promise.all(['ada', 'ben', 'cleo'].map((name) => nodes.add(name, FESTIVAL)))
    nodes.meet(ada!, ben!)
    await nodes.second()
    // Nobody says a word at the other ends.
    for (let index = 0; index < 11; index += 1) ada!.node.addLink(memoryLinkPair()[0])
    expect([ada!.node.hasRoom(FESTIVAL), ben!.node.hasRoom(FESTIVAL)]).toEqual([false, true])
    nodes.meet(ben!, cleo!)
    await nodes.seconds(5)
    expect(nodes.degrees()).toEqual([1, 2, 1])
    expect(ada!.dialer.dialled).toBe(0)
    // Who was refused meanwhile takes the offer of who refused.
    await nodes.seconds(30)
    expect(nodes.degrees()).toEqual([2, 2, 2])
  })
})

describe('a link whose peer is not whom the signal named', () => {
  it('is closed, and the node goes on', async () => {
    const nodes = new Nodes()
    const [ada, ben, mallory] = await Promise.all(['ada', 'ben', 'mallory'].map((name) => nodes.add(name, FESTIVAL)))
    const [toMallory, toAda] = memoryLinkPair()
    ada!.node.addLink(toMallory, ben!.node.nodeKey)
    mallory!.node.addLink(toAda)
    await nodes.seconds(3)
    expect(ada!.gone).toEqual(['bad-auth'])
    expect(nodes.degrees()).toEqual([0, 0, 0])
    const [toBen, toAdaToo] = memoryLinkPair()
    ada!.node.addLink(toBen, ben!.node.nodeKey)
    ben!.node.addLink(toAdaToo, ada!.node.nodeKey)
    await nodes.seconds(3)
    expect(nodes.degrees()).toEqual([1, 1, 0])
  })
})

describe('a hostile neighbour', () => {
  it('can not make a node begin more connections than its budget allows, whatever it asks', async () => {
    const nodes = new Nodes()
    const ada = await nodes.add('ada', FESTIVAL)
    const [toAda, link] = memoryLinkPair()
    ada.node.addLink(link)
    const raw = new RawPeer('mallory', toAda, [{ festival: FESTIVAL, key: topicKeyOf(FESTIVAL) }])
    await nodes.seconds(2)
    let number = 0
    for (let second = 0; second < 240; second += 1) {
      for (let walk = 0; walk < 5; walk += 1) {
        number += 1
        const from = new Uint8Array(32).fill(number & 0xff)
        new DataView(from.buffer).setUint32(0, number)
        const ref = toHex(from.subarray(0, 8)) as NodeRef
        const name = number.toString(16).padStart(16, '0')
        const description = from.subarray(0, 16)
        raw.say({ type: 'walk', slot: 0, walk: name, steps: walk, from, description })
        raw.say({ type: 'neighbours', slot: 0, refs: [ref] })
        raw.say({ type: 'flip', slot: 0, give: ref })
        raw.say({ type: 'walk-answer', slot: 0, walk: name, from, description })
      }
      await nodes.second()
    }
    expect(ada.node.peersOf(FESTIVAL)).toBe(1)
    // Twenty at once, then two a minute.
    expect(ada.dialer.dialled).toBeLessThanOrEqual(20 + 2 * 4)
  })
})
