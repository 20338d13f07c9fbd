// What sync does when an entry from a peer is refused (DESIGN 6): honest peers verify before they store, so what does not
// verify is the sender's fault; everything that can happen between honest peers must not cost the link.

import type { IngestErrorCode } from '../log/ingest.ts'

export type IngestReaction =
  /** Compare again and ask for what is missing. */
  | 'again'
  /** Perhaps the log is forked below: ask for the entry before. */
  | 'look-below'
  /** Not from this peer, not soon. */
  | 'avoid'
  /** Our disk is the problem. */
  | 'pause'
  | 'close'

const REACTIONS: Partial<Record<IngestErrorCode, IngestReaction>> = {
  gap: 'again',
  contended: 'again',
  'own-log-ahead': 'again',
  'backlink-mismatch': 'look-below',
  'lipmaalink-mismatch': 'look-below',
  // Newest entries of another branch than ours: the entries below them will prove the fork.
  'pool-link-mismatch': 'again',
  'pool-after-end-of-log': 'again',
  forked: 'avoid',
  'quota-exceeded': 'avoid',
  blocked: 'avoid',
  'payload-missing': 'avoid',
  // The same author and log id in two festivals: the author's fault, not the sender's.
  'foreign-festival': 'avoid',
  'storage-full': 'pause',
  'storage-failed': 'pause',
}

export function reactionTo(code: IngestErrorCode): IngestReaction {
  return REACTIONS[code] ?? 'close'
}
