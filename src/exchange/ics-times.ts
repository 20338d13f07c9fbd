// What times of an iCalendar file mean: in the zone that they name, as this platform knows it, or as the file describes it, or
// else in the festival's.

import ICAL from 'ical.js'
import { instantOf, knownZone } from '../festival/zone-time.ts'
import { wallOf } from './moments.ts'

/** Zones of one file by their names. */
export type FileZones = ReadonlyMap<string, ICAL.Timezone>

/** How the times of one property are understood. */
export interface ZoneOfTime {
  /** Milliseconds UTC of a time without a zone of its own. */
  instant: (time: ICAL.Time) => number | undefined
  /** The file names a zone that nobody knows. */
  isUnknown: boolean
}

/** `tzid` is what the property names, `fallback` the festival's zone. */
export function zoneOfTime(tzid: string | undefined, zones: FileZones, fallback: string): ZoneOfTime {
  if (tzid === undefined) return { instant: (time) => inZone(time, fallback), isUnknown: false }
  const known = platformZone(tzid)
  if (known !== undefined) return { instant: (time) => inZone(time, known), isUnknown: false }
  const described = zones.get(tzid)
  if (described === undefined) return { instant: (time) => inZone(time, fallback), isUnknown: true }
  return {
    instant: (time) => {
      const wall = wallOf(time)
      return wall === undefined ? undefined : wall - described.utcOffset(time) * 1000
    },
    isUnknown: false,
  }
}

/** The instant of a time: a day is its first moment, `Z` is UTC. */
export function instantIn(time: ICAL.Time, zone: ZoneOfTime): number | undefined {
  const at = time.zone === ICAL.Timezone.utcTimezone ? wallOf(time) : zone.instant(time)
  return at === undefined || at < 0 ? undefined : at
}

function inZone(time: ICAL.Time, zone: string): number | undefined {
  const wall = wallOf(time)
  return wall === undefined ? undefined : instantOf(wall, zone)
}

/** Some programs put a path in front of the names that everybody knows. */
function platformZone(tzid: string): string | undefined {
  const parts = tzid.split('/').filter((part) => part !== '')
  const candidates = [tzid, parts.slice(-2).join('/'), parts.slice(-3).join('/')]
  return candidates.find((name) => name !== '' && knownZone(name) === name)
}
