// Peers that lie about blobs, flood, or send what nobody asked for: found out, and nobody honest is blamed.

import { describe, expect, it } from 'vitest'
import type { Message } from '../../../../src/gossip/messages.ts'
import type { BlobId } from '../../../../src/operations/operation.ts'
import { PART_LENGTH, partCount, partLength } from '../../../../src/ports/blob-store.ts'
import { settle, type TestNode } from '../nodes.ts'
import type { RawPeer } from '../raw-peer.ts'
import { gather, holds, link, named, pass, stranger, want } from './blob-scene.ts'

/** Answers each request with zeros, from the part that was asked for up to `last`. */
function liar(peer: RawPeer, { last = Number.POSITIVE_INFINITY } = {}): (node: TestNode) => Promise<void> {
  let answered = 0
  return async (node) => {
    for (;;) {
      const asked = peer.heard.filter((message) => message.type === 'want-blob').slice(answered)
      if (asked.length === 0) return
      answered += asked.length
      for (const { blob, part } of asked) {
        for (let next = part; next < partCount(blob.size) && next <= last; next += 1) {
          peer.say(zeros(blob, next), 'bulk')
          await settle(node)
        }
      }
    }
  }
}

function zeros(blob: BlobId, part: number): Message {
  return { type: 'blob', slot: 0, blob, part, bytes: new Uint8Array(partLength(blob.size, part)) }
}

describe('a peer that lies about a blob', () => {
  it('is banned when all the wrong bytes came from it, and the blob comes from somebody else', async () => {
    const all = await gather('ada', 'ben')
    const [ada, ben] = all.nodes as [TestNode, TestNode]
    const { blob, bytes } = named(all, PART_LENGTH + 1)
    await ada.blobs.put(blob, bytes)
    const mallory = await stranger('mallory', all.festival, ben)
    const answer = liar(mallory)
    await want(ben, all.festival, blob)
    await settle(ben)
    await answer(ben)
    expect(mallory.closeReason).toBe('bad-entry')
    expect(ben.node.isShunned(mallory.nodeKey)).toBe(true)
    expect(await ben.blobs.parts(blob)).toBe(0)
    await link(ada, ben)
    await settle(ada, ben)
    expect(await holds(ben, blob)).toBe(true)
  })

  it('does not get an honest neighbour blamed for what it sent first', async () => {
    const all = await gather('ada', 'ben')
    const [ada, ben] = all.nodes as [TestNode, TestNode]
    const { blob, bytes } = named(all, 3 * PART_LENGTH)
    await ada.blobs.put(blob, bytes)
    const mallory = await stranger('mallory', all.festival, ben)
    const answer = liar(mallory, { last: 0 })
    await want(ben, all.festival, blob)
    await settle(ben)
    await answer(ben)
    expect(await ben.blobs.parts(blob)).toBe(1)
    mallory.link.cut()
    await link(ada, ben)
    await settle(ada, ben)
    expect(await holds(ben, blob)).toBe(true)
    expect(ben.node.isShunned(ada.node.nodeKey)).toBe(false)
    expect(ben.node.peersOf(all.festival)).toBe(1)
  })

  it('is told apart when it completes what an honest one began', async () => {
    const all = await gather('ada', 'ben')
    const [ada, ben] = all.nodes as [TestNode, TestNode]
    const { blob, bytes } = named(all, 3 * PART_LENGTH)
    await ada.blobs.put(blob, bytes)
    await ben.blobs.append(blob, 0, bytes.slice(0, PART_LENGTH))
    const mallory = await stranger('mallory', all.festival, ben)
    const answer = liar(mallory)
    await want(ben, all.festival, blob)
    await settle(ben)
    await answer(ben)
    // The first time nobody knows who lied; the second time all of it came from the same.
    expect(mallory.closeReason).toBe('bad-entry')
    await link(ada, ben)
    await settle(ada, ben)
    expect(await holds(ben, blob)).toBe(true)
  })

  it('gains nothing by sending what nobody asked for', async () => {
    const all = await gather('ben')
    const [ben] = all.nodes as [TestNode]
    const { blob, bytes } = named(all, 100)
    const other = named(all, 3 * PART_LENGTH, 9)
    const mallory = await stranger('mallory', all.festival, ben)
    for (let round = 0; round < 20; round += 1) {
      mallory.say({ type: 'blob', slot: 0, blob, part: 0, bytes }, 'bulk')
      mallory.say(zeros(other.blob, round % 3), 'bulk')
      await settle(ben)
    }
    expect([await ben.blobs.parts(blob), await ben.blobs.parts(other.blob)]).toEqual([0, 0])
    // Its credit is given back as for any other message that is dropped.
    expect(mallory.closeReason).toBeUndefined()
    await want(ben, all.festival, other.blob)
    await settle(ben)
    mallory.say(zeros(other.blob, 2), 'bulk')
    await settle(ben)
    expect(await ben.blobs.parts(other.blob)).toBe(0)
  })

  it('is closed for a blob outside the bulk lane, and for a part of another length', async () => {
    const all = await gather('ben')
    const [ben] = all.nodes as [TestNode]
    const { blob, bytes } = named(all, 100)
    const first = await stranger('first', all.festival, ben)
    first.say({ type: 'blob', slot: 0, blob, part: 0, bytes })
    await settle(ben)
    expect(first.closeReason).toBe('protocol')
    const second = await stranger('second', all.festival, ben)
    second.say({ type: 'blob', slot: 0, blob, part: 0, bytes: bytes.slice(1) }, 'bulk')
    await settle(ben)
    expect(second.closeReason).toBe('protocol')
  })

  it('can not make a node hold more requests than a few', async () => {
    const all = await gather('ada')
    const [ada] = all.nodes as [TestNode]
    const made = Array.from({ length: 40 }, (_, index) => named(all, 4 * PART_LENGTH, index + 1))
    for (const { blob, bytes } of made) await ada.blobs.put(blob, bytes)
    const mallory = await stranger('mallory', all.festival, ada)
    // It takes a credit window and gives none back: the rest of what it asked for waits, and only so much of it.
    for (const { blob } of made) mallory.say({ type: 'want-blob', slot: 0, blob, part: 0 })
    await settle(ada)
    mallory.say({ type: 'credit', bytes: 16 * 1024 * 1024 })
    await settle(ada)
    const sent = new Set(mallory.heard.flatMap((message) => (message.type === 'blob' ? [message.blob.hash] : [])))
    expect(sent.size).toBeLessThanOrEqual(20)
    expect(mallory.closeReason).toBeUndefined()
  })

  it('that never sends anything is not asked for everything in turn', async () => {
    const all = await gather('ben')
    const [ben] = all.nodes as [TestNode]
    const made = Array.from({ length: 40 }, (_, index) => named(all, 100, index + 1))
    const silent = await stranger('silent', all.festival, ben)
    await want(ben, all.festival, ...made.map(({ blob }) => blob))
    for (let second = 0; second < 120; second += 1) {
      silent.say({ type: 'ping', token: new Uint8Array(4) })
      await pass([ben], 1)
    }
    expect(silent.heard.filter(({ type }) => type === 'want-blob').length).toBeLessThanOrEqual(8)
  })
})
