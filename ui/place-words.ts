// Where a thing is, as text. Everything in it was written by somebody else.
import type { Location } from '../src/operations/operation.ts'

const PER_DEGREE = 10_000_000

/** One line: the address, coordinates as maps understand them, the host of a page, a spot. Hidden characters still in it. */
export function placeWords(location: Location): string {
  switch (location.type) {
    case 'address': {
      const { street, postcode, city, country, note } = location
      const town = [postcode, city].filter(Boolean).join(' ')
      return [street, town, country].filter(Boolean).join(', ') || (note ?? '')
    }
    case 'gps':
      return coordinates(location)
    case 'url':
      return URL.canParse(location.url) ? new URL(location.url).host : location.url
    case 'space':
      return [`${location.x}, ${location.y}, ${location.z}`, location.world].filter(Boolean).join(' · ')
  }
}

/** `52.4901, 13.4251`, with as many digits as there are. */
export function coordinates({ lat, lon }: Extract<Location, { type: 'gps' }>): string {
  return `${degrees(lat)}, ${degrees(lon)}`
}

/** Never with an exponent, which maps do not read. */
function degrees(units: number): string {
  return (units / PER_DEGREE).toFixed(7).replace(/\.?0+$/u, '')
}

/** The address of a link, or undefined for what must not be one: only the web, and nothing that hides who it asks. */
export function linkAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, username, password, href } = new URL(url)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && username === '' && password === '' ? href : undefined
}
