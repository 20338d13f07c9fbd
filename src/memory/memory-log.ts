// One log in memory, as `MemoryLogStore` keeps it: its entries without gaps, what is missing of them, and what lies beyond.

import { equalBytes, toHex, yamfHash } from '../bamboo/index.ts'
import type { EntryHash } from '../operations/ids.ts'
import {
  MAX_SPARSE_ENTRIES,
  type AppendTarget,
  type CheckedUpTo,
  type LatePayload,
  type StoredEntry,
  type StoredLog,
  type VerifiedAppend,
} from '../ports/log-store.ts'

export class MemoryLog {
  readonly log: StoredLog
  readonly #entries: StoredEntry[] = []
  readonly #forgotten = new Set<number>()
  readonly #sparse = new Map<number, StoredEntry>()

  constructor(id: number, { author, logId, festival, own }: AppendTarget) {
    const nothing = { seqNum: 0, verified: 0, bytes: 0, folded: 0, ended: false, stopped: false }
    this.log = { id, author, logId, festival, own, ...nothing }
  }

  entries(from: number, to: number): StoredEntry[] {
    return from < 1 ? [] : this.#entries.slice(from - 1, Math.max(to, from - 1)).map(copyOf)
  }

  append(entries: readonly VerifiedAppend[], { festival, provisional = false }: AppendTarget): void {
    const { log } = this
    const { seqNum, hash, ended } = lastInOrder(log.seqNum, entries)
    const isVerified = !provisional && log.verified === log.seqNum
    // A log that was cut to nothing begins anew, perhaps elsewhere.
    if (log.seqNum === 0) log.festival = festival
    for (const append of entries) {
      this.#entries.push(copyOf(append))
      this.#sparse.delete(append.seqNum)
      log.bytes += sizeOf(append)
    }
    log.seqNum = seqNum
    log.hash = toHex(hash) as EntryHash
    log.ended = ended
    if (isVerified) log.verified = log.seqNum
  }

  /** A log with entry 1 and nothing else, as if no more had ever come. */
  onlyFirst(): MemoryLog {
    const { id, verified, seqNum } = this.log
    const ended = seqNum === 1 && this.log.ended
    const only = new MemoryLog(id, this.log)
    const [first] = this.entries(1, 1)
    if (first === undefined) return only
    const append = { ...first, hash: yamfHash(first.entry), ended }
    only.append([append], { ...this.log, provisional: verified === 0 })
    return only
  }

  confirm({ seqNum, entry }: CheckedUpTo): void {
    const held = this.#entries[seqNum - 1]
    if (held !== undefined && equalBytes(held.entry, entry)) this.log.verified = Math.max(this.log.verified, seqNum)
  }

  cut(from: number): void {
    const { log } = this
    const isWorthless = from === 1 && log.forkedAt === 1
    if (from <= log.verified && !isWorthless) throw new RangeError(`entry ${from} is verified`)
    if (from > log.seqNum) return
    log.verified = Math.min(log.verified, from - 1)
    for (const entry of this.#entries.splice(from - 1)) {
      log.bytes -= sizeOf(entry)
      this.#forgotten.delete(entry.seqNum)
    }
    log.seqNum = from - 1
    log.ended = false
    const last = this.#entries.at(-1)
    if (last === undefined) delete log.hash
    else log.hash = toHex(yamfHash(last.entry)) as EntryHash
  }

  holes(limit: number): number[] {
    const bare = this.#entries.filter(({ seqNum, payload }) => payload === undefined && !this.#forgotten.has(seqNum))
    return bare.slice(0, Math.max(0, limit)).map(({ seqNum }) => seqNum)
  }

  fill({ seqNum, payload }: LatePayload): void {
    const held = this.#entries[seqNum - 1]
    if (held === undefined || held.payload !== undefined || this.#forgotten.has(seqNum)) return
    held.payload = payload.slice()
    this.log.bytes += payload.length
  }

  forget(seqNum: number): void {
    const held = this.#entries[seqNum - 1]
    if (held === undefined) return
    this.#forgotten.add(seqNum)
    this.log.bytes -= held.payload?.length ?? 0
    delete held.payload
  }

  keepSparse(entries: readonly StoredEntry[]): void {
    for (const entry of entries) {
      const held = this.#sparse.get(entry.seqNum)
      if (entry.seqNum > this.log.seqNum && isNews(held, entry)) this.#sparse.set(entry.seqNum, copyOf(entry))
    }
    const seqNums = [...this.#sparse.keys()].sort((a, b) => b - a)
    for (const seqNum of seqNums.slice(MAX_SPARSE_ENTRIES)) this.#sparse.delete(seqNum)
  }

  sparse(): StoredEntry[] {
    return [...this.#sparse.values()].sort((a, b) => a.seqNum - b.seqNum).map(copyOf)
  }
}

/** What is held stays, but a header takes its payload. */
function isNews(held: StoredEntry | undefined, entry: StoredEntry): boolean {
  if (held === undefined) return true
  return held.payload === undefined && entry.payload !== undefined && equalBytes(held.entry, entry.entry)
}

function lastInOrder(head: number, entries: readonly VerifiedAppend[]): VerifiedAppend {
  const last = entries.at(-1)
  if (last === undefined) throw new RangeError('nothing to append')
  for (const [index, { seqNum }] of entries.entries()) {
    if (seqNum !== head + 1 + index) throw new RangeError(`entry ${seqNum} does not follow ${head + index}`)
  }
  return last
}

function sizeOf({ entry, payload }: StoredEntry): number {
  return entry.length + (payload?.length ?? 0)
}

function copyOf({ seqNum, entry, payload }: StoredEntry): StoredEntry {
  return { seqNum, entry: entry.slice(), ...(payload === undefined ? {} : { payload: payload.slice() }) }
}
