// Answers as dots, in the order of the lines; each state has a shape of its own (DESIGN 9).

import type { JSX } from 'preact'
import type { LineState } from '../page/p2panda.d.ts'
import type { Say } from './words.ts'

type DotState = 'granted' | 'waiting' | 'declined' | 'unavailable'

const ORDER: readonly DotState[] = ['granted', 'waiting', 'declined', 'unavailable']

/** How a line is drawn; undefined for one that nobody waits for any more. */
export function dotOf(state: LineState): DotState | undefined {
  switch (state) {
    case 'granted':
    case 'waiting':
    case 'declined':
    case 'unavailable':
      return state
    case 'needs-reconfirmation':
      return 'waiting'
    case 'expired':
      return 'unavailable'
    case 'withdrawn':
    case 'superseded':
    case 'not-needed':
      return undefined
  }
}

export function Dots(props: { states: readonly LineState[]; say: Say }): JSX.Element | null {
  const dots = props.states.flatMap((state) => dotOf(state) ?? [])
  if (dots.length === 0) return null
  const counts = ORDER.map((state) => ({ state, count: dots.filter((each) => each === state).length }))
  const label = counts.filter(({ count }) => count > 0).map(({ state, count }) => props.say(`dot.${state}`, { count }))
  return (
    <span class="dots" part="dots" role="img" aria-label={label.join(', ')}>
      {dots.map((state, index) => (
        <svg viewBox="0 0 16 16" class={`dot ${state}`} aria-hidden="true" key={index}>
          <circle cx="8" cy="8" r="7" />
          {state === 'waiting' && <path class="half" d="M8 1a7 7 0 0 1 0 14z" />}
          {state !== 'waiting' && <path class="mark" d={MARKS[state]} />}
        </svg>
      ))}
    </span>
  )
}

const MARKS: Readonly<Record<Exclude<DotState, 'waiting'>, string>> = {
  granted: 'm4.8 8.3 2.3 2.3 4.2-4.9',
  declined: 'm5.4 5.4 5.2 5.2m0-5.2-5.2 5.2',
  unavailable: 'M4.8 8h6.4',
}
