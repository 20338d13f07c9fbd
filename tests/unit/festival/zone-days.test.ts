// Days of a calendar by the clocks of a festival: also the two in a year that are not 24 hours long.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../src/festival/calendar-day.ts'
import {
  clockScale,
  dayAt,
  dayText,
  hoursOf,
  mondayOf,
  parseDayText,
  passingScale,
  zoneDays,
  type ZoneDay,
} from '../../../src/festival/zone-days.ts'
import { toWallText } from '../../../src/festival/zone-time.ts'

const HOUR = 3_600_000
const BERLIN = 'Europe/Berlin'
const ZONES = [
  BERLIN,
  'UTC',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Asuncion',
  'Africa/Cairo',
]

function day(text: string, zone: string): ZoneDay {
  const [only] = zoneDays(parseDayText(text) ?? Number.NaN, 1, zone)
  if (only === undefined) throw new Error('no such day')
  return only
}

describe('days by the clocks of a zone', () => {
  it('are 23 hours long in spring and 25 in autumn', () => {
    const hours = (text: string): number => (day(text, BERLIN).to - day(text, BERLIN).from) / HOUR
    expect([hours('2027-03-27'), hours('2027-03-28'), hours('2027-10-31')]).toEqual([24, 23, 25])
    const walls = (text: string): string[] =>
      hoursOf(day(text, BERLIN), BERLIN).map((ms) => toWallText(ms, BERLIN).slice(11))
    expect(walls('2027-03-28').slice(0, 4)).toEqual(['00:00', '01:00', '03:00', '04:00'])
    expect(walls('2027-10-31').slice(0, 5)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00'])
  })

  it('begin at one where clocks skip midnight', () => {
    // Paraguay put its clocks forward at midnight.
    const { from, to } = day('2023-10-01', 'America/Asuncion')
    expect(toWallText(from, 'America/Asuncion')).toBe('2023-10-01T01:00')
    expect((to - from) / HOUR).toBe(23)
  })

  it('leave no gap and contain the instants whose day they are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 40_000 }),
        fc.nat(86_400_000),
        (zone, first, part) => {
          const days = zoneDays(first, 3, zone)
          for (const [index, each] of days.entries()) {
            expect(each.from).toBeLessThan(each.to)
            expect(each.to).toBe(days[index + 1]?.from ?? each.to)
            const inside = each.from + (part % (each.to - each.from))
            expect(dayAt(inside, zone)).toBe(each.number)
            for (const scale of [passingScale(each), clockScale(each, zone)]) {
              expect(scale.offsetOf(each.from - 1)).toBe(0)
              expect(scale.offsetOf(each.to)).toBe(scale.length)
              expect(scale.offsetOf(inside)).toBeLessThanOrEqual(scale.length)
            }
            expect(passingScale(each).instantAt(passingScale(each).offsetOf(inside))).toBe(inside)
            const hours = hoursOf(each, zone)
            expect(hours).toEqual([...new Set(hours)].toSorted((a, b) => a - b))
            expect(hours.length).toBeGreaterThanOrEqual(22)
          }
        },
      ),
    )
  })

  it('stand beside one axis by what clocks show, also when an hour is missing', () => {
    const scale = clockScale(day('2027-03-28', BERLIN), BERLIN)
    const noon = Date.UTC(2027, 2, 28, 10)
    expect(scale.offsetOf(noon) / HOUR).toBe(12)
    expect(scale.instantAt(12 * HOUR)).toBe(noon)
    expect(scale.instantAt(24 * HOUR)).toBe(scale.day.to)
  })

  it('have names in addresses, and what is no day has none', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2_900_000 }), (number) => parseDayText(dayText(number)) === number))
    for (const text of ['', '2027-02-30', '2027-13-01', '2027-1-1', 'today']) expect(parseDayText(text)).toBeUndefined()
    expect(calendarDay(mondayOf(parseDayText('2027-06-06') ?? 0))).toEqual({ year: 2027, month: 5, day: 31 })
  })
})
