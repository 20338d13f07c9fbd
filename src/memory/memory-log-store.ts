// Logs in memory: for tests, the simulator and Node. Answers are copies, as a database's would be.

import { err, ok, toHex, yamfHash, type Result } from '../bamboo/index.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import {
  MAX_UNPLACED_PROOFS,
  type AppendError,
  type AppendOptions,
  type AppendTarget,
  type CheckedUpTo,
  type ForkProof,
  type LatePayload,
  type LogSituation,
  type LogStore,
  type Membership,
  type Quota,
  type SeenOfLog,
  type StoredEntry,
  type StoredLog,
  type VerifiedAppend,
} from '../ports/log-store.ts'
import { MemoryLog } from './memory-log.ts'

export class MemoryLogStore implements LogStore {
  readonly #logs = new Map<string, MemoryLog>()
  readonly #forks = new Map<string, ForkProof>()
  readonly #results = new Map<string, unknown>()
  readonly #memberships = new Map<FestivalId, Membership>()
  readonly #blocked = new Set<PublicKey>()
  readonly #quotas = new Map<string, Quota>()
  #made = 0

  async log(author: PublicKey, logId: bigint): Promise<StoredLog | undefined> {
    const held = this.#logs.get(keyOf({ author, logId }))
    return held === undefined ? undefined : { ...held.log }
  }

  async situation(author: PublicKey, logId: bigint, festival: FestivalId): Promise<LogSituation> {
    const held = this.#logs.get(keyOf({ author, logId }))
    const logs = await this.logsOf(author, festival)
    const quota = await this.quotaOf(author, festival)
    return {
      ...(held === undefined ? {} : { log: { ...held.log } }),
      sparse: held?.sparse() ?? [],
      isBlocked: this.#blocked.has(author),
      logs,
      ...(quota === undefined ? {} : { quota }),
    }
  }

  async ownLog(author: PublicKey, festival: FestivalId): Promise<StoredLog | undefined> {
    const logs = await this.logsOf(author, festival)
    return logs.findLast((log) => log.own)
  }

  async logsOf(author: PublicKey, festival: FestivalId): Promise<StoredLog[]> {
    return this.#copies((log) => log.festival === festival && log.author === author)
  }

  async logs(festival: FestivalId): Promise<StoredLog[]> {
    return this.#copies((log) => log.festival === festival)
  }

  #copies(isWanted: (log: StoredLog) => boolean): StoredLog[] {
    const logs: StoredLog[] = []
    for (const { log } of this.#logs.values()) if (isWanted(log)) logs.push({ ...log })
    return logs
  }

  async entries(log: StoredLog, from: number, to: number): Promise<StoredEntry[]> {
    return this.#logs.get(keyOf(log))?.entries(from, to) ?? []
  }

