// Which dot stands for a request line.
import type { EventLine } from '../src/festival/overview.ts'
import type { DotState } from './dots.tsx'

/** What was withdrawn, moved on or is not needed does not show; an expired line is unavailable; what does not count is optional. */
export function dotStates(lines: readonly EventLine[]): DotState[] {
  return lines.flatMap(({ state, request }): DotState[] => {
    if (state === 'withdrawn' || state === 'superseded' || state === 'not-needed') return []
    if (state === 'expired') return ['unavailable']
    if (state === 'needs-reconfirmation') return ['moved']
    return [state === 'waiting' && !request.required ? 'optional' : state]
  })
}
