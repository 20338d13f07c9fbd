// Days of the Gregorian calendar as numbers, 0 is 1 January 1970: the calendar without the clock that comes with `Date`.

/** A day of the calendar; months and days count from 1. */
export interface CalendarDay {
  year: number
  month: number
  day: number
}

/** Days of 400 years, after which the calendar repeats. */
const CYCLE = 146_097
/** Days from 1 March of the year 0 to 1 January 1970. */
const EPOCH = 719_468

/** The number of a day. A month or day beyond its end runs on into the next. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  // Years begin in March, so that the leap day is their last and months have lengths of one pattern.
  const months = year * 12 + month - 3
  const marchYear = Math.floor(months / 12)
  const sinceMarch = months - marchYear * 12
  return daysBefore(marchYear) + daysBeforeMonth(sinceMarch) + day - 1 - EPOCH
}

/** The day with that number. */
export function calendarDay(number: number): CalendarDay {
  const days = number + EPOCH
  let marchYear = Math.floor((days * 400) / CYCLE)
  // The estimate is at most one off, because leap days are not spread evenly.
  while (daysBefore(marchYear + 1) <= days) marchYear += 1
  while (daysBefore(marchYear) > days) marchYear -= 1
  const ofYear = days - daysBefore(marchYear)
  const sinceMarch = Math.floor((ofYear * 5 + 2) / 153)
  const month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9
  return { year: sinceMarch < 10 ? marchYear : marchYear + 1, month, day: ofYear - daysBeforeMonth(sinceMarch) + 1 }
}

/** 1 (Monday) to 7 (Sunday); day 0 was a Thursday. */
export function weekday(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

function daysBefore(marchYear: number): number {
  return marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
}

/** Days of a year that begins in March before its month: 31 and 30 in turn, five months have 153. */
function daysBeforeMonth(sinceMarch: number): number {
  return Math.floor((sinceMarch * 153 + 2) / 5)
}
