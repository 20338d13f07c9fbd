// Bulk messages that a node sends: in fewer bytes to who understands that, as they are to everybody else.

import { describe, expect, it } from 'vitest'
import { toHex, yamfHash } from '../../../src/bamboo/index.ts'
import { PACKING, type Message } from '../../../src/gossip/messages.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'
import { RawPeer } from './raw-peer.ts'

const ENTRIES = 60
/** Text of each of them. */
const TEXT_BYTES = 1_200
/** Kinds of frames: control, and bulk as it is or packed; those of one frame and of several. */
const PLAIN = new Set([0, 1, 3])
const SMALL = new Set([0, 5])

/** Somebody with these features asks Ada for everything: what came, and in how many bytes. */
async function fetchAll(features: bigint): Promise<{ kinds: RawPeer['kinds']; entries: Message[]; bytes: number }> {
  const ada = await testNode('ada')
  const festival = await foundFestival(ada, 0)
  const about = 'Brings the blue tent. '.repeat(100).slice(0, TEXT_BYTES)
  await ada.writeOperations(
    festival,
    Array.from({ length: ENTRIES }, (_, index) => ({ v: 1, op: 'profile.set', at: index, about })),
  )
  const raw = await linkedTo(ada, festival, features)
  const [log] = await ada.store.logs(festival)
  const { author, logId } = log ?? { author: '' as PublicKey, logId: 0n }
  raw.say({ type: 'want', slot: 0, wants: [{ author, logId, from: 1, to: ENTRIES }] })
  await settle(ada)
  const entries = raw.heard.filter(({ type }) => type === 'entries') as Message[]
  return { kinds: raw.kinds, entries, bytes: ada.node.figures[0]?.sentBytes ?? 0 }
}

async function linkedTo(ada: TestNode, festival: FestivalId, features: bigint): Promise<RawPeer> {
  await ada.follow(festival)
  const [toRaw, end] = memoryLinkPair()
  ada.node.addLink(toRaw)
  const raw = new RawPeer('raw', end, [{ festival, key: topicKeyOf(festival) }], features)
  await settle(ada)
  return raw
}

describe('a node that is asked for entries', () => {
  it('sends them in fewer bytes to who says that it unpacks them, and the same ones', async () => {
    const [plain, packed] = [await fetchAll(0n), await fetchAll(PACKING)]
    expect(plain.kinds).toEqual(PLAIN)
    expect(packed.kinds).toEqual(SMALL)
    expect(plain.entries.length).toBeGreaterThan(0)
    expect(packed.entries).toEqual(plain.entries)
    expect(plain.bytes).toBeGreaterThan(ENTRIES * TEXT_BYTES)
    expect(packed.bytes).toBeLessThan(plain.bytes / 3)
  })

  it('sends as they are those that would not become shorter', async () => {
    expect((await fetchAll(2n)).kinds).toEqual(PLAIN)
  })

  it('never packs a picture, whose bytes are packed in their own way', async () => {
    const ada = await testNode('ada')
    const festival = await foundFestival(ada, 0)
    const bytes = new Uint8Array(30_000)
    const blob = { hash: toHex(yamfHash(bytes)), size: bytes.length }
    ada.blobs.name(festival, blob)
    await ada.blobs.put(blob, bytes)
    const raw = await linkedTo(ada, festival, PACKING)
    raw.say({ type: 'want-blob', slot: 0, blob, part: 0 })
    await settle(ada)
    expect(raw.heard).toContainEqual({ type: 'blob', slot: 0, blob, part: 0, bytes })
    expect(raw.kinds).toEqual(PLAIN)
  })
})
