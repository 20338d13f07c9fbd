// The log store in IndexedDB, shared by all contexts of the extension (DESIGN 3.1, 3.3). Every change is one transaction, with
// strict durability (set in schema.ts): an append's entries, head, command outcome and membership, all or nothing.

import { Dexie, type Table } from 'dexie'
import { err, ok, type Result } from '../../bamboo/index.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type {
  AppendError,
  AppendOptions,
  AppendTarget,
  CheckedUpTo,
  CommandRecord,
  ForkProof,
  LatePayload,
  LogSituation,
  LogStore,
  Quota,
  StoredEntry,
  StoredLog,
  VerifiedAppend,
} from '../../ports/log-store.ts'
import { atOnce } from './at-once.ts'
import { blockAuthor, isBlockedRow, isWelcome, readBlocked, unblockAuthor } from './block-rows.ts'
import { addEntryRows, readEntryRows } from './entry-rows.ts'
import { failureNames } from './failure-names.ts'
import { keepForkRow, placeForkRow, readForkRow, readForkRows } from './fork-rows.ts'
import { addHoleRows, fillHoleRows, readHoledLogs, readHoleRows, removePayloads } from './hole-rows.ts'
import { continuedRow, emptyRow, findLogRow, findLogRows, mayWrite, storedLog } from './log-rows.ts'
import { confirmLogRow, cutLogRow } from './provisional-rows.ts'
import { readQuota } from './quota-rows.ts'
import type { Database } from './schema.ts'
import { dropSparseRows, keepSparseRows, readSparseRows } from './sparse-rows.ts'

export class DexieLogStore implements LogStore {
  readonly #db: Database
  /** All that belongs to the entries of a log. */
  readonly #entryTables: Table[]

  constructor(db: Database) {
    this.#db = db
    this.#entryTables = [db.logs, db.segments, db.tail, db.holes]
  }

