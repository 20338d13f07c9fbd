// The closed unions of error codes as values. The compiler asks that each list is complete; the fuzzer, that nothing else
// ever comes out.

import type { DecodeErrorCode, VerifyErrorCode } from '../../src/bamboo/index.ts'
import type { ForkProofErrorCode } from '../../src/log/fork-proof.ts'
import type { IngestErrorCode } from '../../src/log/ingest.ts'
import type { OperationError } from '../../src/operations/codec.ts'

type Codes<Code extends string> = Readonly<Record<Code, true>>

const decodeCodes: Codes<DecodeErrorCode> = {
  'tag-truncated': true,
  'tag-unknown': true,
  'author-truncated': true,
  'signature-truncated': true,
  'log-id-truncated': true,
  'seq-num-truncated': true,
  'payload-size-truncated': true,
  'lipmaalink-truncated': true,
  'backlink-truncated': true,
  'payload-hash-truncated': true,
  'log-id-non-canonical': true,
  'seq-num-non-canonical': true,
  'payload-size-non-canonical': true,
  'lipmaalink-foreign': true,
  'backlink-foreign': true,
  'payload-hash-foreign': true,
  'seq-num-zero': true,
  'seq-num-too-big': true,
  'payload-size-too-big': true,
  'trailing-bytes': true,
}

const verifyCodes: Codes<VerifyErrorCode> = {
  ...decodeCodes,
  'signature-invalid': true,
  'backlink-missing': true,
  'backlink-mismatch': true,
  'lipmaalink-missing': true,
  'lipmaalink-mismatch': true,
  'after-end-of-log': true,
  'backlink-malformed': true,
  'backlink-wrong-author': true,
  'backlink-wrong-log-id': true,
  'backlink-wrong-seq-num': true,
  'lipmaalink-malformed': true,
  'lipmaalink-wrong-author': true,
  'lipmaalink-wrong-log-id': true,
  'lipmaalink-wrong-seq-num': true,
  'payload-size-mismatch': true,
  'payload-hash-mismatch': true,
}

const operationCodes: Codes<OperationError['code']> = {
  'not-cbor': true,
  'not-canonical': true,
  'too-deep': true,
  'too-large': true,
  'not-an-operation': true,
  'unknown-operation': true,
  'newer-version': true,
  'invalid-field': true,
}

const ingestCodes: Codes<IngestErrorCode> = {
  ...decodeCodes,
  'mixed-logs': true,
  'not-consecutive': true,
  'signature-invalid': true,
  'backlink-missing': true,
  'backlink-mismatch': true,
  'lipmaalink-missing': true,
  'lipmaalink-mismatch': true,
  'after-end-of-log': true,
  'payload-size-mismatch': true,
  'payload-hash-mismatch': true,
  'payload-missing': true,
  'payload-too-large': true,
  'batch-too-large': true,
  'foreign-festival': true,
  'pool-entry-missing': true,
  'pool-mixed-logs': true,
  'pool-contradiction': true,
  'pool-link-mismatch': true,
  'pool-after-end-of-log': true,
  'pool-path-missing': true,
  'quota-exceeded': true,
  blocked: true,
  gap: true,
  forked: true,
  'own-log-ahead': true,
  contended: true,
  'storage-full': true,
  'storage-failed': true,
}

const forkProofCodes: Codes<ForkProofErrorCode> = { 'not-signed': true, 'different-places': true, 'same-entry': true }

export const codes: Readonly<Record<'decode' | 'verify' | 'operation' | 'ingest' | 'forkProof', ReadonlySet<string>>> =
  {
    decode: new Set(Object.keys(decodeCodes)),
    verify: new Set(Object.keys(verifyCodes)),
    operation: new Set(Object.keys(operationCodes)),
    ingest: new Set(Object.keys(ingestCodes)),
    forkProof: new Set(Object.keys(forkProofCodes)),
  }
