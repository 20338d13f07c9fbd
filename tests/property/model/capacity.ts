// No view ever shows more than the capacity (design §5.3): at every instant, what is in force and was given before an answer
// leaves room for it.

import type { ViewRows } from '../../../src/festival/view-rows.ts'
import type { AnswerRow } from '../../../src/festival/views.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'

/**
 * The answers that do not fit. `capacityOf` is what was there when an answer was given; what later entries lower it to takes
 * nothing away.
 */
export function overbooked(rows: ViewRows, capacityOf: (answer: AnswerRow) => number): ObjectId[] {
  const effective = [...rows.answers.values()].filter(({ state, kind }) => state === 'effective' && kind !== 'deny')
  return effective.flatMap((answer) => {
    const beside = effective.filter((other) => other.resource === answer.resource && isUpTo(answer, other))
    const instants = beside.map(({ occupied }) => occupied.from).filter((instant) => isIn(answer, instant))
    const most = Math.max(...instants.map((instant) => usedAt(beside, instant)))
    return most > capacityOf(answer) ? [answer.id] : []
  })
}

/** Whether `other` stands before `answer` in the home, or is it. */
function isUpTo(answer: AnswerRow, other: AnswerRow): boolean {
  const rank = (row: AnswerRow): number =>
    Math.max(
      0,
      (row.stays ?? []).findIndex(({ log }) => log === row.log),
    )
  return rank(other) < rank(answer) || (rank(other) === rank(answer) && other.seqNum <= answer.seqNum)
}

function isIn({ occupied }: AnswerRow, instant: number): boolean {
  return occupied.from <= instant && instant < occupied.to
}

function usedAt(answers: readonly AnswerRow[], instant: number): number {
  return answers.reduce((sum, answer) => sum + (isIn(answer, instant) ? answer.quantity : 0), 0)
}
