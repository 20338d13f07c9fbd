// Takes a bundle in (DESIGN 3.3, 10): the festivals that are wanted of it, through the same door as everything else. May stop
// at any time and go on later from the offset that was reported last.

import { err, type Result } from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { EntryVerifier } from '../../ports/entry-verifier.ts'
import type { LogStore } from '../../ports/log-store.ts'
import type { Quota } from '../limits.ts'
import { BundleReader } from './bundle-reader.ts'
import type { BundleSource } from './source.ts'
import { StepReader } from './step-reader.ts'
import { takeSteps, type ImportErrorCode, type ImportOutcome, type ImportProgress } from './take-steps.ts'
import type { StopSignal } from './stop-signal.ts'

export interface ImportOptions {
  /** Who checks signatures; this very thread unless told otherwise. */
  verifier?: EntryVerifier
  /** Where an earlier run stopped: an `offset` that it reported. The file must be the same one. */
  from?: number
  /** Checks one signature of 64 entries only; `confirmLog` checks the rest later (DESIGN 4.1). */
  provisional?: boolean
  /** Limits per author and festival. */
  quota?: Readonly<Quota>
  /** Asked once for each festival of the bundle, before anything is stored. */
  accept: (festival: FestivalId) => boolean | Promise<boolean>
  /** Looked at between two transactions; stopping loses nothing of what was reported. */
  signal?: StopSignal
  /** Awaited after each transaction. */
  onProgress?: (progress: ImportProgress) => Promise<void> | void
}

/** Why not everything was taken. `outcome` is what was; going on from its offset makes sense unless the file is at fault. */
export interface ImportError {
  readonly code: ImportErrorCode
  readonly offset: number
  readonly outcome: ImportOutcome
}

/**
 * Stores what is new in a bundle. The counts are those of this run. Entries that are refused are counted as problems by their
 * code, and end their log but not the import. Damage shows only where it is read: what came before it is stored and true.
 * Rejects when the store or the verifier does.
 */
export async function importBundle(
  store: LogStore,
  source: BundleSource,
  options: ImportOptions,
): Promise<Result<ImportOutcome, ImportError>> {
  const opened = await BundleReader.open(source)
  if (!opened.ok) return err({ ...opened.error, outcome: nothing(0) })
  const reader = opened.value
  const { from = reader.offset, accept, ...rest } = options
  const skipped = await reader.skipTo(from)
  if (!skipped.ok) return err({ ...skipped.error, outcome: nothing(from) })
  const accepted = new Set<FestivalId>()
  for (const { festival } of reader.festivals) if (await accept(festival)) accepted.add(festival)
  const steps = new StepReader(reader, rest.provisional)
  return takeSteps(steps, reader.offset, { store, accepted, ...rest })
}

function nothing(offset: number): ImportOutcome {
  return { offset, entries: 0, added: 0, known: 0, filled: 0, forks: 0, problems: [] }
}
