// Whether a grant changed its mind, and why it may (design §5.3, "what can still flip an answer"; §4.2; §4.1 for retractions).
// A grant may become effective or void once, when it is first read, and an effective one may be ended once, by an entry that
// is read later. Everything else is a flip.

import type { ViewRows } from '../../../src/festival/view-rows.ts'
import type { AnswerRow } from '../../../src/festival/views.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import type { Change } from './deliver.ts'
import { claimsOf, readLogs, type ModelLog } from './model.ts'

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
  { step, log }: Change,
  [was, is]: readonly [AnswerRow | undefined, AnswerRow | undefined],
  [old, now]: readonly [readonly ModelLog[], readonly ModelLog[]],
  heard: ReadonlySet<EntryHash>,
): Cause | undefined {
  const homes = new Set([was, is].flatMap((row) => (row === undefined ? [] : placesOf(row))))
  // A fork takes effect away only from where the forked log speaks, or claims.
  if (step === 'proof')
    return homes.has(log + 1) || (now[log]?.spoken.length ?? 0) < (old[log]?.spoken.length ?? 0)
      ? 'fork proof'
      : undefined
  const said = now.flatMap(({ spoken, author }) =>
    spoken.flatMap(({ id, means }) => (heard.has(id) && means.kind === 'operation' ? [{ op: means.op, author }] : [])),
  )
  if (said.some(({ op }) => op.op === 'retract')) return 'retraction'
  if (said.some(({ op, author }) => op.op === 'log.continue' && op.log.author === author)) return 'claim'
  const counting = (logs: readonly ModelLog[]): number =>
    logs.flatMap((each, index) => claimsOf(each, index, logs)).filter(({ state }) => state === 'counts').length
  // A claim counts from when the entries that it names are there.
  return counting(now) > counting(old) ? 'late claim' : undefined
}

function placesOf(row: AnswerRow): number[] {
  return row.stays === undefined ? [row.log] : row.stays.map((stay) => stay.log)
}
