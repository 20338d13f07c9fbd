// Who misbehaves is told to stay away, is not called, and is banned when it does not learn; whoever it was introduced by is
// believed less. Everybody else goes on.

import { describe, expect, it } from 'vitest'
import { compareBytes } from '../../../src/bamboo/index.ts'
import { encodeMessage } from '../../../src/gossip/frames.ts'
import type { Message } from '../../../src/gossip/messages.ts'
import { createNodeKey } from '../../../src/gossip/node-key.ts'
import { Attempts } from '../../../src/gossip/overlay/attempts.ts'
import { Neighbours } from '../../../src/gossip/overlay/neighbours.ts'
import type { NodeRef } from '../../../src/gossip/overlay/overlay-messages.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'
import { comeIn, expectBenHears, meet, pass, type Scene } from './hostile-scene.ts'
import { settle } from './nodes.ts'
import type { RawPeer } from './raw-peer.ts'

const MINUTE = 60
const BAD_ENTRY: Message = {
  type: 'entries',
  slot: 0,
  author: 'ab'.repeat(32) as PublicKey,
  logId: 1n,
  from: 1,
  entries: [{ entry: new Uint8Array(200).fill(7) }],
}

async function misbehave(scene: Scene, mallory: RawPeer): Promise<void> {
  mallory.say(BAD_ENTRY, 'bulk')
  await settle(scene.ada, scene.ben)
}

function closeOf(peer: RawPeer): Message | undefined {
  return peer.heard.find((message): message is Message => message.type === 'close')
}

describe('a node that was banned', () => {
  it('is told to come back in 10 minutes, and refused at the end of the handshake until then', async () => {
    const scene = await meet()
    const { ada, mallory } = scene
    await misbehave(scene, mallory)
    expect(closeOf(mallory)).toEqual({ type: 'close', reason: 'bad-entry', retryAfterMs: 600_000 })
    expect(ada.node.isShunned(mallory.nodeKey)).toBe(true)
    const again = await comeIn(scene, 'mallory')
    expect(closeOf(again)).toEqual({ type: 'close', reason: 'unwelcome', retryAfterMs: 600_000 })
    await pass(scene, 9 * MINUTE)
    expect(closeOf(await comeIn(scene, 'mallory'))).toBeDefined()
    await pass(scene, MINUTE)
    const late = await comeIn(scene, 'mallory')
    expect(late.isLive).toBe(true)
    expect(closeOf(late)).toBeUndefined()
    await misbehave(scene, late)
    await pass(scene, 15 * MINUTE)
    expect(closeOf(await comeIn(scene, 'mallory'))).toBeDefined()
    await expectBenHears(scene)
  })

  it('loses its other links as well', async () => {
    const scene = await meet()
    const { ada, festival } = scene
    // Of two links to one node the one with the smaller key closes one; who keeps to no protocol does not.
    const names = ['eve', 'fay', 'gus', 'hal', 'ida', 'joe']
    const name = names.find(
      (each) => compareBytes(createNodeKey(new SeededRandom(each)).publicKey, ada.node.nodeKey) < 0,
    )
    const first = await comeIn(scene, name ?? '')
    const second = await comeIn(scene, name ?? '')
    await pass(scene, 2)
    expect([first.link.isClosed, second.link.isClosed]).toEqual([false, false])
    await misbehave(scene, first)
    await pass(scene, 2)
    expect([first.link.isClosed, second.link.isClosed]).toEqual([true, true])
    expect(closeOf(second)).toMatchObject({ reason: 'unwelcome' })
    expect(ada.node.peersOf(festival)).toBe(2)
    await expectBenHears(scene)
  })

  it('does not make others pay: another key is let in, and Ben stays', async () => {
    const scene = await meet()
    await misbehave(scene, scene.mallory)
    const cleo = await comeIn(scene, 'cleo')
    expect(cleo.isLive).toBe(true)
    await expectBenHears(scene)
  })
})

describe('a node that broke a rule once', () => {
  it('is let in again, is not called, and is banned the third time', async () => {
    const scene = await meet()
    const { ada } = scene
    const reasons: string[] = []
    for (let visit = 0; visit < 4; visit += 1) {
      const mallory = visit === 0 ? scene.mallory : await comeIn(scene, 'mallory')
      for (let count = 0; count < 500 && mallory.isLive; count += 1) mallory.say({ type: 'have', slot: 0, heads: [] })
      await settle(ada, scene.ben)
      const close = closeOf(mallory)
      reasons.push(close?.type === 'close' ? close.reason : 'none')
      expect(ada.node.isShunned(mallory.nodeKey)).toBe(true)
      await pass(scene, MINUTE)
    }
    expect(reasons).toEqual(['rate', 'rate', 'rate', 'unwelcome'])
  })
})

describe('a node that asks not to be called', () => {
  it.each([
    ['is left alone for as long as it says', 120_000, 120],
    ['is left alone for 10 minutes when it says a day', 86_400_000, 600],
  ])('%s', async (_what, retryAfterMs, seconds) => {
    const scene = await meet()
    const { ada, mallory } = scene
    mallory.say({ type: 'close', reason: 'full', retryAfterMs })
    await settle(ada, scene.ben)
    await pass(scene, seconds - 1)
    expect(ada.node.isShunned(mallory.nodeKey)).toBe(true)
    await pass(scene, 1)
    expect(ada.node.isShunned(mallory.nodeKey)).toBe(false)
  })

  it('is let in all the same when it calls itself', async () => {
    const scene = await meet()
    scene.mallory.say({ type: 'close', reason: 'full', retryAfterMs: 600_000 })
    await settle(scene.ada, scene.ben)
    expect((await comeIn(scene, 'mallory')).isLive).toBe(true)
  })

  it('is not believed before it has proved who it is', async () => {
    const scene = await meet()
    const { ada, ben } = scene
    const [m, toMallory] = memoryLinkPair()
    ada.node.addLink(toMallory, ben.node.nodeKey)
    m.send(Uint8Array.of(0, ...encodeMessage({ type: 'close', reason: 'full', retryAfterMs: 600_000 })))
    await settle(ada, ben)
    expect(m.isClosed).toBe(true)
    expect(ada.node.isShunned(ben.node.nodeKey)).toBe(false)
  })
})

describe('a neighbour that introduced banned nodes', () => {
  const REF = 'aa'.repeat(8) as NodeRef
  const SELF = 'bb'.repeat(8) as NodeRef

  it('introduces nobody for 10 minutes after the second one, whatever else it introduced', () => {
    const attempts = new Attempts()
    const neighbours = new Neighbours(SELF)
    const may = (now: number): boolean => attempts.mayIntroduce(REF, neighbours, now)
    attempts.distrust(REF, 0)
    expect(may(0)).toBe(true)
    attempts.succeeded(attempts.begin({ kind: 'walk', introducer: REF, dialog: '00' }, 0))
    attempts.distrust(REF, 1_000)
    expect([may(1_000), may(600_999), may(601_000)]).toEqual([false, false, true])
  })
})