  async log(author: PublicKey, logId: bigint): Promise<StoredLog | undefined> {
    const row = await findLogRow(this.#db, author, logId)
    return row === undefined ? undefined : storedLog(row)
  }

  async situation(author: PublicKey, logId: bigint, festival: FestivalId): Promise<LogSituation> {
    const db = this.#db
    return db.transaction('r', db.logs, db.sparse, db.petnames, db.settings, async () => {
      const [row, rows, isBlocked, quota] = await atOnce([
        findLogRow(db, author, logId),
        findLogRows(db, festival, author),
        isBlockedRow(db, author),
        readQuota(db, author, festival),
      ])
      const logs = rows.map(storedLog)
      const allowed = quota === undefined ? {} : { quota }
      if (row === undefined) return { sparse: [], isBlocked, logs, ...allowed }
      return { log: storedLog(row), sparse: await readSparseRows(db, row.id), isBlocked, logs, ...allowed }
    })
  }

  async ownLog(author: PublicKey, festival: FestivalId): Promise<StoredLog | undefined> {
    const logs = await this.logsOf(author, festival)
    return logs.findLast((log) => log.own)
  }

  async logsOf(author: PublicKey, festival: FestivalId): Promise<StoredLog[]> {
    const rows = await findLogRows(this.#db, festival, author)
    return rows.map(storedLog)
  }

  async logs(festival: FestivalId): Promise<StoredLog[]> {
    const rows = await findLogRows(this.#db, festival)
    return rows.map(storedLog)
  }

  async entries(log: StoredLog, from: number, to: number): Promise<StoredEntry[]> {
    const db = this.#db
    return db.transaction('r', db.segments, db.tail, () => readEntryRows(db, log.id, from, to))
  }

  async append(
    target: AppendTarget,
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    { record, seen, onIssued }: AppendOptions = {},
  ): Promise<Result<StoredLog, AppendError>> {
    const db = this.#db
    const tables = [...this.#entryTables, db.sparse, db.forks, db.commands, db.memberships, db.petnames]
    try {
      return await db.transaction('rw', tables, async () => {
        const { author, logId } = target
        const [isBlocked, held] = await atOnce([isBlockedRow(db, author), findLogRow(db, author, logId)])
        if (!target.own && isBlocked && !isWelcome(target, entries)) return err({ code: 'blocked' })
        const row = held ?? emptyRow(target)
        if (row.seqNum !== expectedSeqNum || !mayWrite(row, target.own)) return moved(row.seqNum)
        if (seen !== undefined && row.seqNum > 0 && row.forkedAt !== seen.forkedAt) return moved(row.seqNum)
        const next = continuedRow(row, entries, target.provisional === true)
        // A log that was cut to nothing begins anew, perhaps in another festival.
        if (row.seqNum === 0) Object.assign(next, await placeForkRow(db, target), { festival: target.festival })
        const id = held?.id ?? (await db.logs.add(next))
        const changes: PromiseLike<unknown>[] = [
          addEntryRows(db, id, row.seqNum, entries),
          addHoleRows(db, id, entries),
          dropSparseRows(db, id, next.seqNum, row.seqNum === 0 ? undefined : seen?.sparse),
        ]
        if (held !== undefined) changes.push(db.logs.put({ ...next, id }))
        if (record !== undefined) changes.push(this.#record(record))
        // What the caller does meanwhile has nothing to do with this transaction.
        if (onIssued !== undefined) Dexie.ignoreTransaction(onIssued)
        await atOnce(changes)
        return ok(storedLog({ ...next, id }))
      })
    } catch (error) {
      return this.#failure(error, target)
    }
  }

  async confirm(author: PublicKey, logId: bigint, last: CheckedUpTo): Promise<void> {
    await this.#db.transaction('rw', this.#entryTables, () => confirmLogRow(this.#db, author, logId, last))
  }

  async cut(author: PublicKey, logId: bigint, from: number): Promise<void> {
    await this.#db.transaction('rw', this.#entryTables, () => cutLogRow(this.#db, author, logId, from))
  }

  async holes(log: StoredLog, limit: number): Promise<number[]> {
    return this.#db.transaction('r', this.#db.holes, () => readHoleRows(this.#db, log.id, limit))
  }

  async holed(): Promise<StoredLog[]> {
    const db = this.#db
    return db.transaction('r', db.logs, db.holes, async () => {
      const rows = await db.logs.bulkGet(await readHoledLogs(db))
      return rows.flatMap((row) => (row === undefined ? [] : [storedLog(row)]))
    })
  }

  async fill(log: StoredLog, payloads: readonly LatePayload[]): Promise<void> {
    await this.#db.transaction('rw', this.#entryTables, () => fillHoleRows(this.#db, log.id, payloads))
  }

  async forget(log: StoredLog, seqNums: readonly number[]): Promise<void> {
    await this.#db.transaction('rw', this.#entryTables, () => removePayloads(this.#db, log.id, seqNums))
  }

  async keepSparse(log: StoredLog, entries: readonly StoredEntry[]): Promise<void> {
    const db = this.#db
    await db.transaction('rw', db.logs, db.sparse, () => keepSparseRows(db, log.id, entries))
  }

  async sparse(log: StoredLog): Promise<StoredEntry[]> {
    return readSparseRows(this.#db, log.id)
  }

  async stop(author: PublicKey, logId: bigint): Promise<void> {
    const db = this.#db
    await db.transaction('rw', db.logs, async () => {
      const row = await findLogRow(db, author, logId)
      if (row?.own === 1) await db.logs.update(row.id, { stopped: 1 })
    })
  }

  async keepForkProof(proof: ForkProof): Promise<boolean> {
    const db = this.#db
    return db.transaction('rw', db.forks, db.logs, db.petnames, async () => {
      return !(await isBlockedRow(db, proof.author)) && keepForkRow(db, proof)
    })
  }

  async forkProof(author: PublicKey, logId: bigint): Promise<ForkProof | undefined> {
    return readForkRow(this.#db, author, logId)
  }

  async forkProofs(festival: FestivalId): Promise<ForkProof[]> {
    return readForkRows(this.#db, festival)
  }

  async block(author: PublicKey): Promise<void> {
    await blockAuthor(this.#db, author)
  }

  async unblock(author: PublicKey): Promise<void> {
    await unblockAuthor(this.#db, author)
  }

  async isBlocked(author: PublicKey): Promise<boolean> {
    return isBlockedRow(this.#db, author)
  }

  async blocked(): Promise<PublicKey[]> {
    return readBlocked(this.#db)
  }

  async quotaOf(author: PublicKey, festival: FestivalId): Promise<Quota | undefined> {
    return readQuota(this.#db, author, festival)
  }

  async commandResult(id: string): Promise<unknown> {
    const row = await this.#db.commands.get(id)
    return row?.result
  }

  async #record({ id, result, membership }: CommandRecord): Promise<void> {
    // `add`, not `put`: a command that ran meanwhile must not run a second time.
    await this.#db.commands.add({ id, result, at: Date.now() })
    if (membership !== undefined) await this.#db.memberships.put(membership)
  }

  async #failure(error: unknown, { author, logId }: AppendTarget): Promise<Result<never, AppendError>> {
    const names = failureNames(error)
    if (names.has('QuotaExceededError')) return err({ code: 'storage-full' })
    if (names.has('ConstraintError')) {
      const row = await findLogRow(this.#db, author, logId)
      return moved(row?.seqNum ?? 0)
    }
    if (error instanceof RangeError) throw error
    return err({ code: 'storage-failed', message: error instanceof Error ? error.message : String(error) })
  }
}

function moved(seqNum: number): Result<never, AppendError> {
  return err({ code: 'moved', seqNum })
}
