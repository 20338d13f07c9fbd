// Times as people of a place read them. Never throws: zones and locales come from strangers and from attributes.

import { knownZone } from '../src/festival/zone-time.ts'

export interface Times {
  readonly zone: string
  /** "18:00–22:00" */
  span(from: number, to: number): string
  /** The same for the visitor; undefined where it would say the same. */
  spanForVisitor(from: number, to: number): string | undefined
  /** Names a day: equal for times of one day there. */
  dayOf(ms: number): string
  /** "Fri 5 June" */
  day(ms: number): string
  /** "Fri, 5 June 2026, 21:40" */
  moment(ms: number): string
  readonly visitorZone: string
}

/** A locale that exists, in the order of preference. */
export function usableLocale(...wanted: (string | null | undefined)[]): string {
  for (const locale of wanted) {
    try {
      if (locale) return Intl.getCanonicalLocales(locale)[0] ?? 'en'
    } catch {
      // Not a locale: the next one.
    }
  }
  return 'en'
}

export function timesIn(zoneName: string, locale: string): Times {
  const zone = knownZone(zoneName)
  const visitorZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const clock = (timeZone: string): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const here = clock(zone)
  const there = clock(visitorZone)
  const dayName = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'long' })
  const moment = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const span = (format: Intl.DateTimeFormat, from: number, to: number): string =>
    `${format.format(from)}–${format.format(to)}`
  return {
    zone,
    visitorZone,
    span: (from, to) => span(here, from, to),
    spanForVisitor: (from, to) => {
      const theirs = span(there, from, to)
      return theirs === span(here, from, to) ? undefined : theirs
    },
    dayOf: (ms) => dayName.format(ms),
    day: (ms) => day.format(ms),
    moment: (ms) => moment.format(ms),
  }
}

/** "Europe/Berlin" as people say it. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}
