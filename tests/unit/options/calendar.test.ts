// The calendar of the app without its pixels: addresses, drawn times, what is shown, and pages of paper.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarHref, parseCalendarRoute, type CalendarRoute } from '../../../options/calendar/calendar-route.ts'
import { drawnSpan, DRAWN_STEP, movedCell } from '../../../options/calendar/drawn-span.ts'
import { foldedPages } from '../../../options/calendar/folded-pages.ts'
import { filtered, isFiltered, NO_FILTERS, type Filters } from '../../../options/calendar/filters.ts'
import { dayLanes, isWholeDay, weekLanes } from '../../../options/calendar/lanes.ts'
import { draggedSpan, pressedSpan, stretchedSpan } from '../../../options/calendar/moved-span.ts'
import { eventOverviews, type EventOverview } from '../../../src/festival/overview.ts'
import { placesOf } from '../../../src/festival/place-lanes.ts'
import { clockScale, parseDayText, passingScale, zoneDays, type ZoneDay } from '../../../src/festival/zone-days.ts'
import { cancel, eventCreate, grant, id, key, requestCreate, resourceCreate, Rows } from '../festival/story.ts'

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
    { view: 'print', place: id('hall') },
    { view: 'print', place: id('hall'), outside: true },
    { view: 'zine', outside: true },
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

describe('an event that is moved', () => {
  const [sunday, monday] = zoneDays(spring.number, 2, 'Europe/Berlin') as [ZoneDay, ZoneDay]
  const [here, there] = [clockScale(sunday, 'Europe/Berlin'), clockScale(monday, 'Europe/Berlin')] as const
  const noon = { from: here.instantAt(12 * HOUR), to: here.instantAt(13.5 * HOUR) }

  it('keeps its length wherever it is dragged, in whole steps, and begins on the day that it is dragged into', () => {
    const day = fc.constantFrom(here, there)
    fc.assert(
      fc.property(fc.integer({ min: -30 * HOUR, max: 30 * HOUR }), day, (by, into) => {
        const moved = draggedSpan(noon, by, here, into)
        expect(moved.to - moved.from).toBe(noon.to - noon.from)
        expect(moved.from % DRAWN_STEP).toBe(0)
        expect(moved.from).toBeGreaterThanOrEqual(into.day.from)
        expect(moved.from).toBeLessThan(into.day.to)
      }),
    )
  })

  it('is at the same hour of the clocks on another day, also over the night in which they are turned', () => {
    const night = { from: here.instantAt(HOUR), to: here.instantAt(HOUR) + HOUR }
    expect(draggedSpan(night, 0, here, there).from).toBe(there.instantAt(HOUR))
    expect(draggedSpan(noon, HOUR, here, there).from).toBe(there.instantAt(13 * HOUR))
  })

  it('is never shorter than a step', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30 * HOUR, max: 30 * HOUR }), (by) => {
        const { from, to } = stretchedSpan(noon, by)
        expect(from).toBe(noon.from)
        expect(to - from).toBeGreaterThanOrEqual(DRAWN_STEP)
      }),
    )
    expect(stretchedSpan(noon, HOUR).to).toBe(noon.to + HOUR)
  })

  it('is moved by keys: by a step, its end with Shift, to the days beside it where there are some', () => {
    const week = { days: [here, there], forward: 'ArrowRight' } as const
    const press = (name: string, shiftKey = false): ReturnType<typeof pressedSpan> =>
      pressedSpan(noon, { key: name, shiftKey }, week)
    expect(press('ArrowDown')).toEqual({ from: noon.from + DRAWN_STEP, to: noon.to + DRAWN_STEP })
    expect(press('ArrowUp', true)).toEqual({ from: noon.from, to: noon.to - DRAWN_STEP })
    expect(press('ArrowRight')?.from).toBe(there.instantAt(12 * HOUR))
    expect(press('ArrowLeft')).toBeUndefined()
    expect(press('Enter')).toBeUndefined()
    expect(pressedSpan(noon, { key: 'ArrowRight', shiftKey: false }, { ...week, days: [] })).toBeUndefined()
  })
})

/** Ben talks in the hall, which was granted, and eats nowhere; the party was called off. */
function events(): EventOverview[] {
  const rows = new Rows()
    .add('ada', 1, [['Hall', resourceCreate({ title: 'Hall', kind: 'place' })]])
    .add('ben', 2, [
      ['Talk', eventCreate({ title: 'Talk', tags: ['film'], ...hours(10, 12) })],
      ['Q', requestCreate('Talk', 'Hall', hours(10, 12).from, hours(10, 12).to)],
      ['Meal', eventCreate({ title: 'Meal', ...hours(11, 12) })],
      ['Party', eventCreate({ title: 'Party', ...hours(20, 22) })],
      ['c', cancel('Party')],
    ])
    .add('cleo', 3, [['Market', eventCreate({ title: 'Market', from: spring.from - HOUR, to: spring.to })]])
    .add('ada', 1, [['g', grant('Q', 'Hall', hours(10, 12).from, hours(10, 12).to)]], 2)
  return eventOverviews(rows.festival, spring.from)
}

function hours(from: number, to: number): { from: number; to: number } {
  return { from: spring.from + from * HOUR, to: spring.from + to * HOUR }
}

describe('what of the days is shown', () => {
  const titles = (change: Partial<Filters>, marked: string[] = []): string[] =>
    filtered(events(), { ...NO_FILTERS, ...change }, new Set(marked.map(id)))
      .map(({ event }) => event.title)
      .toSorted()

  it.each<[Partial<Filters>, string[]]>([
    [{}, ['Market', 'Meal', 'Party', 'Talk']],
    [{ place: id('Hall') }, ['Talk']],
    [{ person: key('ben') }, ['Meal', 'Party', 'Talk']],
    [{ tag: 'film' }, ['Talk']],
    [{ confirmed: true }, ['Market', 'Meal', 'Talk']],
    [{ marked: true }, ['Meal']],
    [{ marked: true, tag: 'film' }, []],
  ])('is, of %o, %j', (change, shown) => {
    expect(titles(change, ['Meal'])).toEqual(shown)
    expect(isFiltered({ ...NO_FILTERS, ...change })).toBe(Object.keys(change).length > 0)
  })
})

describe('lanes', () => {
  it('of one day are one per place with the hours in which it is closed, and one for what is nowhere', () => {
    const all = events()
    const [hall] = all.flatMap(placesOf)
    const windows: [number, number][] = [[hours(8, 20).from, hours(8, 20).to]]
    const open = { ...(hall ?? expect.fail()), availability: { windows } }
    const shown = dayLanes(spring, [open], all, () => 'Europe/Berlin')
    expect(shown.map(({ key: name, events: at }) => [name, at.map(({ event }) => event.title)])).toEqual([
      [open.id, ['Talk']],
      ['nowhere', expect.arrayContaining(['Meal', 'Party', 'Market'])],
    ])
    expect(shown[0]?.closed).toEqual([hours(0, 8), { from: hours(20, 0).from, to: spring.to }])
  })

  it('of a week have what goes on over midnight on both days; what lasts all of one stands above its hours', () => {
    const days = zoneDays(spring.number - 1, 2, 'Europe/Berlin')
    const shown = weekLanes(days, events(), 'Europe/Berlin')
    expect(shown.map(({ events: on }) => on.map(({ event }) => event.title).toSorted())).toEqual([
      ['Market'],
      ['Market', 'Meal', 'Party', 'Talk'],
    ])
    expect(
      events()
        .filter((each) => isWholeDay(each, spring))
        .map(({ event }) => event.title),
    ).toEqual(['Market'])
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
