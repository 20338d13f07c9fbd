// Nodes in memory that name blobs in one festival: who has a blob, who wants it, and what they are linked by.

import type { WantedBlob } from '../../../../src/gossip/blobs/blobs.ts'
import { topicKeyOf } from '../../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../../src/operations/ids.ts'
import type { BlobId } from '../../../../src/operations/operation.ts'
import { partCount } from '../../../../src/ports/blob-store.ts'
import { madeUpBlob } from '../../../../src/testing/blob-store-suite.ts'
import { memoryLinkPair, type MemoryLink, type MemoryLinkOptions } from '../../../../src/testing/memory-link.ts'
import { foundFestival, settle, testNode, type TestNode } from '../nodes.ts'
import { RawPeer } from '../raw-peer.ts'

export interface Scene {
  festival: FestivalId
  nodes: TestNode[]
}

/** Nodes that follow one festival, linked to nobody. */
export async function gather(...names: string[]): Promise<Scene> {
  const nodes = await Promise.all(names.map((name) => testNode(name)))
  const [first] = nodes
  if (first === undefined) throw new Error('nobody is there')
  const festival = await foundFestival(first, 1)
  for (const node of nodes) await node.follow(festival)
  return { festival, nodes }
}

export async function link(a: TestNode, b: TestNode, options: MemoryLinkOptions = {}): Promise<MemoryLink> {
  const [one, other] = memoryLinkPair(options)
  a.node.addLink(one)
  b.node.addLink(other)
  await settle(a, b)
  return one
}

/** Somebody who says what the test wants, live with the node. */
export async function stranger(name: string, festival: FestivalId, node: TestNode): Promise<RawPeer> {
  const [one, other] = memoryLinkPair()
  node.node.addLink(one)
  const peer = new RawPeer(name, other, [{ festival, key: topicKeyOf(festival) }])
  await settle(node)
  return peer
}

/** A blob that something in the festival names, in everybody's eyes. */
export function named({ festival, nodes }: Scene, size: number, seed = 1): { blob: BlobId; bytes: Uint8Array } {
  const made = madeUpBlob(size, seed)
  for (const { blobs } of nodes) blobs.name(festival, made.blob)
  return made
}

/** The node wants these blobs from now on, and goes on with what it has of them. */
export async function want(node: TestNode, festival: FestivalId, ...blobs: BlobId[]): Promise<void> {
  const wanted: WantedBlob[] = []
  for (const blob of blobs) {
    wanted.push({ blob, festivals: [festival], parts: await node.blobs.parts(blob), isUrgent: false })
  }
  await node.node.blobs.want(wanted)
}

export async function holds({ blobs }: TestNode, blob: BlobId): Promise<boolean> {
  return (await blobs.parts(blob)) === partCount(blob.size) && (await blobs.read(blob, 0)) !== undefined
}

/** Lets so many seconds pass, one by one. */
export async function pass(nodes: readonly TestNode[], seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    for (const { clock, node } of nodes) {
      clock.advance(1_000)
      node.tick()
    }
    await settle(...nodes)
  }
}
