// Dots are the answers to requested resources, in the order of the request lines (DESIGN §9). Each state has its own
// shape, so that it works without colour; the row has one label for screen readers.
import type { JSX } from 'preact'
import { list, plural } from './i18n.ts'

/** `moved` is granted for another time than is asked for; `optional` is a line that waits but does not count. */
export type DotState = 'granted' | 'moved' | 'waiting' | 'declined' | 'unavailable' | 'optional'

const ORDER: readonly DotState[] = ['granted', 'moved', 'waiting', 'declined', 'unavailable', 'optional']

const LABELS: Readonly<Record<DotState, string>> = {
  granted: 'dotsGranted',
  moved: 'dotsMoved',
  waiting: 'dotsWaiting',
  declined: 'dotsDeclined',
  unavailable: 'dotsUnavailable',
  optional: 'dotsOptional',
}

const OUTLINE = { stroke: 'var(--dot-line)', 'stroke-width': 1.4 }

/** "2 granted, 1 waiting": what the row says aloud. */
export function dotsLabel(states: readonly DotState[]): string {
  const counts = ORDER.map((state) => ({ state, count: states.filter((each) => each === state).length }))
  return list(counts.filter(({ count }) => count > 0).map(({ state, count }) => plural(LABELS[state], count)))
}

export function Dots(props: { states: readonly DotState[]; size?: 'small' }): JSX.Element | null {
  if (props.states.length === 0) return null
  return (
    <span class={props.size ? `dots ${props.size}` : 'dots'} role="img" aria-label={dotsLabel(props.states)}>
      {props.states.map((state, index) => (
        <svg class="dot" viewBox="0 0 16 16" aria-hidden="true" key={index}>
          {FACES[state]()}
        </svg>
      ))}
    </span>
  )
}

const BLACK_LINE = { fill: 'none', stroke: '#1d1b22', 'stroke-width': 1.8, 'stroke-linecap': 'round' } as const
const CLOSED_LINE = { fill: 'none', stroke: 'var(--closed)', 'stroke-width': 1.6, 'stroke-linecap': 'round' } as const

/** A full disc of the state's colour. */
function Disc(props: { fill: string }): JSX.Element {
  return <circle class="fill" cx="8" cy="8" r="7.2" fill={props.fill} {...OUTLINE} />
}

const FACES: Readonly<Record<DotState, () => JSX.Element>> = {
  granted: () => (
    <>
      <Disc fill="var(--granted)" />
      <path d="M4.8 8.3l2.3 2.3 4.2-4.9" {...BLACK_LINE} />
    </>
  ),
  moved: () => (
    <>
      <Disc fill="var(--pending-soft)" />
      <path d="M4.2 8h7M8.6 5.2L11.4 8l-2.8 2.8" {...BLACK_LINE} stroke="var(--dot-line)" />
    </>
  ),
  waiting: () => (
    <>
      <Disc fill="var(--pending-soft)" />
      <path d="M8 .8a7.2 7.2 0 0 1 0 14.4z" fill="var(--pending)" {...OUTLINE} />
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="var(--pending)" stroke-width="1.3" />
      <Disc fill="none" />
    </>
  ),
  declined: () => (
    <>
      <Disc fill="var(--declined)" />
      <path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" {...BLACK_LINE} stroke="#fff" />
    </>
  ),
  unavailable: () => (
    <>
      <circle cx="8" cy="8" r="6.8" {...CLOSED_LINE} fill="var(--surface)" />
      <path d="M4.8 8h6.4" {...CLOSED_LINE} stroke-width="2" />
    </>
  ),
  optional: () => <circle cx="8" cy="8" r="6.6" {...CLOSED_LINE} stroke-linecap="butt" stroke-dasharray="2.6 2.6" />,
}
