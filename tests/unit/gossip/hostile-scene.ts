// Ada and Ben are linked; Mallory, who speaks the protocol by hand, has a link to Ada.

import { expect } from 'vitest'
import type { Message } from '../../../src/gossip/messages.ts'
import { topicKeyOf, type Topic } from '../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { memoryLinkPair, type MemoryLinkOptions } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'
import { RawPeer } from './raw-peer.ts'

export interface Scene {
  ada: TestNode
  ben: TestNode
  mallory: RawPeer
  festival: FestivalId
}

/** Mallory is past the handshake when she knows the topic. */
export async function meet(knowsTopic = true, options: MemoryLinkOptions = {}): Promise<Scene> {
  const ada = await testNode('ada')
  const ben = await testNode('ben')
  const festival = await foundFestival(ada, 2)
  await ada.follow(festival)
  await ben.follow(festival)
  const [a, b] = memoryLinkPair()
  ada.node.addLink(a)
  ben.node.addLink(b)
  const mallory = await comeIn({ ada, ben, festival }, 'mallory', knowsTopic, options)
  return { ada, ben, mallory, festival }
}

/** A link to Ada from somebody of that name; the same name has the same node key. */
export async function comeIn(
  { ada, ben, festival }: Omit<Scene, 'mallory'>,
  name: string,
  knowsTopic = true,
  options: MemoryLinkOptions = {},
): Promise<RawPeer> {
  const [m, toMallory] = memoryLinkPair(options)
  const topic: Topic = { festival, key: knowsTopic ? topicKeyOf(festival) : new Uint8Array(32) }
  ada.node.addLink(toMallory)
  const peer = new RawPeer(name, m, [topic])
  await settle(ada, ben)
  return peer
}

/** So many seconds pass for Ada and Ben; `each` is called in every one of them. */
export async function pass({ ada, ben }: Scene, seconds: number, each: () => void = () => undefined): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    each()
    for (const { node, clock } of [ada, ben]) {
      clock.advance(1_000)
      node.tick()
    }
    for (let turn = 0; turn < 6; turn += 1) {
      await Promise.all([ada.node.idle(), ben.node.idle()])
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

/** The link to Mallory is over and Ben still hears what Ada writes. */
export async function expectOnlyMalloryGone(scene: Scene, reason: string): Promise<void> {
  const { ada, ben, mallory, festival } = scene
  await settle(ada, ben)
  expect(mallory.closeReason).toBe(reason)
  ada.clock.advance(2_000)
  ada.node.tick()
  await settle(ada, ben)
  expect(mallory.link.isClosed).toBe(true)
  await expectBenHears(scene)
  expect(ada.node.peersOf(festival)).toBe(1)
}

export async function expectBenHears({ ada, ben, festival }: Scene): Promise<void> {
  const before = (await ben.heights(festival)).at(-1) ?? 0
  await ada.write(festival, 1)
  await settle(ada, ben)
  expect((await ben.heights(festival)).at(-1)).toBe(before + 1)
}

/** Frames of one kind. */
export function flood(mallory: RawPeer, frames: number, length: number): void {
  for (let index = 0; index < frames; index += 1) mallory.frame(3, new Uint8Array(length))
}

export function hammer(mallory: RawPeer, times: number, message: Message): void {
  for (let index = 0; index < times; index += 1) mallory.say(message)
}
