// How far something is, for eyes and ears.
import type { JSX } from 'preact'
import { formatPercent } from '../../ui/format.ts'

/** `share` is 0…1. */
export function Progress(props: { label: string; share: number; test?: string }): JSX.Element {
  const share = Math.min(1, Math.max(0, props.share))
  return (
    <div class="progress row">
      <progress class="grow" aria-label={props.label} max={1} value={share} data-test={props.test} />
      <span class="mono small" aria-hidden="true">
        {formatPercent(Math.floor(share * 100) / 100)}
      </span>
    </div>
  )
}
