// What an author's logs say about continuing each other (DESIGN 4.2), as rows that the projector keeps.

import type { SettledClaim } from '../../festival/succession.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { logIdKey, logIdOf } from './log-id-key.ts'
import type { ClaimRow, Database, LogRow } from './schema.ts'

/** Whose claims. */
interface Author {
  festival: FestivalId
  author: PublicKey
}

/** The claims of an author in a festival, by local number of their log, then by place in it. */
export async function readClaims(db: Database, festival: FestivalId, author: PublicKey): Promise<ClaimRow[]> {
  const rows = await db.claims.where('[festival+author]').equals([festival, author]).toArray()
  return rows.sort((a, b) => a.log - b.log || a.seqNum - b.seqNum)
}

/** Replaces the claims of an author. */
export async function writeClaims(
  db: Database,
  { festival, author }: Author,
  claims: readonly SettledClaim[],
): Promise<void> {
  await db.claims.where('[festival+author]').equals([festival, author]).delete()
  const rows = claims.map(({ log, seqNum, entry, logId, head, state }): ClaimRow => {
    return { log, seqNum, entry, festival, author, logId: logIdKey(logId), head, state }
  })
  await db.claims.bulkPut(rows)
}

/** The claims that wait for more of a log: new objects in it will not stay complete. */
export function pendingOn(claims: readonly ClaimRow[], row: LogRow): SettledClaim[] {
  const logId = logIdOf(row.logId)
  return claims
    .filter((claim) => claim.state === 'pending' && claim.log !== row.id && logIdOf(claim.logId) === logId)
    .map(({ log, seqNum, entry, head, state }) => {
      const reach = Math.min(head.seqNum, (row.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
      return { log, seqNum, entry, logId, head, state, target: row.id, reach }
    })
}
