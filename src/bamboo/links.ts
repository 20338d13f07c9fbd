// Does an entry continue the entries that it names? (design §4.1, "both links against the referenced entries",
// end-of-log)

import { equalBytes } from './bytes.ts'
import { hasBacklink, hasLipmaalink, type Entry } from './entry.ts'
import { err, ok, type Result } from './result.ts'

/** What the caller knows about the referenced entries, from their verified bytes. */
export interface LinkHashes {
  /** Yamf-hash of entry `seqNum - 1` of the same log. Entry 1 needs none. */
  readonly backlinkHash?: Uint8Array | undefined
  /** Yamf-hash of entry `lipmaalink(seqNum)` of the same log. Only needed where the entry carries a lipmaalink. */
  readonly lipmaalinkHash?: Uint8Array | undefined
  /** Whether entry `seqNum - 1` ended the log. */
  readonly previousIsEndOfLog?: boolean | undefined
}

/**
 * `missing`: the hash to compare with was not given. `mismatch`: the entry names another entry, or should name none.
 */
export type LinkErrorCode =
  | 'backlink-missing'
  | 'backlink-mismatch'
  | 'lipmaalink-missing'
  | 'lipmaalink-mismatch'
  | 'after-end-of-log'

/** Why an entry does not continue its log. */
export interface LinkError {
  readonly code: LinkErrorCode
}

/** Compares both links of an entry with the hashes of the entries that they must reference. */
export function checkLinks(entry: Entry, hashes: LinkHashes): Result<undefined, LinkError> {
  const { backlinkHash, lipmaalinkHash } = hashes
  const { backlink, lipmaalink } = entry
  if (hasBacklink(entry.seqNum) && backlinkHash === undefined) return err({ code: 'backlink-missing' })
  if (hasLipmaalink(entry.seqNum) && lipmaalinkHash === undefined) return err({ code: 'lipmaalink-missing' })
  if (!agrees(backlink, backlinkHash)) return err({ code: 'backlink-mismatch' })
  // Where the lipmaalink is left out it equals the backlink, so a caller may give the same hash for both.
  if (!agrees(lipmaalink ?? backlink, lipmaalinkHash)) return err({ code: 'lipmaalink-mismatch' })
  if (hashes.previousIsEndOfLog === true) return err({ code: 'after-end-of-log' })
  return ok(undefined)
}

function agrees(link: Uint8Array | undefined, hash: Uint8Array | undefined): boolean {
  return hash === undefined || (link !== undefined && equalBytes(link, hash))
}
