// One person of a world: what they hold and the key they write with. Both outlive the visits of their node.

import { ingest } from '../../log/ingest.ts'
import type { Receipt, Step } from '../../log/publication.ts'
import { publish } from '../../log/publish.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { AppendError, AppendOptions, AppendTarget, StoredLog, VerifiedAppend } from '../../ports/log-store.ts'
import type { Signer } from '../../ports/signer.ts'
import type { Result } from '../../bamboo/index.ts'
import { MemoryLocks } from '../../memory/memory-locks.ts'
import { MemoryLogStore } from '../../memory/memory-log-store.ts'
import { randomSigner } from '../../memory/memory-signer.ts'
import { QuickRandom } from '../quick-random.ts'
import type { World } from './world.ts'

/** Names entries for what a world measures. */
export function entryName(author: string, logId: bigint, seqNum: number): string {
  return `${author}/${logId}/${seqNum}`
}

/** Tells what it takes in. */
class WatchedStore extends MemoryLogStore {
  onAppended: (target: AppendTarget, entries: readonly VerifiedAppend[]) => void = () => undefined

  override async append(
    target: AppendTarget,
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    options?: AppendOptions,
  ): Promise<Result<StoredLog, AppendError>> {
    const result = await super.append(target, expectedSeqNum, entries, options)
    if (result.ok) this.onAppended(target, entries)
    return result
  }
}

export class Person {
  readonly number: number
  readonly store: WatchedStore = new WatchedStore()
  readonly random: QuickRandom
  readonly #world: World
  readonly #locks = new MemoryLocks()
  #signer: Signer | undefined

  constructor(world: World, number: number) {
    this.#world = world
    this.number = number
    this.random = new QuickRandom(`${world.seed}/person/${number}`)
  }

  /** A new festival in this person's own log. */
  async found(): Promise<FestivalId> {
    const words = { title: 'Simulation', timezone: 'Etc/UTC', visibility: 'open' as const }
    const nonce = '00'.repeat(16)
    const first = await this.#publish('new', () => ({ v: 1, op: 'festival.create', at: this.#now, ...words, nonce }))
    return first.id
  }

  /** Appends one entry to the own log of the festival. */
  write(festival: FestivalId, name: string): Promise<Receipt> {
    return this.#publish(festival, () => ({ v: 1, op: 'profile.set', at: this.#now, name }))
  }

  /** Hands all that is held over, past the network. */
  async give(to: Person): Promise<void> {
    const { festival, verifier } = this.#world
    for (const log of await this.store.logs(festival)) {
      const entries = await this.store.entries(log, 1, log.seqNum)
      const taken = await ingest(to.store, festival, entries, { verifier })
      if (!taken.ok) throw new Error(taken.error.code)
    }
  }

  /** What is held, as text that is equal for equal holdings. */
  async holdings(festival: FestivalId): Promise<string> {
    const logs = await this.store.logs(festival)
    return logs
      .map((log) => `${log.author}/${log.logId}/${log.seqNum}/${log.hash}/${log.forkedAt}`)
      .sort()
      .join()
  }

  get #now(): number {
    return this.#world.time.clock.now()
  }

  async #publish(festival: FestivalId | 'new', step: Step): Promise<Receipt> {
    const { store, random } = this
    const signer = (this.#signer ??= await randomSigner(random))
    const ports = { store, random, signer, locks: this.#locks, clock: this.#world.time.clock }
    const result = await publish(ports, { festival, steps: [step], value: (receipts) => receipts })
    const first = result.ok ? result.value[0] : undefined
    if (first === undefined) throw new Error(result.ok ? 'nothing was published' : result.error.code)
    return first
  }
}
