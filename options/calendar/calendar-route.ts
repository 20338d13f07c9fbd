// What of the calendar is open, kept in the address so that it can be bookmarked and the way back works.
import { type ObjectId, parseEntryHash } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { dayText, parseDayText } from '../../src/festival/zone-days.ts'

export const spans = ['day', 'week', 'list'] as const
/** One day or one week in lanes, or one day as a list. */
export type CalendarSpan = (typeof spans)[number]

export type CalendarRoute =
  /** Without a day, the one on which something goes on now. */
  | { view: CalendarSpan; day?: number }
  | { view: 'calendar' | 'mine' }
  /** On paper, as a list or a booklet: all of it, or what happens at one place; `outside`: also before and after the festival's days. */
  | { view: 'print' | 'zine'; place?: ObjectId; outside?: boolean }
  | { view: 'new'; interval?: Interval; place?: ObjectId }
  | { view: 'copy' | 'change'; event: ObjectId }

/** The parts of the address behind `#calendar/`. What makes no sense is the calendar. */
export function parseCalendarRoute([view = '', first = '', second = '', third = '']: readonly string[]): CalendarRoute {
  const span = spans.find((each) => each === view)
  if (span !== undefined) {
    const day = parseDayText(first)
    return day === undefined ? { view: span } : { view: span, day }
  }
  if (view === 'new') {
    const [from, to] = [readTime(first), readTime(second)]
    const place = parseEntryHash(third)
    return {
      view,
      ...(from !== undefined && to !== undefined && from < to ? { interval: { from, to } } : {}),
      ...(place === undefined ? {} : { place }),
    }
  }
  if (view === 'copy' || view === 'change') {
    const event = parseEntryHash(first)
    return event === undefined ? { view: 'calendar' } : { view, event }
  }
  if (view === 'print' || view === 'zine') {
    const place = parseEntryHash(first)
    const outside = (place === undefined ? first : second) === 'outside'
    return { view, ...(place === undefined ? {} : { place }), ...(outside ? { outside } : {}) }
  }
  return { view: view === 'mine' ? view : 'calendar' }
}

export function calendarHref(route: CalendarRoute): string {
  return ['#calendar', ...partsOf(route)].join('/')
}

export function goToCalendar(route: CalendarRoute): void {
  location.hash = calendarHref(route)
}

function partsOf(route: CalendarRoute): string[] {
  switch (route.view) {
    case 'day':
    case 'week':
    case 'list':
      return [route.view, ...(route.day === undefined ? [] : [dayText(route.day)])]
    case 'new': {
      const { interval, place } = route
      if (interval === undefined) return ['new']
      return ['new', String(interval.from), String(interval.to), ...(place === undefined ? [] : [place])]
    }
    case 'copy':
    case 'change':
      return [route.view, route.event]
    case 'calendar':
      return []
    case 'mine':
      return [route.view]
    case 'print':
    case 'zine':
      return [
        route.view,
        ...(route.place === undefined ? [] : [route.place]),
        ...(route.outside === true ? ['outside'] : []),
      ]
  }
}

/** UTC ms. */
function readTime(text: string): number | undefined {
  return /^\d{1,15}$/u.test(text) ? Number(text) : undefined
}
