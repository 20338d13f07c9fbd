// Hearts are health: how many hold the data (full from 3, half 1 or 2, outline 0). Always with words beside it.
import type { JSX } from 'preact'

const SHAPE =
  'M12 20.8C5.5 16.3 2 12.6 2 8.6 2 5.5 4.4 3.2 7.3 3.2c1.9 0 3.7 1 4.7 2.6 1-1.6 2.8-2.6 4.7-2.6C19.6 3.2 22 5.5 22 8.6c0 4-3.5 7.7-10 12.2z'
const LOWER_HALF = 'M2.6 11h18.8c-1.3 3-4.5 6-9.4 9.8C7.1 17 3.9 14 2.6 11z'

/** How many others hold the data. */
export function Heart(props: { holders: number; size?: 'small' }): JSX.Element {
  const full = props.holders >= 3
  return (
    <svg class={props.size ? `heart ${props.size}` : 'heart'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPE} fill={full ? 'currentColor' : 'none'} stroke="currentColor" stroke-width="2" />
      {!full && props.holders > 0 && <path d={LOWER_HALF} fill="currentColor" />}
    </svg>
  )
}
