// A line drawing that says what a control does; always next to words or inside something that has a label.
import type { JSX } from 'preact'
import { iconPaths, type IconName } from './icon-paths.ts'

/** Drawings that point along the reading direction and turn with it. */
const TURNING: ReadonlySet<IconName> = new Set<IconName>(['right', 'left', 'arrow', 'undo'])

export function Icon(props: { name: IconName; size?: 'small' | 'large' }): JSX.Element {
  const classes = ['icon', props.size, TURNING.has(props.name) && 'turns'].filter(Boolean).join(' ')
  return (
    <svg class={classes} viewBox="0 0 24 24" aria-hidden="true">
      <path d={iconPaths[props.name]} />
    </svg>
  )
}
