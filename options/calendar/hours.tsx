// The axis of hours beside the lanes of a calendar, with the time that it is now.
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { hoursOf } from '../../src/festival/zone-days.ts'
import { formatTime } from '../../ui/format.ts'
import { pxOf } from './lane-blocks.ts'
import type { Lane } from './lanes.ts'

const HOUR = 3_600_000

export function Hours(props: { lanes: readonly Lane[]; zone: string; now: number }): JSX.Element {
  const { lanes, zone, now } = props
  const [first] = lanes
  const today = lanes.find(({ scale: { day } }) => day.from <= now && now < day.to)
  // A week has the hours of its first day of 24 hours, so that no label is missing.
  const labelled = lanes.find(({ scale: { day } }) => day.to - day.from === 24 * HOUR) ?? first
  // Whoever scrolls sees the same hours.
  return useMemo(
    () => (
      <div class="hours" aria-hidden="true">
        {labelled &&
          hoursOf(labelled.scale.day, zone).map((hour) => (
            <span key={hour} style={{ insetBlockStart: `${pxOf(labelled.scale.offsetOf(hour))}px` }}>
              {formatTime(hour, zone)}
            </span>
          ))}
        {today && (
          <span class="hours-now" style={{ insetBlockStart: `${pxOf(today.scale.offsetOf(now))}px` }}>
            {formatTime(now, zone)}
          </span>
        )}
      </div>
    ),
    [labelled, today, zone, now],
  )
}
