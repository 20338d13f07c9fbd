// What somebody typed about where a thing is, as a location (DESIGN §4.3), or which field makes no sense.
import { webUrl } from '../../src/operations/shape.ts'
import type { Location } from '../../src/operations/operation.ts'
import { filled } from '../filled.ts'

/** Every field of every kind, so that changing the kind forgets nothing. */
export interface PlaceValues {
  type: 'none' | Location['type']
  street: string
  postcode: string
  city: string
  country: string
  note: string
  /** Latitude and longitude as maps give them: `52.49, 13.42`. */
  coordinates: string
  url: string
  x: string
  y: string
  z: string
  world: string
}

export const NO_PLACE: PlaceValues = {
  type: 'none',
  street: '',
  postcode: '',
  city: '',
  country: '',
  note: '',
  coordinates: '',
  url: '',
  x: '0',
  y: '0',
  z: '0',
  world: '',
}

/** `undefined`: nothing was said about it. */
export type ReadPlace = { ok: true; location: Location | undefined } | { ok: false; wrong: keyof PlaceValues }

/** Units of 1e-7 degrees. */
const PER_DEGREE = 10_000_000
const COORDINATES = /^(-?\d{1,3}(?:[.,]\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)°?$/

export function readPlace(values: PlaceValues): ReadPlace {
  switch (values.type) {
    case 'none':
      return { ok: true, location: undefined }
    case 'address':
      return readAddress(values)
    case 'gps':
      return readCoordinates(values.coordinates)
    case 'url':
      return readUrl(values.url)
    case 'space':
      return readSpace(values)
  }
}

/** What somebody would have typed for a location. */
export function typedPlace(location: Location | undefined): PlaceValues {
  switch (location?.type) {
    case undefined:
      return NO_PLACE
    case 'address':
    case 'url':
      return { ...NO_PLACE, ...location }
    case 'gps':
      return { ...NO_PLACE, type: 'gps', coordinates: `${degrees(location.lat)}, ${degrees(location.lon)}` }
    case 'space': {
      const { x, y, z, world = '' } = location
      return { ...NO_PLACE, type: 'space', x: String(x), y: String(y), z: String(z), world }
    }
  }
}

function readAddress({ street, postcode, city, country, note }: PlaceValues): ReadPlace {
  const lines = filled({ street, postcode, city, country, note })
  if (Object.keys(lines).length === 0) return { ok: false, wrong: 'street' }
  return { ok: true, location: { type: 'address', ...lines } }
}

function readCoordinates(text: string): ReadPlace {
  const [lat = NaN, lon = NaN] = (COORDINATES.exec(text.trim()) ?? []).slice(1).map((part) => units(part))
  if (!(Math.abs(lat) <= 90 * PER_DEGREE && Math.abs(lon) <= 180 * PER_DEGREE))
    return { ok: false, wrong: 'coordinates' }
  return { ok: true, location: { type: 'gps', lat, lon } }
}

/** Never −0, which is no integer of an operation. */
function units(degrees: string): number {
  return Math.round(Number(degrees.replace(',', '.')) * PER_DEGREE) + 0
}

/** Seven digits after the point at most, and no zeros that say nothing. */
function degrees(units: number): string {
  return (units / PER_DEGREE).toFixed(7).replace(/\.?0+$/u, '')
}

function readUrl(text: string): ReadPlace {
  const trimmed = text.trim()
  const url = /^[a-z][a-z0-9+.-]*:/iu.test(trimmed) ? trimmed : `https://${trimmed}`
  if (trimmed === '' || !URL.canParse(url) || !webUrl.write(url).ok) return { ok: false, wrong: 'url' }
  return { ok: true, location: { type: 'url', url } }
}

function readSpace(values: PlaceValues): ReadPlace {
  const numbers = { x: whole(values.x), y: whole(values.y), z: whole(values.z) }
  const { x, y, z } = numbers
  if (x === undefined || y === undefined || z === undefined) {
    const wrong = (['x', 'y', 'z'] as const).find((axis) => numbers[axis] === undefined) ?? 'x'
    return { ok: false, wrong }
  }
  return { ok: true, location: { type: 'space', x, y, z, ...filled({ world: values.world }) } }
}

function whole(text: string): number | undefined {
  const number = Number(text) + 0
  return text.trim() !== '' && Number.isSafeInteger(number) ? number : undefined
}