  async append(
    target: AppendTarget,
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    { record, seen }: AppendOptions = {},
  ): Promise<Result<StoredLog, AppendError>> {
    const held = this.#logs.get(keyOf(target)) ?? new MemoryLog(this.#made + 1, target)
    const { seqNum, own, stopped } = held.log
    const isWelcome = entries.every((entry) => isNamedAfter(target.festival, entry))
    if (this.#blocked.has(target.author) && !isWelcome) return err({ code: 'blocked' })
    const isOurs = own && !stopped
    if (seqNum !== expectedSeqNum || target.own !== isOurs) return err({ code: 'moved', seqNum })
    if (seqNum > 0 && seen !== undefined && !isAsSeen(held, seen, seqNum + entries.length)) {
      return err({ code: 'moved', seqNum })
    }
    if (record !== undefined && this.#results.has(record.id)) return err({ code: 'moved', seqNum })
    held.append(entries, target)
    const forkedAt = this.#forks.get(keyOf(target))?.seqNum
    if (forkedAt !== undefined) held.log.forkedAt = forkedAt
    this.#logs.set(keyOf(target), held)
    // A refused append numbers nothing.
    this.#made = Math.max(this.#made, held.log.id)
    if (record !== undefined) this.#results.set(record.id, record.result)
    if (record?.membership !== undefined) this.#memberships.set(record.membership.festival, { ...record.membership })
    return ok({ ...held.log })
  }

  async confirm(author: PublicKey, logId: bigint, last: CheckedUpTo): Promise<void> {
    this.#logs.get(keyOf({ author, logId }))?.confirm(last)
  }

  async cut(author: PublicKey, logId: bigint, from: number): Promise<void> {
    this.#logs.get(keyOf({ author, logId }))?.cut(from)
  }

  async holes(log: StoredLog, limit: number): Promise<number[]> {
    return this.#logs.get(keyOf(log))?.holes(limit) ?? []
  }

  async holed(): Promise<StoredLog[]> {
    const logs: StoredLog[] = []
    for (const held of this.#logs.values()) if (held.holes(1).length > 0) logs.push({ ...held.log })
    return logs
  }

  async fill(log: StoredLog, payloads: readonly LatePayload[]): Promise<void> {
    for (const payload of payloads) this.#logs.get(keyOf(log))?.fill(payload)
  }

  async forget(log: StoredLog, seqNums: readonly number[]): Promise<void> {
    for (const seqNum of seqNums) this.#logs.get(keyOf(log))?.forget(seqNum)
  }

  async keepSparse(log: StoredLog, entries: readonly StoredEntry[]): Promise<void> {
    this.#logs.get(keyOf(log))?.keepSparse(entries)
  }

  async sparse(log: StoredLog): Promise<StoredEntry[]> {
    return this.#logs.get(keyOf(log))?.sparse() ?? []
  }

  async stop(author: PublicKey, logId: bigint): Promise<void> {
    const held = this.#logs.get(keyOf({ author, logId }))
    if (held?.log.own === true) held.log.stopped = true
  }

  async keepForkProof(proof: ForkProof): Promise<boolean> {
    if (this.#blocked.has(proof.author)) return false
    const known = this.#forks.get(keyOf(proof))
    if (known !== undefined && known.seqNum <= proof.seqNum) return false
    const held = this.#logs.get(keyOf(proof))
    if (held === undefined && known === undefined && this.#unplacedProofs() >= MAX_UNPLACED_PROOFS) return false
    this.#forks.set(keyOf(proof), { ...proof })
    if (held !== undefined) held.log.forkedAt = proof.seqNum
    return true
  }

  async forkProof(author: PublicKey, logId: bigint): Promise<ForkProof | undefined> {
    return this.#forks.get(keyOf({ author, logId }))
  }

  async forkProofs(festival: FestivalId): Promise<ForkProof[]> {
    const proofs = [...this.#forks.values()]
    return proofs.filter((proof) => this.#logs.get(keyOf(proof))?.log.festival === festival)
  }

  async block(author: PublicKey): Promise<void> {
    const logs = [...this.#logs].filter(([, { log }]) => log.author === author)
    if (logs.some(([, { log }]) => log.own)) throw new RangeError('nobody blocks themselves')
    this.#blocked.add(author)
    for (const [key, held] of logs) {
      const [first] = held.entries(1, 1)
      if (first === undefined || !isNamedAfter(held.log.festival, first)) this.#logs.delete(key)
      else this.#logs.set(key, held.onlyFirst())
    }
    for (const [key, proof] of this.#forks) if (proof.author === author) this.#forks.delete(key)
  }

  async unblock(author: PublicKey): Promise<void> {
    this.#blocked.delete(author)
  }

  async isBlocked(author: PublicKey): Promise<boolean> {
    return this.#blocked.has(author)
  }

  async blocked(): Promise<PublicKey[]> {
    return [...this.#blocked]
  }

  async quotaOf(author: PublicKey, festival: FestivalId): Promise<Quota | undefined> {
    return this.#quotas.get(`${festival}/${author}`)
  }

  /** What the user would choose, for tests. */
  allow(author: PublicKey, festival: FestivalId, quota: Quota): void {
    this.#quotas.set(`${festival}/${author}`, quota)
  }

  async commandResult(id: string): Promise<unknown> {
    return this.#results.get(id)
  }

  #unplacedProofs(): number {
    return [...this.#forks.keys()].filter((key) => !this.#logs.has(key)).length
  }

  /** The membership that came with a command, for looking at it in tests. */
  membership(festival: FestivalId): Membership | undefined {
    return this.#memberships.get(festival)
  }
}

function isAsSeen(held: MemoryLog, { forkedAt, sparse }: SeenOfLog, head: number): boolean {
  const unseen = held.sparse().filter(({ seqNum }) => !sparse.some((each) => each.seqNum === seqNum))
  return held.log.forkedAt === forkedAt && unseen.every(({ seqNum }) => seqNum > head)
}

function isNamedAfter(festival: FestivalId, { seqNum, entry }: StoredEntry): boolean {
  return seqNum === 1 && toHex(yamfHash(entry)) === festival
}

function keyOf({ author, logId }: { author: PublicKey; logId: bigint }): string {
  return `${author}/${logId}`
}
