// Which occurrences of a series can not have what it needs, before anything is published: shown, and skipped on choice.

import type { ObjectId } from '../operations/ids.ts'
import type { Interval } from '../operations/operation.ts'
import { isOffered } from './availability.ts'
import { indexIntervals, overlapping } from './interval-index.ts'
import { judgeAnswer, type Decided } from './judge-answer.ts'
import type { AnswerRow, ResourceRow } from './views.ts'

/** What each occurrence needs of one resource. */
export interface SeriesNeed {
  readonly resource: ResourceRow
  /** The resource's answers. */
  readonly answers: readonly AnswerRow[]
  readonly quantity: number
  /** Of the resource's festival. */
  readonly zone: string
}

/** `taken`: a grant would be void, also because of an earlier occurrence · `closed`: it is not offered then. */
export interface Conflict {
  readonly resource: ObjectId
  readonly why: 'taken' | 'closed'
}

/** For each occurrence what stands in its way, in the order of the needs. */
export function seriesConflicts(occurrences: readonly Interval[], needs: readonly SeriesNeed[]): Conflict[][] {
  const byNeed = needs.map((need) => conflictsOf(need, occurrences))
  return occurrences.map((_, index) =>
    needs.flatMap(({ resource }, at) => {
      const why = byNeed[at]?.[index]
      return why === undefined ? [] : [{ resource: resource.id, why }]
    }),
  )
}

function conflictsOf(
  { resource, answers, quantity, zone }: SeriesNeed,
  occurrences: readonly Interval[],
): (Conflict['why'] | undefined)[] {
  const inForce = answers.filter(({ kind, state }) => kind !== 'deny' && state === 'effective')
  const index = indexIntervals<Decided>(inForce, ({ occupied }) => occupied)
  /** Those that would be granted before: occurrences of one series can be in each other's way. */
  const earlier: Decided[] = []
  return occurrences.map((interval, at) => {
    if (isOffered(resource.availability, interval, zone) === 'no') return 'closed'
    const { before, after } = resource.buffer
    const near = overlapping(index, { from: interval.from - before, to: interval.to + after }, Infinity)
    const verdict = judgeAnswer(resource, [...near, ...earlier], { ...interval, quantity })
    if (!verdict.effective) return 'taken'
    const { id } = resource
    earlier.push({ id, seqNum: at, kind: 'hold', state: 'effective', quantity, occupied: verdict.occupied })
    return undefined
  })
}
