// Everything that the fuzzer feeds.

import type { Corpus } from './corpus.ts'
import type { Target } from './run.ts'
import { backupsTarget } from './targets/backups.ts'
import { bundlesTarget } from './targets/bundles.ts'
import { entriesTarget } from './targets/entries.ts'
import { forkProofsTarget } from './targets/fork-proofs.ts'
import { framesTarget, packedTarget } from './targets/frames.ts'
import { historiesTarget } from './targets/histories.ts'
import { ingestionTarget } from './targets/ingestion.ts'
import { invitesTarget } from './targets/invites.ts'
import { messagesTarget } from './targets/messages.ts'
import { newestTarget } from './targets/newest.ts'
import { payloadsTarget } from './targets/payloads.ts'
import { provisionalTarget } from './targets/provisional.ts'
import { receiptsTarget } from './targets/receipts.ts'
import { sessionsTarget } from './targets/sessions.ts'
import { signaturesTarget } from './targets/signatures.ts'
import { verificationTarget } from './targets/verification.ts'

export function allTargets(corpus: Corpus): Target[] {
  return [
    entriesTarget(corpus),
    payloadsTarget(corpus),
    messagesTarget(corpus),
    framesTarget(),
    packedTarget(corpus),
    sessionsTarget(corpus),
    verificationTarget(corpus),
    signaturesTarget(corpus),
    ingestionTarget(corpus),
    forkProofsTarget(corpus),
    provisionalTarget(corpus),
    historiesTarget(corpus),
    newestTarget(corpus),
    bundlesTarget(corpus),
    backupsTarget(corpus),
    invitesTarget(corpus),
    receiptsTarget(corpus),
  ]
}
