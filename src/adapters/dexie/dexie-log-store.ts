// The log store in IndexedDB, shared by all contexts of the extension (DESIGN 3.1, 3.3). One transaction per append, with
// strict durability (set in schema.ts): entries, head, the command's outcome and its membership, all or nothing.

import { err, ok, type Result } from '../../bamboo/index.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import {
  MAX_UNPLACED_PROOFS,
  type AppendError,
  type CommandRecord,
  type ForkProof,
  type LogStore,
  type StoredEntry,
  type StoredLog,
  type VerifiedAppend,
} from '../../ports/log-store.ts'
import { addEntryRows, readEntryRows } from './entry-rows.ts'
import { failureNames } from './failure-names.ts'
import { logIdKey, logIdOf } from './log-id-key.ts'
import type { Database, LogRow } from './schema.ts'

/** A log row before its first entry is in the database. */
type Unwritten = Omit<LogRow, 'id' | 'hash'> & Partial<Pick<LogRow, 'id' | 'hash'>>
type LogIdentity = { author: PublicKey; logId: bigint; festival: FestivalId; own: boolean }

export class DexieLogStore implements LogStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async log(author: PublicKey, logId: bigint): Promise<StoredLog | undefined> {
    const row = await this.#row(author, logIdKey(logId))
    return row === undefined ? undefined : storedLog(row)
  }

  async ownLog(author: PublicKey, festival: FestivalId): Promise<StoredLog | undefined> {
    const logs = await this.logsOf(author, festival)
    return logs.findLast((log) => log.own)
  }

  async logsOf(author: PublicKey, festival: FestivalId): Promise<StoredLog[]> {
    const rows = await this.#db.logs.where('[festival+author]').equals([festival, author]).sortBy('id')
    return rows.map(storedLog)
  }

  async logs(festival: FestivalId): Promise<StoredLog[]> {
    const rows = await this.#db.logs.where('festival').equals(festival).sortBy('id')
    return rows.map(storedLog)
  }

  async entries(log: StoredLog, from: number, to: number): Promise<StoredEntry[]> {
    const db = this.#db
    return db.transaction('r', db.segments, db.tail, () => readEntryRows(db, log.id, from, to))
  }

  async append(
    log: LogIdentity,
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    record?: CommandRecord,
  ): Promise<Result<StoredLog, AppendError>> {
    const db = this.#db
    const tables = [db.logs, db.segments, db.tail, db.forks, db.commands, db.memberships]
    try {
      return await db.transaction('rw', tables, async () => {
        const row = (await this.#row(log.author, logIdKey(log.logId))) ?? (await this.#newRow(log))
        if (row.seqNum !== expectedSeqNum || !mayWrite(row, log.own)) return err({ code: 'moved', seqNum: row.seqNum })
        const next = continued(row, entries)
        const id = await db.logs.put(next)
        await addEntryRows(db, id, row.seqNum, entries)
        if (record !== undefined) await this.#record(record)
        return ok(storedLog({ ...next, id }))
      })
    } catch (error) {
      return err(await this.#failure(error, log))
    }
  }

  async stop(author: PublicKey, logId: bigint): Promise<void> {
    const row = this.#db.logs.where('[author+logId]').equals([author, logIdKey(logId)])
    await row.filter(({ own }) => own === 1).modify({ stopped: 1 })
  }

  async keepForkProof(proof: ForkProof): Promise<boolean> {
    const db = this.#db
    const logId = logIdKey(proof.logId)
    return db.transaction('rw', db.forks, db.logs, async () => {
      const known = await db.forks.get([proof.author, logId])
      if (known !== undefined && known.seqNum <= proof.seqNum) return false
      const row = await this.#row(proof.author, logId)
      const isUnplaced = row === undefined && known === undefined
      if (isUnplaced && (await this.#unplacedProofs()) >= MAX_UNPLACED_PROOFS) return false
      await db.forks.put({ ...proof, logId, ...(row === undefined ? {} : { festival: row.festival }) })
      if (row !== undefined) await db.logs.update(row.id, { forkedAt: proof.seqNum })
      return true
    })
  }

  async forkProofs(festival: FestivalId): Promise<ForkProof[]> {
    const rows = await this.#db.forks.where('festival').equals(festival).toArray()
    return rows.map(({ author, logId, seqNum, first, second }) => ({
      author,
      logId: logIdOf(logId),
      seqNum,
      first,
      second,
    }))
  }

  async commandResult(id: string): Promise<unknown> {
    const row = await this.#db.commands.get(id)
    return row?.result
  }

  #row(author: PublicKey, logId: Uint8Array): Promise<LogRow | undefined> {
    return this.#db.logs.where('[author+logId]').equals([author, logId]).first()
  }

  /** Rows without a festival are not in its index. */
  async #unplacedProofs(): Promise<number> {
    return (await this.#db.forks.count()) - (await this.#db.forks.orderBy('festival').count())
  }

  /** A row to be written, with the fork proof that may have come before the log. */
  async #newRow({ author, logId, festival, own }: LogIdentity): Promise<Unwritten> {
    const key = logIdKey(logId)
    const proof = await this.#db.forks.get([author, key])
    if (proof !== undefined) await this.#db.forks.put({ ...proof, festival })
    return {
      author,
      logId: key,
      festival,
      own: own ? 1 : 0,
      seqNum: 0,
      bytes: 0,
      folded: 0,
      ended: 0,
      ...(proof === undefined ? {} : { forkedAt: proof.seqNum }),
    }
  }

  async #record({ id, result, membership }: CommandRecord): Promise<void> {
    // `add`, not `put`: a command that ran meanwhile must not run a second time.
    await this.#db.commands.add({ id, result, at: Date.now() })
    if (membership !== undefined) await this.#db.memberships.put(membership)
  }

  async #failure(error: unknown, { author, logId }: LogIdentity): Promise<AppendError> {
    const names = failureNames(error)
    if (names.has('QuotaExceededError')) return { code: 'storage-full' }
    if (names.has('ConstraintError')) {
      const row = await this.#row(author, logIdKey(logId))
      return { code: 'moved', seqNum: row?.seqNum ?? 0 }
    }
    if (error instanceof RangeError) throw error
    return { code: 'storage-failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** One writer per log: background writes own logs until they are stopped, the network half all others. */
function mayWrite(row: Unwritten, own: boolean): boolean {
  const isOurs = row.own === 1 && row.stopped === undefined
  return own === isOurs
}

function continued(row: Unwritten, entries: readonly VerifiedAppend[]): Unwritten & Pick<LogRow, 'hash'> {
  const last = entries.at(-1)
  if (last === undefined) throw new RangeError('nothing to append')
  let { seqNum, bytes } = row
  for (const { seqNum: next, entry, payload } of entries) {
    if (next !== seqNum + 1) throw new RangeError(`entry ${next} does not follow ${seqNum}`)
    seqNum = next
    bytes += entry.length + (payload?.length ?? 0)
  }
  return { ...row, seqNum, bytes, hash: last.hash, ended: last.ended ? 1 : 0 }
}

function storedLog(row: LogRow): StoredLog {
  const { id, author, festival, seqNum, hash, bytes, folded, forkedAt } = row
  return {
    id,
    author,
    logId: logIdOf(row.logId),
    festival,
    own: row.own === 1,
    seqNum,
    hash,
    bytes,
    folded,
    ended: row.ended === 1,
    ...(forkedAt === undefined ? {} : { forkedAt }),
    stopped: row.stopped === 1,
  }
}
