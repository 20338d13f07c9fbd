// The calendar of the app without its pixels: addresses, drawn times, what is shown, and pages of paper.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarHref, parseCalendarRoute, type CalendarRoute } from '../../../options/calendar/calendar-route.ts'
import { drawnSpan, DRAWN_STEP, movedCell } from '../../../options/calendar/drawn-span.ts'
import { foldedPages } from '../../../options/calendar/folded-pages.ts'
import { parseDayText, passingScale, zoneDays, type ZoneDay } from '../../../src/festival/zone-days.ts'
import { id } from '../festival/story.ts'

const HOUR = 3_600_000
const [spring] = zoneDays(parseDayText('2027-03-28') ?? 0, 1, 'Europe/Berlin') as [ZoneDay]
const scale = passingScale(spring)

describe('addresses of the calendar', () => {
  it.each<CalendarRoute>([
    { view: 'calendar' },
    { view: 'day', day: 20_000 },
    { view: 'week' },
    { view: 'mine' },
    { view: 'zine' },
    { view: 'new', interval: { from: 5, to: 9 }, place: id('hall') },
    { view: 'copy', event: id('talk') },
  ])('say %o', (route) => {
    expect(parseCalendarRoute(calendarHref(route).split('/').slice(1))).toEqual(route)
  })

  it('that make no sense are the calendar, or a new event without a time', () => {
    expect(parseCalendarRoute(['change', 'x'])).toEqual({ view: 'calendar' })
    expect(parseCalendarRoute(['elsewhere'])).toEqual({ view: 'calendar' })
    expect(parseCalendarRoute(['day', '2027-02-30'])).toEqual({ view: 'day' })
    expect(parseCalendarRoute(['new', '9', '5', 'x'])).toEqual({ view: 'new' })
  })
})

describe('a time that is drawn', () => {
  it('is the same from either end, in whole steps, inside of the day', () => {
    const offset = fc.integer({ min: -HOUR, max: 25 * HOUR })
    fc.assert(
      fc.property(offset, offset, (one, other) => {
        const span = drawnSpan(scale, one, other)
        expect(span).toEqual(drawnSpan(scale, other, one))
        if (span === undefined) return
        expect((span.to - span.from) % DRAWN_STEP).toBe(0)
        expect(span.from).toBeGreaterThanOrEqual(spring.from)
        expect(span.to).toBeLessThanOrEqual(spring.to)
      }),
    )
    expect(drawnSpan(scale, HOUR, HOUR + 60_000)).toBeUndefined()
  })

  it('is moved by keys and never leaves the lanes', () => {
    const grid = { lanes: 2, length: scale.length, forward: 'ArrowRight' } as const
    const press = (key: string, shiftKey = false) => ({ key, shiftKey })
    const cell = { lane: 0, offset: 0, length: HOUR }
    expect(movedCell(cell, press('ArrowUp'), grid)).toEqual(cell)
    expect(movedCell(cell, press('ArrowDown'), grid)).toEqual({ ...cell, offset: HOUR / 2 })
    expect(movedCell(cell, press('ArrowDown', true), grid)).toEqual({ ...cell, length: 1.5 * HOUR })
    expect(movedCell(cell, press('ArrowLeft'), { ...grid, forward: 'ArrowLeft' })).toEqual({ ...cell, lane: 1 })
    expect(movedCell({ ...cell, lane: 1 }, press('ArrowRight'), grid)).toEqual({ ...cell, lane: 1 })
    expect(movedCell(cell, press('a'), grid)).toBeUndefined()
  })
})

it('a booklet has each event once and in order, and says what found no room', () => {
  fc.assert(
    fc.property(fc.nat(80), (count) => {
      const items = Array.from({ length: count }, (_, index) => index)
      const { pages, left } = foldedPages(items, 9)
      expect(pages.flat()).toEqual(items.slice(0, 54))
      expect(left).toBe(Math.max(0, count - 54))
      expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(9)
    }),
  )
})
