// Dates and times in words: the festival's zone first, 24 hours, half-open, en dash (mockups "Words", DESIGN §5.1).
import { knownZone, startOfDay, zoneOffset } from '../src/festival/zone-time.ts'
import { kept, t } from './i18n.ts'
import { viewerZone } from './zone-time.ts'

/** Half-open [from, to) in UTC milliseconds. */
export interface Span {
  from: number
  to: number
}

const HOUR = 3_600_000

/** "18:00" */
export function formatTime(ms: number, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms)
}

/** "18:00–22:00"; the end of a span at midnight is 24:00. */
export function formatTimes({ from, to }: Span, zone: string): string {
  const midnight = startOfDay(to, zone) === to && startOfDay(from, zone) < to
  return leftToRight(`${formatTime(from, zone)}–${midnight ? '24:00' : formatTime(to, zone)}`)
}

/** "Fri 5 June", with the year when it is not the current one. */
export function formatDay(ms: number, zone: string): string {
  const sameYear = year(ms, zone) === year(Date.now(), zone)
  return format(zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  }).format(ms)
}

/** "Fri 5", where month and year stand beside it. */
export function formatDayBrief(ms: number, zone: string): string {
  return format(zone, { weekday: 'short', day: 'numeric' }).format(ms)
}

/** "Fri" */
export function formatWeekday(ms: number, zone: string): string {
  return format(zone, { weekday: 'short' }).format(ms)
}

/** "5", by the day of the month. */
export function formatDayNumber(ms: number, zone: string): string {
  return format(zone, { day: 'numeric' }).format(ms)
}

/** "Fri 5 June, 18:00" */
export function formatMoment(ms: number, zone: string): string {
  return `${formatDay(ms, zone)}, ${formatTime(ms, zone)}`
}

/** "Fri 5 June, 18:00–22:00"; nights that end before six stay one day, longer spans name both days. */
export function formatWhen(span: Span, zone: string): string {
  const from = `${formatDay(span.from, zone)}, `
  if (span.to <= startOfDay(span.from, zone) + 30 * HOUR) return from + formatTimes(span, zone)
  return `${from}${formatTime(span.from, zone)} – ${formatDay(span.to, zone)}, ${formatTime(span.to, zone)}`
}

/** "Fri 18:00–22:00": short enough for a question; longer spans in full. */
export function formatBrief(span: Span, zone: string): string {
  if (span.to > startOfDay(span.from, zone) + 30 * HOUR) return formatWhen(span, zone)
  return `${formatWeekday(span.from, zone)} ${formatTimes(span, zone)}`
}

/** "4–7 June 2026": the days of a festival. The end is exclusive. */
export function formatDays({ from, to }: Span, zone: string): string {
  return format(zone, { day: 'numeric', month: 'long', year: 'numeric' }).formatRange(from, Math.max(from, to - 1))
}

/** "17:00–21:00 for you, Lisbon", or undefined when the viewer's clocks show the same. */
export function formatForYou(span: Span, zone: string, viewer: string = viewerZone()): string | undefined {
  const same = [span.from, span.to].every((ms) => zoneOffset(ms, zone) === zoneOffset(ms, viewer))
  return same ? undefined : t('timeForYou', [formatTimes(span, viewer), zoneCity(viewer)])
}

/** "17:00–21:00 for you", where there is no room for the city. */
export function formatForYouBrief(span: Span, zone: string, viewer: string = viewerZone()): string | undefined {
  return formatForYou(span, zone, viewer) && t('timeForYouBrief', [formatTimes(span, viewer)])
}

/** "Lisbon" for `Europe/Lisbon`. */
export function zoneCity(zone: string): string {
  return (knownZone(zone).split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** "12 min ago", "in 3 days"; less than a minute is "just now". */
export function formatAgo(at: number, now: number): string {
  const minutes = Math.round((at - now) / 60_000)
  const words = kept('ago', (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }))
  if (minutes === 0) return t('timeJustNow')
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute')
  if (Math.abs(minutes) < 48 * 60) return words.format(Math.round(minutes / 60), 'hour')
  return words.format(Math.round(minutes / 1440), 'day')
}

/** "75 %", spaced as the language does. */
export function formatPercent(share: number): string {
  return kept('percent', (language) => new Intl.NumberFormat(language, { style: 'percent' })).format(share)
}

/** Times run left to right in every language; marks are only put where the text around does not. */
function leftToRight(text: string): string {
  return t('@@bidi_dir') === 'rtl' ? `\u2066${text}\u2069` : text
}

function year(ms: number, zone: string): string {
  return format(zone, { year: 'numeric' }).format(ms)
}

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`${zone} ${JSON.stringify(options)}`, (language) => {
    return new Intl.DateTimeFormat(language, { ...options, timeZone: knownZone(zone) })
  })
}
