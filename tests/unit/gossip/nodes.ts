// Whole nodes in memory for the tests of gossip: a store, a persona that writes, and the network half under test.

import { GossipNode } from '../../../src/gossip/node.ts'
import type { GossipEvents } from '../../../src/gossip/node-ports.ts'
import { gossipStore } from '../../../src/gossip/gossip-store.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import { publish } from '../../../src/log/publish.ts'
import type { Step } from '../../../src/log/publication.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import type { Signer } from '../../../src/ports/signer.ts'
import { ManualClock } from '../../../src/testing/manual-clock.ts'
import { MemoryBlobStore } from '../../../src/testing/memory-blob-store.ts'
import { MemoryLocks } from '../../../src/memory/memory-locks.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { randomSigner } from '../../../src/memory/memory-signer.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'

export interface TestNode {
  node: GossipNode
  store: MemoryLogStore
  blobs: MemoryBlobStore
  signer: Signer
  clock: ManualClock
  random: SeededRandom
  grown: number[]
  follow: (festival: FestivalId) => Promise<void>
  /** Appends `count` entries to the own log (the first entry of a new log comes on top) and tells the network half. */
  write: (festival: FestivalId, count: number) => Promise<void>
  writeOperations: (festival: FestivalId, operations: readonly Operation[]) => Promise<void>
  /** Heights of all logs, smallest first. */
  heights: (festival: FestivalId) => Promise<number[]>
}

export async function testNode(name: string, events: GossipEvents = {}): Promise<TestNode> {
  const random = new SeededRandom(name)
  const clock = new ManualClock()
  const store = new MemoryLogStore()
  const blobs = new MemoryBlobStore()
  const signer = await randomSigner(random)
  const grown: number[] = []
  const node = new GossipNode(
    { store: gossipStore(store), blobs, clock, random },
    { ...events, onGrown: (_festival, log) => grown.push(log) },
  )
  const ports = { store, signer, locks: new MemoryLocks(), random, clock }
  const writeOperations = async (festival: FestivalId, operations: readonly Operation[]): Promise<void> => {
    const steps = operations.map(
      (operation): Step =>
        () =>
          operation,
    )
    const result = await publish(ports, { festival, steps, value: (receipts) => receipts })
    if (!result.ok) throw new Error(result.error.code)
    const first = result.value[0]
    if (first !== undefined) await node.published(festival, first.author, first.logId)
  }
  return {
    node,
    store,
    blobs,
    signer,
    clock,
    random,
    grown,
    follow: async (festival) => {
      node.setTopics([{ festival, key: topicKeyOf(festival) }])
      await node.idle()
    },
    write: (festival, count) =>
      writeOperations(
        festival,
        Array.from({ length: count }, (_, index) => profile(`${name} ${index}`, clock)),
      ),
    writeOperations,
    heights: async (festival) => (await store.logs(festival)).map((log) => log.seqNum).sort((a, b) => a - b),
  }
}

function profile(name: string, clock: ManualClock): Operation {
  return { v: 1, op: 'profile.set', at: clock.now(), name }
}

/** A new festival in the node's own log, with `count` entries after its first. */
export async function foundFestival(founder: TestNode, count: number): Promise<FestivalId> {
  const { store, signer, random, clock } = founder
  const create: Operation = {
    v: 1,
    op: 'festival.create',
    at: clock.now(),
    title: 'Test',
    timezone: 'Europe/Berlin',
    visibility: 'open',
    nonce: 'ab'.repeat(16),
  }
  const steps: Step[] = [() => create]
  for (let index = 0; index < count; index += 1)
    steps.push(() => ({ v: 1, op: 'profile.set', at: clock.now(), name: `n${index}` }))
  const ports = { store, signer, locks: new MemoryLocks(), random, clock }
  const result = await publish(ports, { festival: 'new', steps, value: (receipts) => receipts })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  const first = result.value[0]
  if (first === undefined) throw new Error('nothing was published')
  return first.id
}

/** Runs until no node has anything under way and nothing has been stored for a while. */
export async function settle(...nodes: TestNode[]): Promise<void> {
  const stored = (): number => nodes.reduce((sum, { grown }) => sum + grown.length, 0)
  let before = stored()
  for (let quiet = 0; quiet < 20; quiet += 1) {
    for (const { node } of nodes) await node.idle()
    await new Promise((resolve) => setImmediate(resolve))
    if (stored() !== before) quiet = 0
    before = stored()
  }
}
