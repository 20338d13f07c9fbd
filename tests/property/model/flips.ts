// Whether a grant changed its mind, and why it may (design §5.3, "what can still flip an answer"; §4.2; §4.1 for retractions).
// A grant may become effective or void once, when it is first read, and an effective one may be ended once, by an entry that
// is read later. Everything else is a flip.

import type { ViewRows } from '../../../src/festival/view-rows.ts'
import type { AnswerRow } from '../../../src/festival/views.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import type { Change } from './deliver.ts'
import { claimsOf, readLogs, type ModelLog, type Spoken } from './model.ts'
import { heldEntries, type HeldLog } from './part.ts'

export const CAUSES = ['fork proof', 'claim', 'late claim', 'retraction'] as const
export type Cause = (typeof CAUSES)[number]

export interface Flip {
  readonly id: EntryHash
  readonly from: string
  readonly to: string
  /** Absent when nothing that the design names explains it. */
  readonly cause?: Cause
}

/** The flips between the rows of one author before and after a change. */
export function flipsOf(change: Change, before: ViewRows, after: ViewRows, festival: FestivalId): Flip[] {
  const ids = new Set([...before.answers.keys(), ...after.answers.keys()])
  const moved = [...ids].filter((id) => signOf(before.answers.get(id)) !== signOf(after.answers.get(id)))
  if (moved.length === 0) return []
  const [old, now] = [readLogs(change.before, festival), readLogs(change.after, festival)]
  const heard = new Set(now.flatMap(idsOf).filter((id) => !old.some((log) => idsOf(log).includes(id))))
  return moved.flatMap((id): Flip[] => {
    const [was, is] = [before.answers.get(id), after.answers.get(id)]
    if (was === undefined && heard.has(id)) return []
    if (was?.state === 'effective' && is?.state === 'ended' && is.ended && heard.has(is.ended.by)) return []
    const cause = causeOf(change, [was, is], [old, now], heard)
    const flip = { id, from: was?.state ?? 'absent', to: is?.state ?? 'absent' }
    return [cause === undefined ? flip : { ...flip, cause }]
  })
}

function signOf(answer: AnswerRow | undefined): string {
  return answer === undefined ? 'absent' : `${answer.state} ${answer.ended?.by ?? ''}`
}

function idsOf({ spoken }: ModelLog): EntryHash[] {
  return spoken.map(({ id }) => id)
}

/** What of this change touches this answer, looked at as narrowly as the design's words allow. */
function causeOf(
  { step, log, before, after }: Change,
  [was, is]: readonly [AnswerRow | undefined, AnswerRow | undefined],
  [old, now]: readonly [readonly ModelLog[], readonly ModelLog[]],
  heard: ReadonlySet<EntryHash>,
): Cause | undefined {
  // A fork takes effect away only from what the forked log says from there on: of an answer, a claim or a retraction.
  if (step === 'proof')
    return heightOf(now[log]) < heightOf(old[log]) || isClipped(log, was, is) ? 'fork proof' : undefined
  // A retraction counts as soon as it is held, also beyond a missing payload.
  if (retractionsIn(after[log]) > retractionsIn(before[log])) return 'retraction'
  const isClaim = ({ id, means }: Spoken): boolean =>
    heard.has(id) && means.kind === 'operation' && means.op.op === 'log.continue'
  if (now.some(({ spoken }) => spoken.some(isClaim))) return 'claim'
  // A claim counts from when the entries that it names are there.
  return counting(now) > counting(old) ? 'late claim' : undefined
}

function placesOf(row: AnswerRow): number[] {
  return row.stays === undefined ? [row.log] : row.stays.map((stay) => stay.log)
}

/** Entries held below the fork. */
function heightOf(log: ModelLog | undefined): number {
  return log?.hashes.length ?? 0
}

/** Whether it lives, or lived, in a log that is claimed further than its fork allows. */
function isClipped(log: number, ...rows: (AnswerRow | undefined)[]): boolean {
  return rows.some((row) => row !== undefined && placesOf(row).includes(log + 1))
}

function retractionsIn(held: HeldLog | undefined): number {
  if (held === undefined) return 0
  return heldEntries(held).filter(({ seqNum, means }) => {
    return means.kind === 'operation' && means.op.op === 'retract' && !held.bare.has(seqNum)
  }).length
}

function counting(logs: readonly ModelLog[]): number {
  return logs.flatMap((log, index) => claimsOf(log, index, logs)).filter(({ state }) => state === 'counts').length
}
