// Fork proofs in the database (DESIGN 4.1, Forks), also of logs that are not held. All functions run inside a transaction of
// their caller over `forks`.

import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { MAX_UNPLACED_PROOFS, type AppendTarget, type ForkProof } from '../../ports/log-store.ts'
import { logIdKey, logIdOf } from './log-id-key.ts'
import { findLogRow } from './log-rows.ts'
import type { Database, ForkRow } from './schema.ts'

/** Keeps a proof unless one for an earlier entry is there, and marks the log. True when it was news. Also over `logs`. */
export async function keepForkRow(db: Database, proof: ForkProof): Promise<boolean> {
  const logId = logIdKey(proof.logId)
  const known = await db.forks.get([proof.author, logId])
  if (known !== undefined && known.seqNum <= proof.seqNum) return false
  const row = await findLogRow(db, proof.author, proof.logId)
  const isUnplaced = row === undefined && known === undefined
  if (isUnplaced && (await unplacedProofs(db)) >= MAX_UNPLACED_PROOFS) return false
  // Copies: storing a view of a larger buffer would store all of that buffer.
  const bytes = { first: proof.first.slice(), second: proof.second.slice() }
  await db.forks.put({ ...proof, ...bytes, logId, ...(row === undefined ? {} : { festival: row.festival }) })
  if (row !== undefined) await db.logs.update(row.id, { forkedAt: proof.seqNum })
  return true
}

export async function readForkRow(db: Database, author: PublicKey, logId: bigint): Promise<ForkProof | undefined> {
  const row = await db.forks.get([author, logIdKey(logId)])
  return row === undefined ? undefined : proofOf(row)
}

export async function readForkRows(db: Database, festival: FestivalId): Promise<ForkProof[]> {
  const rows = await db.forks.where('festival').equals(festival).toArray()
  return rows.map(proofOf)
}

/** A log begins: a proof that came before it belongs to its festival from now on. What the log row knows of it. */
export async function placeForkRow(db: Database, target: AppendTarget): Promise<{ forkedAt?: number }> {
  const proof = await db.forks.get([target.author, logIdKey(target.logId)])
  if (proof === undefined) return {}
  await db.forks.put({ ...proof, festival: target.festival })
  return { forkedAt: proof.seqNum }
}

/** Rows without a festival are not in its index. */
async function unplacedProofs(db: Database): Promise<number> {
  return (await db.forks.count()) - (await db.forks.orderBy('festival').count())
}

function proofOf({ author, logId, seqNum, first, second }: ForkRow): ForkProof {
  return { author, logId: logIdOf(logId), seqNum, first, second }
}
