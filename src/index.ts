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
export { bytesSource, type BundleSource } from './log/bundle/source.ts'
export type { BundleFestival } from './log/bundle/encode-record.ts'
export type { BundleError, BundleErrorCode } from './log/bundle/format.ts'
export { importBundle, type ImportError, type ImportOptions } from './log/bundle/import-bundle.ts'
export type { BundleProblem, ProblemCode } from './log/bundle/problems.ts'
export { readBundleHead, type BundleHead } from './log/bundle/read-head.ts'
export type { ImportErrorCode, ImportOutcome, ImportProgress } from './log/bundle/take-steps.ts'
export { verifyBundle, type BundleReport, type VerifyBundleOptions } from './log/bundle/verify-bundle.ts'
export { writeBundle, type WriteOptions } from './log/bundle/write-bundle.ts'
export { confirmLog, type ConfirmOptions, type ConfirmOutcome } from './log/confirm.ts'
export { ingestForkProof, verifyForkProof, type ForkProofErrorCode } from './log/fork-proof.ts'
export { compareHeads, headsOf, type Head, type HeadDifference, type Want } from './log/heads.ts'
export {
  checkEntries,
  ingest,
  takeChecked,
  type CheckOptions,
  type CheckedBatch,
  type IngestError,
  type IngestErrorCode,
  type IngestOptions,
  type IngestOutcome,
  type TakeOptions,
} from './log/ingest.ts'
export { DEFAULT_QUOTA, type Quota } from './log/limits.ts'
export { ingestNewest, newestOf, type NewestEntries, type NewestOutcome } from './log/newest.ts'
export type { Publication, PublishError, PublishPorts, Receipt, Step } from './log/publication.ts'
export { publish } from './log/publish.ts'
export { verifyHere } from './log/verify-here.ts'
export type { EntryFindings, EntryToVerify, EntryVerifier, SignaturesToCheck } from './ports/entry-verifier.ts'
export { makeReceipt, type MadeReceipt, type MakeReceiptError, type ReceiptMaterial } from './receipt/make-receipt.ts'
export { MAX_RECEIPT_LENGTH } from './receipt/receipt-file.ts'
export {
  verifyReceipt,
  type AsOf,
  type ReceiptError,
  type ReceiptReport,
  type Standing,
} from './receipt/verify-receipt.ts'
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
export { MemoryLocks } from './memory/memory-locks.ts'
export { MemoryLogStore } from './memory/memory-log-store.ts'
export { memorySigner, randomSigner } from './memory/memory-signer.ts'
export { SeededRandom } from './testing/seeded-random.ts'
export { simulate, type SimulationOptions, type SimulationResult } from './testing/simulate.ts'
