// Who wants when: one bar per asker on a common axis, the time that two want in a red frame. Its label says it aloud.
import type { JSX } from 'preact'
import type { Span } from './format.ts'
import { timeAxis } from './time-axis.ts'

export interface TimeBarSpan extends Span {
  chosen: boolean
}

export function TimeBar(props: {
  /** The first span is drawn above, all others below it. */
  spans: readonly TimeBarSpan[]
  shared?: Span | undefined
  zone: string
  label: string
}): JSX.Element | null {
  if (props.spans.length === 0) return null
  const axis = timeAxis(props.spans, props.zone)
  const percent = (ms: number): number => (100 * (ms - axis.from)) / (axis.to - axis.from)
  const place = (span: Span): { left: string; width: string } => ({
    left: `${percent(span.from)}%`,
    width: `${percent(span.to) - percent(span.from)}%`,
  })
  return (
    <div class="time-bar" role="img" aria-label={props.label}>
      <i class="track" />
      {props.spans.map((span, index) => (
        <i
          key={index}
          class={span.chosen ? 'span chosen' : 'span'}
          style={{ ...place(span), top: index === 0 ? '1px' : '15px' }}
        />
      ))}
      {props.shared && <i class="shared" style={place(props.shared)} />}
      {axis.ticks.map(({ at, label }) => (
        <span key={at} class="tick" style={{ left: `${100 * at}%` }}>
          {label}
        </span>
      ))}
    </div>
  )
}
