// Wall-clock times of a zone and instants, both ways, through Intl: what date and time inputs of a festival mean
// (DESIGN §5.1). Zone names come from other people, so an unknown one is UTC and never an error.

const MINUTE = 60_000
const DAY = 86_400_000
const WALL_TEXT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/

const clocks = new Map<string, Intl.DateTimeFormat>()
const known = new Map<string, boolean>()

/** The zone if this browser knows it, else UTC. */
export function knownZone(zone: string): string {
  let answer = known.get(zone)
  if (answer === undefined) {
    try {
      answer = Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      answer = false
    }
    known.set(zone, answer)
  }
  return answer ? zone : 'UTC'
}

/** The zone that this browser is in. */
export function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** All zones to choose from, the viewer's first. */
export function allZones(): string[] {
  const mine = viewerZone()
  return [mine, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== mine), 'UTC']
}

/** Milliseconds that the zone's clocks are ahead of UTC at that instant. */
export function zoneOffset(ms: number, zone: string): number {
  const parts = new Map(
    clock(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(ms / 1000) * 1000
}

/** `2026-06-05T18:00`: an instant as the value of a `datetime-local` input in the zone. */
export function toWallText(ms: number, zone: string): string {
  return new Date(ms + zoneOffset(ms, zone)).toISOString().slice(0, 16)
}

/**
 * The instant that such a value means in the zone, or undefined when the text is none. A time that clocks skip in
 * spring is the one after the jump; a time that they show twice in autumn is the first.
 */
export function fromWallText(text: string, zone: string): number | undefined {
  const digits = WALL_TEXT.exec(text)?.slice(1).map(Number)
  if (digits === undefined) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = digits
  const wall = Date.UTC(year, month - 1, day, hour, minute)
  if (new Date(wall).toISOString().slice(0, 16) !== text.slice(0, 16)) return undefined
  const before = wall - zoneOffset(wall - DAY, zone)
  const after = wall - zoneOffset(wall + DAY, zone)
  const real = [before, after].filter((instant) => instant + zoneOffset(instant, zone) === wall)
  return real.length > 0 ? Math.min(...real) : before
}

/** The last full hour of the zone's clocks at or before the instant. */
export function startOfHour(ms: number, zone: string): number {
  const offset = zoneOffset(ms, zone)
  return Math.floor((ms + offset) / (60 * MINUTE)) * 60 * MINUTE - offset
}

/** Midnight of the instant's day in the zone. */
export function startOfDay(ms: number, zone: string): number {
  return fromWallText(`${toWallText(ms, zone).slice(0, 10)}T00:00`, zone) ?? ms
}

function clock(zone: string): Intl.DateTimeFormat {
  const name = knownZone(zone)
  let format = clocks.get(name)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(name, format)
  }
  return format
}
