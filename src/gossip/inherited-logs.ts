// The logs that followed clones inherit (DESIGN 5.6, decision 0014): over a clone's topic they are told, asked for and served up
// to their cut, so that they live on when nobody follows the festival that they belong to.

import { fromHex, toHex, yamfHash } from '../bamboo/index.ts'
import type { CheckedBatch } from '../log/ingest.ts'
import { inheritedBatch, inheritedTo, isCreating, isInheritable, readInheritance } from '../log/inheritance.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import { MAX_LISTING_ENTRIES } from '../operations/inherited-heads.ts'
import type { LogHead } from '../operations/operation.ts'
import type { ForkProof, LogStore, StoredLog } from '../ports/log-store.ts'
import { logKeyOf, shortHash, type LocalHead, type LogKey } from './local-topic.ts'

/** A head in another topic than the one that its entries came over. */
export interface HeadElsewhere {
  festival: FestivalId
  head: LocalHead
}

/** Who created a festival, where that is known without a look at its logs; it may be wrong. */
export type CreatorOf = (festival: FestivalId) => Promise<PublicKey | undefined>

export class InheritedLogs {
  readonly #store: LogStore
  readonly #creatorOf: CreatorOf
  readonly #creating = new Map<FestivalId, { author: PublicKey; logId: bigint }>()
  /** Logs that are known not to have created their festival. */
  readonly #others = new Set<LogKey>()
  readonly #lists = new Map<FestivalId, ReadonlyMap<LogKey, LogHead>>()

  constructor(store: LogStore, creatorOf: CreatorOf = async () => undefined) {
    this.#store = store
    this.#creatorOf = creatorOf
  }

  /** Reads the list of a festival anew: up to where each log is inherited, whether it is held or not. */
  async cuts(festival: FestivalId): Promise<Map<LogKey, number>> {
    const creating = await this.#creatingLog(festival)
    const list = creating === undefined ? undefined : await readInheritance(this.#store, creating)
    const heads = new Map<LogKey, LogHead>()
    for (const head of list?.heads ?? []) {
      const log = await this.#store.log(head.author, head.logId)
      if (isInheritable(log, festival)) heads.set(logKeyOf(head), head)
    }
    this.#lists.set(festival, heads)
    return new Map([...heads].map(([key, { seqNum }]) => [key, seqNum]))
  }

  /** What is held of them, as the last `cuts` knew them. */
  async heads(festival: FestivalId): Promise<LocalHead[]> {
    const heads: LocalHead[] = []
    for (const [head, log] of await this.#held(festival)) heads.push(await this.#headOf(head, log))
    return heads
  }

  /** Proofs of forks at or below the cuts; what happens above them concerns the other festival only. */
  async forks(festival: FestivalId): Promise<ForkProof[]> {
    const proofs: ForkProof[] = []
    for (const [{ seqNum, author, logId }, { forkedAt }] of await this.#held(festival)) {
      if (forkedAt === undefined || forkedAt > seqNum) continue
      const proof = await this.#store.forkProof(author, logId)
      if (proof !== undefined) proofs.push(proof)
    }
    return proofs
  }

  /** The logs held, each with the head that it is cut at. */
  async #held(festival: FestivalId): Promise<[LogHead, StoredLog][]> {
    const held: [LogHead, StoredLog][] = []
    for (const head of this.#lists.get(festival)?.values() ?? []) {
      const log = await this.#store.log(head.author, head.logId)
      if (log !== undefined && log.seqNum > 0) held.push([head, log])
    }
    return held
  }

  /** Up to where a log is inherited by a festival; undefined when it is not. */
  cutOf(festival: FestivalId, log: Pick<StoredLog, 'author' | 'logId'>): number | undefined {
    return this.#lists.get(festival)?.get(logKeyOf(log))?.seqNum
  }

  /** What a batch that came over a clone's topic means for the door: undefined when it is no log that is inherited. */
  async incoming(
    festival: FestivalId,
    batch: CheckedBatch,
  ): Promise<{ home: FestivalId; batch: CheckedBatch; head: LogHead } | undefined> {
    const head = batch.log === undefined ? undefined : this.#lists.get(festival)?.get(logKeyOf(batch.log))
    const found = head === undefined ? undefined : await inheritedBatch(this.#store, festival, head, batch)
    return head === undefined || found === undefined ? undefined : { ...found, head }
  }

  /** The head of an inherited log as others are told in the clone's topic. */
  async headOf(head: LogHead): Promise<LocalHead | undefined> {
    const log = await this.#store.log(head.author, head.logId)
    return log === undefined || log.seqNum === 0 ? undefined : this.#headOf(head, log)
  }

  /** The heads that a log has in the topics of other festivals that inherit it. */
  async elsewhere(festival: FestivalId, log: StoredLog): Promise<HeadElsewhere[]> {
    const found: HeadElsewhere[] = []
    for (const [clone, list] of this.#lists) {
      const head = clone === festival ? undefined : list.get(logKeyOf(log))
      if (head !== undefined) found.push({ festival: clone, head: await this.#headOf(head, log) })
    }
    return found
  }

  /** Whether a batch of the festival's own logs may have changed the list: then `cuts` has to be read anew. */
  mayList(festival: FestivalId, { log, items: [first] }: CheckedBatch): boolean {
    if (log === undefined || first === undefined || first.entry.seqNum > MAX_LISTING_ENTRIES) return false
    // A log of its own that was listed is found to be one when it begins.
    if (this.#lists.get(festival)?.has(logKeyOf(log)) === true) return true
    const creating = this.#creating.get(festival)
    if (creating !== undefined) return logKeyOf(creating) === logKeyOf(log)
    return first.entry.seqNum === 1 && toHex(first.findings.hash) === festival
  }

  async #creatingLog(festival: FestivalId): Promise<StoredLog | undefined> {
    const name = this.#creating.get(festival)
    if (name !== undefined) return this.#store.log(name.author, name.logId)
    // To look into thousands of logs takes many seconds.
    const creator = await this.#creatorOf(festival)
    const likely = creator === undefined ? [] : await this.#store.logsOf(creator, festival)
    return (
      (await this.#findCreating(festival, likely)) ?? this.#findCreating(festival, await this.#store.logs(festival))
    )
  }

  async #findCreating(festival: FestivalId, logs: readonly StoredLog[]): Promise<StoredLog | undefined> {
    for (const log of logs) {
      const key = logKeyOf(log)
      if (log.seqNum === 0 || this.#others.has(key)) continue
      if (await isCreating(this.#store, log)) {
        this.#creating.set(festival, log)
        return log
      }
      this.#others.add(key)
    }
    return undefined
  }

  /** `seqNum` is 0, so that nothing is told, until all that is inherited is there. */
  async #headOf(head: LogHead, log: StoredLog): Promise<LocalHead> {
    const { author, logId, forkedAt } = log
    const seqNum = await inheritedTo(this.#store, head, log)
    const [last] = seqNum === 0 ? [] : await this.#store.entries(log, seqNum, seqNum)
    const hash = last === undefined ? fromHex('00'.repeat(66)) : yamfHash(last.entry)
    const fork = forkedAt === undefined || forkedAt > head.seqNum ? {} : { forkedAt }
    const held = Math.min(log.seqNum, head.seqNum)
    return { author, logId, own: false, seqNum, held, hash: shortHash(hash ?? new Uint8Array(66)), ...fork }
  }
}
