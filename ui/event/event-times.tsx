// From and until, by the clocks of the festival, with what that means for the viewer's own.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { TextField } from '../field.tsx'
import { formatForYou, zoneCity } from '../format.ts'
import { t } from '../i18n.ts'
import { nextDaytime } from '../../src/festival/next-daytime.ts'
import { fromWallText, toWallText } from '../../src/festival/zone-time.ts'

const HOUR_MS = 3_600_000

/** `from < to`, or why it is no interval: `inverted`, or undefined while a field is not filled in. */
export type ReadInterval = Interval | 'inverted' | undefined

interface FieldValue {
  value: string
  onInput: (value: string) => void
}

export function EventTimes(props: { from: FieldValue; to: FieldValue; read: ReadInterval; zone: string }): JSX.Element {
  const { from, to, read, zone } = props
  const error = read === 'inverted' ? t('error_interval_inverted') : undefined
  return (
    <div class="stack tight">
      <TextField label={t('eventFrom')} type="datetime-local" {...from} required test="event-from" />
      <TextField label={t('eventTo')} type="datetime-local" {...to} required error={error} test="event-to" />
      <p class="hint">{timeHint(read, zone)}</p>
    </div>
  )
}

/** The next full hour by day, or the festival's first evening while that lies ahead; two hours long. */
export function firstTimes({ from, timezone }: FestivalOverview): { from: string; to: string } {
  const next = nextDaytime(Date.now(), timezone)
  const start = from !== undefined && from > next ? from + 18 * HOUR_MS : next
  return typedTimes({ from: start, to: start + 2 * HOUR_MS }, timezone)
}

/** An interval as the two fields say it. */
export function typedTimes({ from, to }: Interval, zone: string): { from: string; to: string } {
  return { from: toWallText(from, zone), to: toWallText(to, zone) }
}

export function readInterval(values: { from: string; to: string }, zone: string): ReadInterval {
  const from = fromWallText(values.from, zone)
  const to = fromWallText(values.to, zone)
  if (from === undefined || to === undefined) return undefined
  return from < to ? { from, to } : 'inverted'
}

function timeHint(read: ReadInterval, zone: string): string {
  const forYou = typeof read === 'object' ? formatForYou(read, zone) : undefined
  return forYou === undefined ? t('timesOf', [zoneCity(zone)]) : t('timeZoneAndYou', [zoneCity(zone), forYou])
}
