// A log store that keeps just enough to verify what comes next (DESIGN 4.1, links): of the one log that is being read, the
// entries that later ones can link to, which are those of a certificate pool. Verifying a million entries needs no memory.

import { certificatePool, err, ok, toHex, type Result } from '../../bamboo/index.ts'
import { decodeOperation } from '../../operations/codec.ts'
import type { EntryHash, PublicKey } from '../../operations/ids.ts'
import type {
  AppendError,
  AppendOptions,
  AppendTarget,
  ForkProof,
  LogSituation,
  LogStore,
  StoredEntry,
  StoredLog,
  VerifiedAppend,
} from '../../ports/log-store.ts'

/** Authors that are told apart; a file with more can not make us remember them all. */
const MAX_AUTHORS = 10_000

/** What went through. */
export interface SeenSums {
  authors: number
  logs: number
  entries: number
  payloads: number
  forks: number
  /** The newest time that the newest operation of a log claims, ms; absent while no operation was seen. */
  newest?: number
}

export class ForgetfulStore implements LogStore {
  readonly sums: SeenSums = { authors: 0, logs: 0, entries: 0, payloads: 0, forks: 0 }
  readonly #authors = new Set<PublicKey>()
  #log: StoredLog | undefined
  #kept = new Map<number, StoredEntry>()
  #fork: ForkProof | undefined

  async log(author: PublicKey, logId: bigint): Promise<StoredLog | undefined> {
    return isOf(this.#log, { author, logId }) ? { ...this.#log } : undefined
  }

  async situation(author: PublicKey, logId: bigint): Promise<LogSituation> {
    const log = await this.log(author, logId)
    return { ...(log === undefined ? {} : { log }), sparse: [], isBlocked: false, logs: [] }
  }

  async entries(log: StoredLog, from: number, to: number): Promise<StoredEntry[]> {
    const entries: StoredEntry[] = []
    for (let seqNum = from; seqNum <= to && isOf(this.#log, log); seqNum += 1) {
      const entry = this.#kept.get(seqNum)
      if (entry === undefined) break
      entries.push(entry)
    }
    return entries
  }

  async append(
    target: AppendTarget,
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    { seen }: AppendOptions = {},
  ): Promise<Result<StoredLog, AppendError>> {
    const held = isOf(this.#log, target) ? this.#log : undefined
    const seqNum = held?.seqNum ?? 0
    const isForked = held !== undefined && seen !== undefined && held.forkedAt !== seen.forkedAt
    if (seqNum !== expectedSeqNum || isForked) return err({ code: 'moved', seqNum })
    const log = held ?? this.#begin(target)
    for (const entry of entries) this.#add(log, entry)
    this.#forget(log.seqNum)
    this.#noteTime(entries.at(-1)?.payload)
    return ok({ ...log })
  }

  /**
   * Only that of the last log is kept: in a bundle the proof of a log comes right before its entries. Of two proofs for one
   * log the lower one counts.
   */
  async keepForkProof(proof: ForkProof): Promise<boolean> {
    const { seqNum } = proof
    if (isOf(this.#fork, proof) && this.#fork.seqNum <= seqNum) return false
    this.sums.forks += 1
    this.#fork = proof
    if (isOf(this.#log, proof)) this.#log.forkedAt = Math.min(seqNum, this.#log.forkedAt ?? seqNum)
    return true
  }

  async forkProof(author: PublicKey, logId: bigint): Promise<ForkProof | undefined> {
    return isOf(this.#fork, { author, logId }) ? this.#fork : undefined
  }

  // Nothing else is asked of a store by the first look at entries, or what it asks for is never here.

  async ownLog(): Promise<undefined> {}
  async logsOf(): Promise<StoredLog[]> {
    return []
  }
  async logs(): Promise<StoredLog[]> {
    return []
  }
  async confirm(): Promise<void> {}
  async cut(): Promise<void> {}
  async holes(): Promise<number[]> {
    return []
  }
  async holed(): Promise<StoredLog[]> {
    return []
  }
  async fill(): Promise<void> {}
  async forget(): Promise<void> {}
  async keepSparse(): Promise<void> {}
  async sparse(): Promise<StoredEntry[]> {
    return []
  }
  async stop(): Promise<void> {}
  async forkProofs(): Promise<ForkProof[]> {
    return []
  }
  async block(): Promise<void> {}
  async unblock(): Promise<void> {}
  async isBlocked(): Promise<boolean> {
    return false
  }
  async blocked(): Promise<PublicKey[]> {
    return []
  }
  async quotaOf(): Promise<undefined> {}
  async commandResult(): Promise<unknown> {
    return undefined
  }

  #begin({ author, logId, festival }: AppendTarget): StoredLog {
    this.sums.logs += 1
    if (this.#authors.size < MAX_AUTHORS) this.#authors.add(author)
    this.sums.authors = this.#authors.size
    this.#kept = new Map()
    const counts = { id: 1, seqNum: 0, verified: 0, bytes: 0, folded: 0 }
    this.#log = { ...counts, author, logId, festival, own: false, ended: false, stopped: false }
    const fork = this.#fork
    if (isOf(fork, this.#log)) this.#log.forkedAt = fork.seqNum
    return this.#log
  }

  #add(log: StoredLog, { seqNum, entry, payload, hash, ended }: VerifiedAppend): void {
    this.#kept.set(seqNum, { seqNum, entry })
    log.seqNum = seqNum
    log.verified = seqNum
    log.hash = toHex(hash) as EntryHash
    log.ended = ended
    this.sums.entries += 1
    if (payload !== undefined) this.sums.payloads += 1
  }

  /** Only of the newest entry of many: decoding each would take longer than everything else but the signature. */
  #noteTime(payload: Uint8Array | undefined): void {
    const operation = payload === undefined ? undefined : decodeOperation(payload)
    if (operation?.ok === true) this.sums.newest = Math.max(this.sums.newest ?? 0, operation.value.at)
  }

  /** Links do not cross: an entry above the head links to one on the head's own path to entry 1, or above the head. */
  #forget(head: number): void {
    const needed = new Set(certificatePool(head, head))
    for (const seqNum of this.#kept.keys()) if (!needed.has(seqNum)) this.#kept.delete(seqNum)
  }
}

interface Name {
  author: PublicKey
  logId: bigint
}

function isOf<Held extends Name>(held: Held | undefined, { author, logId }: Name): held is Held {
  return held !== undefined && held.author === author && held.logId === logId
}
