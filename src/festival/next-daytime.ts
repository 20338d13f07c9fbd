// When something new is proposed to be: at night nobody wants it to begin in the next hour.

import { clockScale, dayAt, zoneDays } from './zone-days.ts'

const HOUR = 3_600_000
/** By the clocks of the festival: what is proposed begins between these, and after a night at the third. */
const [EARLIEST, LATEST, MORNING] = [8 * HOUR, 22 * HOUR, 10 * HOUR] as const

/** The next full hour after `now` (UTC ms) by the clocks of `zone`; from 22:00 to 8:00 the next morning at ten. */
export function nextDaytime(now: number, zone: string): number {
  const [today, tomorrow] = zoneDays(dayAt(now, zone), 2, zone).map((day) => clockScale(day, zone))
  if (today === undefined || tomorrow === undefined) throw new RangeError('two days were asked for')
  const next = Math.floor(today.offsetOf(now) / HOUR) * HOUR + HOUR
  if (next < EARLIEST) return today.instantAt(MORNING)
  return next >= LATEST ? tomorrow.instantAt(MORNING) : today.instantAt(next)
}
