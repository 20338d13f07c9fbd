// The core as one module, for Node and for web sites: entries, operations, rules, and a node with everything in memory
// (DESIGN 12). Reaches no adapter: no browser, no extension, no network. Names here only grow.

export * from './bamboo/index.ts'

export { decodeOperation, encodeOperation, operationNames, type OperationError } from './operations/codec.ts'
export {
  parseEntryHash,
  parsePublicKey,
  type EntryHash,
  type FestivalId,
  type ObjectId,
  type PublicKey,
} from './operations/ids.ts'
export type * from './operations/operation.ts'

export { foldResource, type FoldStep, type ResourceFold } from './festival/fold-resource.ts'
export { decodeInvite, encodeInvite, type Invite, type InviteError } from './festival/invite.ts'
export { eventOverviews, inbox, requestState } from './festival/overview.ts'
export type * from './festival/overview.ts'
export { contains, intersection, overlaps } from './festival/timeframe.ts'
export type * from './festival/views.ts'

export type { IncomingEntry } from './log/batch.ts'
export { ingestForkProof, verifyForkProof, type ForkProofErrorCode } from './log/fork-proof.ts'
export { compareHeads, headsOf, type Head, type HeadDifference, type Want } from './log/heads.ts'
export { ingest, type IngestError, type IngestErrorCode, type IngestOptions, type IngestOutcome } from './log/ingest.ts'
export { DEFAULT_QUOTA, type Quota } from './log/limits.ts'
export type { Publication, PublishError, PublishPorts, Receipt, Step } from './log/publication.ts'
export { publish } from './log/publish.ts'
export { ViewRows } from './festival/view-rows.ts'
export { createNode, type LocalNode } from './node.ts'

export type { Clock } from './ports/clock.ts'
export type { Locks } from './ports/locks.ts'
export * from './ports/log-store.ts'
export type { Random } from './ports/random.ts'
export type { Signer as AuthorSigner } from './ports/signer.ts'

export { expectSame, type SuiteCheck } from './testing/check.ts'
export { logStoreSuite } from './testing/log-store-suite.ts'
export { ManualClock } from './testing/manual-clock.ts'
export { MemoryLocks } from './testing/memory-locks.ts'
export { MemoryLogStore } from './testing/memory-log-store.ts'
export { memorySigner, randomSigner } from './testing/memory-signer.ts'
export { SeededRandom } from './testing/seeded-random.ts'
export { simulate, type SimulationOptions, type SimulationResult } from './testing/simulate.ts'
