// What was said once is said again: by somebody else, on another link, or too often.

import { describe, expect, it } from 'vitest'
import { decodeMessage } from '../../../src/gossip/frames.ts'
import type { Message } from '../../../src/gossip/messages.ts'
import { memoryLinkPair, type Delivery, type MemoryLink } from '../../../src/testing/memory-link.ts'
import { comeIn, expectBenHears, meet } from './hostile-scene.ts'
import { settle } from './nodes.ts'

function recorder(): { frames: Uint8Array[]; delivery: Delivery } {
  const frames: Uint8Array[] = []
  const delivery: Delivery = (message, arrive) => {
    frames.push(message)
    void Promise.resolve().then(arrive)
  }
  return { frames, delivery }
}

/** Why the other end closed. */
function closeReasonsAt(link: MemoryLink): string[] {
  const reasons: string[] = []
  link.onMessage = (frame) => {
    const message = decodeMessage(frame.subarray(1))
    if (message.ok && message.value.type === 'close') reasons.push(message.value.reason)
  }
  return reasons
}

describe('a handshake that is replayed on another link', () => {
  it('opens nothing for who pretends to be the initiator', async () => {
    const scene = await meet()
    const { ada, ben, festival } = scene
    const { frames, delivery } = recorder()
    const cleo = await comeIn(scene, 'cleo', true, { there: delivery })
    expect(cleo.isLive).toBe(true)
    const handshake = frames.slice(0, 3)
    const [replayer, toReplayer] = memoryLinkPair()
    const reasons = closeReasonsAt(replayer)
    ada.node.addLink(toReplayer)
    for (const frame of handshake) replayer.send(frame)
    await settle(ada, ben)
    expect(reasons).toEqual(['no-topic'])
    expect(ada.node.peersOf(festival)).toBe(3)
    await expectBenHears(scene)
  })

  it('opens nothing for who pretends to be the responder', async () => {
    const scene = await meet()
    const { ada, ben, festival } = scene
    const { frames, delivery } = recorder()
    const [a, b] = memoryLinkPair({ back: delivery })
    ada.node.addLink(a)
    ben.node.addLink(b)
    await settle(ada, ben)
    const [toReplayer, replayer] = memoryLinkPair()
    const reasons = closeReasonsAt(replayer)
    ada.node.addLink(toReplayer, ben.node.nodeKey)
    for (const frame of frames.slice(0, 3)) replayer.send(frame)
    await settle(ada, ben)
    expect(reasons).toEqual(['no-topic'])
    expect(ada.node.peersOf(festival)).toBe(2)
    await expectBenHears(scene)
  })
})

describe('entries that are sent again and again', () => {
  it.each(['entries', 'push'] as const)('as %s are stored once and answered with little', async (type) => {
    const scene = await meet()
    const { ada, ben, mallory, festival } = scene
    const log = await ada.store.ownLog(ada.signer.publicKey, festival)
    const name = { author: ada.signer.publicKey, logId: log!.logId }
    mallory.say({ type: 'want', slot: 0, wants: [{ ...name, from: 1, to: 3 }] })
    await settle(ada, ben)
    const sent = mallory.heard.find((message): message is Extract<Message, { type: 'entries' }> => {
      return message.type === 'entries'
    })
    if (sent === undefined) throw new Error('Ada sent nothing')
    expect(sent.entries).toHaveLength(3)
    const before = mallory.heard.length
    for (let round = 0; round < 100; round += 1) {
      mallory.say({ ...sent, type }, 'bulk')
      if (round % 10 === 0) await settle(ada, ben)
    }
    await settle(ada, ben)
    const answers = mallory.heard.slice(before).map((message) => message.type)
    expect(new Set(answers)).toEqual(new Set(type === 'push' ? ['prune', 'credit'] : ['credit']))
    expect(answers.length).toBeLessThanOrEqual(110)
    expect(ada.grown).toEqual([])
    await expectBenHears(scene)
  })
})

describe('an answer that nobody asked for', () => {
  it.each<[string, Message]>([
    ['a PONG', { type: 'pong', token: new Uint8Array(4) }],
    ['the end of a walk', { type: 'walk-end', slot: 0, walk: 'ab'.repeat(8) }],
    ['a refusal', refusal()],
    ['the end of a comparison', { ...noRanges(), isLast: true }],
  ])('changes nothing: %s', async (_what, message) => {
    const scene = await meet()
    const before = scene.mallory.heard.length
    for (let count = 0; count < 20; count += 1) scene.mallory.say(message)
    await settle(scene.ada, scene.ben)
    expect(scene.mallory.heard).toHaveLength(before)
    expect(scene.ada.node.peersOf(scene.festival)).toBe(2)
  })
})

function refusal(): Message {
  const [to, from] = ['ab'.repeat(8), new Uint8Array(32)]
  const signal = { type: 'signal', slot: 0, kind: 'refusal', dialog: to, to, from, description: new Uint8Array(0) }
  return signal as Message
}

function noRanges(): Extract<Message, { type: 'ranges' }> {
  return { type: 'ranges', slot: 0, isLast: false, depth: 0, divided: [], listed: [], asked: [], heads: [] }
}
