// Times that people type mean the festival's clocks, also when those are put forward or back.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstShowing,
  fromWallText,
  knownZone,
  startOfDay,
  startOfHour,
  toWallText,
  wallTime,
} from '../../../src/festival/zone-time.ts'

const ZONES = ['Europe/Berlin', 'Europe/Lisbon', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC']
const HOUR = 3_600_000

describe('wall-clock times of a zone', () => {
  it('are instants by the clocks of that zone', () => {
    expect(fromWallText('2026-06-05T18:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 5, 5, 16))
    expect(fromWallText('2026-12-05T18:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 11, 5, 17))
    expect(fromWallText('2028-02-29T00:00', 'Asia/Kathmandu')).toBe(Date.UTC(2028, 1, 28, 18, 15))
  })

  it('come back as they were typed, except in the hour that clocks skip', () => {
    const minutes = fc.integer({ min: 0, max: 20 * 525_600 })
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), minutes, (zone, minute) => {
        const instant = Date.UTC(2020, 0, 1) + minute * 60_000
        const text = toWallText(instant, zone)
        const read = fromWallText(text, zone)
        expect(read === undefined ? undefined : toWallText(read, zone)).toBe(text)
        expect([0, HOUR, HOUR / 2]).toContain(instant - (read ?? 0))
      }),
    )
  })

  it('are the first one when clocks show them twice', () => {
    expect(fromWallText('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30))
  })

  it('are after the jump when clocks skip them', () => {
    expect(fromWallText('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30))
  })

  it('are first shown at the jump when clocks skip them', () => {
    const wall = (text: string): number => Date.parse(`${text}Z`)
    const jump = Date.UTC(2026, 2, 29, 1)
    for (const text of ['2026-03-29T02:00', '2026-03-29T02:30', '2026-03-29T03:00']) {
      expect(firstShowing(wall(text), 'Europe/Berlin')).toBe(jump)
    }
    expect(firstShowing(wall('2026-10-25T02:30'), 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30))
    // Samoa had no 30 December 2011.
    expect(firstShowing(wall('2011-12-30T15:00'), 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 30, 10))
  })

  it('have offsets that are those of the platform at every minute, also where clocks change off the hour', () => {
    const near = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 3, 4, 15), Date.UTC(1972, 0, 7, 0, 44, 30), 0]
    const zones = [...ZONES, 'Australia/Lord_Howe', 'Africa/Monrovia', 'Africa/Casablanca']
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...near),
        fc.integer({ min: -500, max: 500 }),
        (zone, start, minutes) => {
          const instant = start + minutes * 60_000
          const shown = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
          expect(new Date(wallTime(instant, zone)).toISOString().slice(0, 19)).toBe(
            shown.format(instant).replace(' ', 'T'),
          )
        },
      ),
      { seed: 16, numRuns: 2000 },
    )
  })

  it('are nothing when the text is no time', () => {
    for (const text of ['', '2026-06-05', '2026-13-05T18:00', '2026-02-30T10:00', '2026-06-05T25:00', 'tomorrow']) {
      expect(fromWallText(text, 'Europe/Berlin')).toBeUndefined()
    }
  })

  it('are in UTC when a zone is not known, whoever wrote it', () => {
    expect(knownZone('Middle/Earth')).toBe('UTC')
    expect(toWallText(0, 'Middle/Earth')).toBe('1970-01-01T00:00')
  })

  it('have hours and days that begin where the clocks of the zone say so', () => {
    const instant = Date.UTC(2026, 5, 5, 16, 20)
    expect(toWallText(startOfHour(instant, 'Asia/Kathmandu'), 'Asia/Kathmandu')).toBe('2026-06-05T22:00')
    expect(toWallText(startOfDay(instant, 'Pacific/Apia'), 'Pacific/Apia')).toBe('2026-06-06T00:00')
  })
})
