// A snapshot is a bundle beside a web page (DESIGN 10). Reads one and believes nothing but signatures: everything goes through the
// door that entries of peers go through, into a store that lives as long as this call, and is folded by the same rules.

import { err, ok, type Result } from '../bamboo/index.ts'
import type { FestivalRows } from '../festival/overview.ts'
import type { FestivalRow, ProfileRow, ProgrammeRow } from '../festival/views.ts'
import type { BundleErrorCode } from '../log/bundle/format.ts'
import { importBundle } from '../log/bundle/import-bundle.ts'
import type { BundleProblem, ProblemCode } from '../log/bundle/problems.ts'
import type { BundleSource } from '../log/bundle/source.ts'
import type { StopSignal } from '../log/bundle/stop-signal.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { LogStore } from '../ports/log-store.ts'
import { foldLogs } from './fold-logs.ts'
import { rowsWithLines } from './rows-with-lines.ts'

/** What is true in a festival as of a snapshot. */
export interface Snapshot {
  readonly festival: FestivalRow
  /** With the lines of its events that stand in festivals around it, as far as the snapshot has these. */
  readonly rows: FestivalRows
  readonly profiles: readonly ProfileRow[]
  readonly programmes: readonly ProgrammeRow[]
  readonly children: readonly FestivalRow[]
  /** People whose signatures were checked, and how many they were. */
  readonly authors: number
  readonly entries: number
  /** The newest time that any of them claims, by their own clocks and not after the reader's, UTC ms; 0 without any. */
  readonly asOf: number
  /** Entries whose words are kept for members; 0 when all of it can be read. */
  readonly withheld: number
}

/**
 * `other-festival`: a bundle, and not of this festival. `not-genuine`: something in it was not signed by who it says, or does not
 * follow what they signed before. The others say what is wrong with the file.
 */
export type SnapshotErrorCode = BundleErrorCode | 'other-festival' | 'not-genuine' | 'aborted'

export interface SnapshotOptions {
  /** Who checks signatures; this very thread unless told otherwise. */
  verifier?: EntryVerifier
  signal?: StopSignal
  /** The reader's clock, UTC ms: whoever claims a later time claims what can not be. */
  now?: number
  /** Awaited between pieces of work: whoever shares the thread takes a turn here. */
  onProgress?: () => Promise<void> | void
}

/** Of these a snapshot is not worse: what a log said twice is cut where it did, as everywhere. */
const CALM: ReadonlySet<ProblemCode> = new Set(['forked'])
const NO_QUOTA = { entries: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }

/**
 * Reads the snapshot of a festival into an empty `store`. All of it or nothing: of a file with anything wrong in it nothing is shown.
 * Rejects when the store or the verifier does.
 */
export async function readSnapshot(
  store: LogStore,
  source: BundleSource,
  festival: FestivalId,
  options: SnapshotOptions = {},
): Promise<Result<Snapshot, { readonly code: SnapshotErrorCode }>> {
  const named = new Set<FestivalId>()
  const accept = (each: FestivalId): boolean => named.add(each).has(each)
  const taken = await importBundle(store, source, { ...options, accept, quota: NO_QUOTA })
  if (!taken.ok) return err({ code: asSnapshotError(taken.error.code) })
  if (!named.has(festival)) return err({ code: 'other-festival' })
  if (taken.value.problems.some(isWrong)) return err({ code: 'not-genuine' })
  return snapshotOf(store, festival, [...named], options.now)
}

/** What the logs in a store say, as a snapshot of them would. */
export async function snapshotOf(
  store: LogStore,
  festival: FestivalId,
  named: readonly FestivalId[],
  now?: number,
): Promise<Result<Snapshot, { readonly code: 'other-festival' }>> {
  const { rows, authors, entries, asOf, withheld } = await foldLogs(store, named, now)
  const row = rows.festivals.get(festival)
  if (row === undefined) return err({ code: 'other-festival' })
  const isHere = (each: { festival: FestivalId }): boolean => each.festival === festival
  return ok({
    festival: row,
    rows: rowsWithLines(rows, festival),
    profiles: [...rows.profiles.values()].filter(isHere),
    programmes: [...rows.programmes.values()].filter(isHere),
    children: [...rows.festivals.values()].filter(({ parent }) => parent === festival),
    authors,
    entries,
    asOf,
    withheld,
  })
}

function isWrong({ code }: BundleProblem): boolean {
  return !CALM.has(code)
}

/** A store in memory has no troubles of its own but that there is no room. */
function asSnapshotError(code: string): SnapshotErrorCode {
  switch (code) {
    case 'not-one':
    case 'unsupported':
    case 'truncated':
    case 'damaged':
    case 'too-large':
    case 'unreadable':
    case 'aborted':
      return code
    default:
      return 'unreadable'
  }
}
