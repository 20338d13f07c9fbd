// Reads a whole bundle and says what is in it and whether it is true, without storing anything (DESIGN 10): every signature,
// link, payload and fork, by the door that everything passes.

import { err, ok, type Result } from '../../bamboo/index.ts'
import type { EntryVerifier } from '../../ports/entry-verifier.ts'
import { BundleReader } from './bundle-reader.ts'
import type { BundleFestival } from './encode-record.ts'
import { ForgetfulStore, type SeenSums } from './forgetful-store.ts'
import type { BundleProblem } from './problems.ts'
import type { BundleSource } from './source.ts'
import { StepReader } from './step-reader.ts'
import { takeSteps, type ImportErrorCode } from './take-steps.ts'
import type { StopSignal } from './stop-signal.ts'

export interface VerifyBundleOptions {
  /** Who checks signatures; this very thread unless told otherwise. */
  verifier?: EntryVerifier
  signal?: StopSignal
  /** Awaited about once in a thousand entries. */
  onProgress?: (progress: { offset: number; entries: number }) => Promise<void> | void
}

/** What is verified of a bundle, and in `problems` what is not. */
export interface BundleReport extends SeenSums {
  festivals: BundleFestival[]
  problems: BundleProblem[]
}

/** Why reading ended early. `report` is what was verified until then. */
export interface VerifyBundleError {
  readonly code: ImportErrorCode
  readonly offset: number
  readonly report: BundleReport
}

/** No author's quota: what is not stored takes no room. */
const NO_QUOTA = { entries: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }

/** Verifies a bundle in memory that does not grow with it. Rejects when the verifier was closed. */
export async function verifyBundle(
  source: BundleSource,
  options: VerifyBundleOptions = {},
): Promise<Result<BundleReport, VerifyBundleError>> {
  const store = new ForgetfulStore()
  const opened = await BundleReader.open(source)
  if (!opened.ok) return err({ ...opened.error, report: { ...store.sums, festivals: [], problems: [] } })
  const reader = opened.value
  const { festivals } = reader
  const accepted = new Set(festivals.map(({ festival }) => festival))
  const context = { ...options, store, accepted, quota: NO_QUOTA, onlyForward: true }
  const taken = await takeSteps(new StepReader(reader), reader.offset, context)
  const { problems } = taken.ok ? taken.value : taken.error.outcome
  const report = { ...store.sums, festivals, problems }
  return taken.ok ? ok(report) : err({ code: taken.error.code, offset: taken.error.offset, report })
}
