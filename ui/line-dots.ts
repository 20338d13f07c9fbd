// Which dot stands for a request line.
import type { EventLine } from '../src/festival/overview.ts'
import type { DotState } from './dots.tsx'

/** Lines that were withdrawn do not show; an expired one is unavailable; a line that does not count is optional. */
export function dotStates(lines: readonly EventLine[]): DotState[] {
  return lines.flatMap(({ state, request }): DotState[] => {
    if (state === 'withdrawn') return []
    if (state === 'expired') return ['unavailable']
    return [state === 'waiting' && !request.required ? 'optional' : state]
  })
}
