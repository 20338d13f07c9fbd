// Whole nodes with overlays in memory: what a neighbour introduces becomes a link, over the same dialer that a tracker would use.

import { gossipStore } from '../../../../src/gossip/gossip-store.ts'
import { GossipNode } from '../../../../src/gossip/node.ts'
import type { CloseReason } from '../../../../src/gossip/messages.ts'
import { ThriftyDialer } from '../../../../src/gossip/overlay/thrifty-dialer.ts'
import { topicKeyOf } from '../../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../../src/operations/ids.ts'
import { ManualClock } from '../../../../src/testing/manual-clock.ts'
import { MemoryDialer, Switchboard } from '../../../../src/testing/memory-dialer.ts'
import { memoryLinkPair, type MemoryLinkOptions } from '../../../../src/testing/memory-link.ts'
import { MemoryLogStore } from '../../../../src/memory/memory-log-store.ts'
import { SeededRandom } from '../../../../src/testing/seeded-random.ts'

export const FESTIVAL: FestivalId = `0040${'f1'.repeat(64)}` as FestivalId
export const OTHER_FESTIVAL: FestivalId = `0040${'f2'.repeat(64)}` as FestivalId

export interface Member {
  node: GossipNode
  dialer: MemoryDialer
  gone: CloseReason[]
}

export class Nodes {
  readonly clock: ManualClock = new ManualClock()
  readonly board: Switchboard = new Switchboard()
  readonly all: Member[] = []

  async add(name: string, ...festivals: FestivalId[]): Promise<Member> {
    const random = new SeededRandom(name)
    const dialer = new MemoryDialer(this.board, random)
    const gone: CloseReason[] = []
    const ports = {
      store: gossipStore(new MemoryLogStore()),
      clock: this.clock,
      random,
      dialer: new ThriftyDialer(dialer, this.clock),
    }
    const node = new GossipNode(ports, { onGone: (reason) => gone.push(reason) })
    node.setTopics(festivals.map((festival) => ({ festival, key: topicKeyOf(festival) })))
    await node.idle()
    const member = { node, dialer, gone }
    this.all.push(member)
    return member
  }

  meet(a: Member, b: Member, options: MemoryLinkOptions = {}): void {
    const [initiator, responder] = memoryLinkPair(options)
    a.node.addLink(initiator)
    b.node.addLink(responder)
  }

  /** A second passes for everybody, and all that follows from it happens. */
  async second(): Promise<void> {
    this.clock.advance(1_000)
    for (const { node } of this.all) node.tick()
    for (let turn = 0; turn < 6; turn += 1) {
      for (const { node } of this.all) await node.idle()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async seconds(count: number): Promise<void> {
    for (let second = 0; second < count; second += 1) await this.second()
  }

  degrees(festival: FestivalId = FESTIVAL): number[] {
    return this.all.map(({ node }) => node.peersOf(festival))
  }
}
