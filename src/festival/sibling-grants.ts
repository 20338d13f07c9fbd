// What was promised of the siblings of a thing and stands in its own calendar by no hold (DESIGN 5.6): because the hold comes in a
// moment, or because two installations of one owner promised the thing at the same time, and there is no room for it.

import { occupiedBy } from './judge-answer.ts'
import type { AnswerRow, ResourceRow } from './views.ts'

/** A grant of a sibling as it would stand in the calendar of a thing. */
export function asHold(
  { request: _request, ...grant }: AnswerRow,
  { id, capacity, buffer }: Pick<ResourceRow, 'id' | 'capacity' | 'buffer'>,
): AnswerRow {
  const quantity = Math.min(grant.quantity, capacity)
  return { ...grant, kind: 'hold', resource: id, quantity, occupied: occupiedBy(grant, buffer) }
}

/** Those of these grants of siblings that no hold stands for. Each hold stands for one grant of the same time, whoever wrote it. */
export function unheldGrants(grants: readonly AnswerRow[], answers: Iterable<AnswerRow>): AnswerRow[] {
  const free = [...answers].filter(({ kind, state }) => kind === 'hold' && state === 'effective')
  return grants.filter(({ kind, state, from, to }) => {
    if (kind !== 'grant' || state !== 'effective') return false
    const index = free.findIndex((hold) => hold.from === from && hold.to === to)
    if (index !== -1) free.splice(index, 1)
    return index === -1
  })
}
