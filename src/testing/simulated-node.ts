// One person in a simulation: a store, a key that writes, and the very same gossip node that runs in browsers.

import { gossipStore } from '../gossip/gossip-store.ts'
import { GossipNode } from '../gossip/node.ts'
import { topicKeyOf } from '../gossip/topic.ts'
import { publish } from '../log/publish.ts'
import type { Receipt, Step } from '../log/publication.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { Clock } from '../ports/clock.ts'
import type { Signer } from '../ports/signer.ts'
import { MemoryLocks } from './memory-locks.ts'
import { MemoryLogStore } from './memory-log-store.ts'
import { randomSigner } from './memory-signer.ts'
import { SeededRandom } from './seeded-random.ts'

export class SimulatedNode {
  readonly number: number
  readonly node: GossipNode
  readonly store: MemoryLogStore = new MemoryLogStore()
  readonly random: SeededRandom
  readonly #clock: Clock
  readonly #locks = new MemoryLocks()
  #signer: Signer | undefined

  constructor(number: number, seed: string, clock: Clock) {
    this.number = number
    this.random = new SeededRandom(`${seed}/node/${number}`)
    this.#clock = clock
    this.node = new GossipNode({ store: gossipStore(this.store), clock, random: this.random })
  }

  /** A new festival in this node's own log. */
  async found(): Promise<FestivalId> {
    const nonce = '00'.repeat(16)
    const at = this.#clock.now()
    const words = { title: 'Simulation', timezone: 'Etc/UTC', visibility: 'open' as const }
    const first = await this.#publish('new', () => ({ v: 1, op: 'festival.create', at, ...words, nonce }))
    return first.id
  }

  async follow(festival: FestivalId): Promise<void> {
    this.node.setTopics([{ festival, key: topicKeyOf(festival) }])
    await this.node.idle()
  }

  /** Appends one entry to the own log and pushes it. */
  async write(festival: FestivalId, name: string): Promise<void> {
    const at = this.#clock.now()
    const { author, logId } = await this.#publish(festival, () => ({ v: 1, op: 'profile.set', at, name }))
    await this.node.published(festival, author, logId)
  }

  /** What this node holds, as text that is equal for equal holdings. */
  async holdings(festival: FestivalId): Promise<string> {
    const logs = await this.store.logs(festival)
    return logs
      .map((log) => `${log.author}/${log.logId}/${log.seqNum}/${log.hash}/${log.forkedAt}`)
      .sort()
      .join()
  }

  async #publish(festival: FestivalId | 'new', step: Step): Promise<Receipt> {
    this.#signer ??= await randomSigner(this.random)
    const { store, random } = this
    const ports = { store, random, signer: this.#signer, locks: this.#locks, clock: this.#clock }
    const result = await publish(ports, { festival, steps: [step], value: (receipts) => receipts })
    const first = result.ok ? result.value[0] : undefined
    if (first === undefined) throw new Error(result.ok ? 'nothing was published' : result.error.code)
    return first
  }
}
