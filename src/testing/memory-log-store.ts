// Logs in memory: for tests, the simulator and Node. Answers are copies, as a database's would be.

import { err, ok, type Result } from '../bamboo/index.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import {
  MAX_UNPLACED_PROOFS,
  type AppendError,
  type CommandRecord,
  type ForkProof,
  type LogStore,
  type Membership,
  type StoredEntry,
  type StoredLog,
  type VerifiedAppend,
} from '../ports/log-store.ts'

interface HeldLog {
  log: StoredLog
  entries: StoredEntry[]
}

export class MemoryLogStore implements LogStore {
  readonly #logs = new Map<string, HeldLog>()
  readonly #forks = new Map<string, ForkProof>()
  readonly #results = new Map<string, unknown>()
  readonly #memberships = new Map<FestivalId, Membership>()

  async log(author: PublicKey, logId: bigint): Promise<StoredLog | undefined> {
    const held = this.#logs.get(keyOf({ author, logId }))
    return held === undefined ? undefined : { ...held.log }
  }

  async ownLog(author: PublicKey, festival: FestivalId): Promise<StoredLog | undefined> {
    const logs = await this.logsOf(author, festival)
    return logs.findLast((log) => log.own)
  }

  async logsOf(author: PublicKey, festival: FestivalId): Promise<StoredLog[]> {
    const logs = await this.logs(festival)
    return logs.filter((log) => log.author === author)
  }

  async logs(festival: FestivalId): Promise<StoredLog[]> {
    const logs: StoredLog[] = []
    for (const { log } of this.#logs.values()) if (log.festival === festival) logs.push({ ...log })
    return logs
  }

  async entries(log: StoredLog, from: number, to: number): Promise<StoredEntry[]> {
    const held = this.#logs.get(keyOf(log))?.entries ?? []
    return from < 1 ? [] : held.slice(from - 1, Math.max(to, from - 1)).map(copyOf)
  }

  async append(
    log: { author: PublicKey; logId: bigint; festival: FestivalId; own: boolean },
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    record?: CommandRecord,
  ): Promise<Result<StoredLog, AppendError>> {
    const held = this.#logs.get(keyOf(log)) ?? { log: emptyLog(this.#logs.size + 1, log), entries: [] }
    const { seqNum, own, stopped } = held.log
    const isOurs = own && !stopped
    if (seqNum !== expectedSeqNum || log.own !== isOurs) return err({ code: 'moved', seqNum })
    if (record !== undefined && this.#results.has(record.id)) return err({ code: 'moved', seqNum })
    checkOrder(seqNum, entries)
    for (const append of entries) addTo(held, append)
    const forkedAt = this.#forks.get(keyOf(log))?.seqNum
    if (forkedAt !== undefined) held.log.forkedAt = forkedAt
    this.#logs.set(keyOf(log), held)
    if (record !== undefined) this.#results.set(record.id, record.result)
    if (record?.membership !== undefined) this.#memberships.set(record.membership.festival, { ...record.membership })
    return ok({ ...held.log })
  }

  async stop(author: PublicKey, logId: bigint): Promise<void> {
    const held = this.#logs.get(keyOf({ author, logId }))
    if (held?.log.own === true) held.log.stopped = true
  }

  async keepForkProof(proof: ForkProof): Promise<boolean> {
    const known = this.#forks.get(keyOf(proof))
    if (known !== undefined && known.seqNum <= proof.seqNum) return false
    const held = this.#logs.get(keyOf(proof))
    if (held === undefined && known === undefined && this.#unplacedProofs() >= MAX_UNPLACED_PROOFS) return false
    this.#forks.set(keyOf(proof), { ...proof })
    if (held !== undefined) held.log.forkedAt = proof.seqNum
    return true
  }

  async forkProofs(festival: FestivalId): Promise<ForkProof[]> {
    const proofs = [...this.#forks.values()]
    return proofs.filter((proof) => this.#logs.get(keyOf(proof))?.log.festival === festival)
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

function keyOf({ author, logId }: { author: PublicKey; logId: bigint }): string {
  return `${author}/${logId}`
}

function emptyLog(
  id: number,
  { author, logId, festival, own }: { author: PublicKey; logId: bigint; festival: FestivalId; own: boolean },
): StoredLog {
  return { id, author, logId, festival, own, seqNum: 0, bytes: 0, folded: 0, ended: false, stopped: false }
}

function checkOrder(head: number, entries: readonly VerifiedAppend[]): void {
  if (entries.length === 0) throw new RangeError('nothing to append')
  for (const [index, { seqNum }] of entries.entries()) {
    if (seqNum !== head + 1 + index) throw new RangeError(`entry ${seqNum} does not follow ${head + index}`)
  }
}

function addTo({ log, entries }: HeldLog, append: VerifiedAppend): void {
  entries.push(copyOf(append))
  log.seqNum = append.seqNum
  log.hash = append.hash
  log.bytes += append.entry.length + (append.payload?.length ?? 0)
  log.ended = append.ended
}

function copyOf({ seqNum, entry, payload }: StoredEntry): StoredEntry {
  return { seqNum, entry: entry.slice(), ...(payload === undefined ? {} : { payload: payload.slice() }) }
}
