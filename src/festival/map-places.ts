// What a map shows of the things of a festival: those whose owners gave coordinates. Several at one spot stand side by side.

import type { Location } from '../operations/operation.ts'

/** Units of coordinates in operations: 1e-7 degrees. */
const PER_DEGREE = 10_000_000

export interface Spot<Thing> {
  readonly thing: Thing
  /** Degrees. */
  readonly lat: number
  readonly lon: number
  /** How many steps beside the spot it is drawn, from the left: 0 for one that is alone, −0.5 and 0.5 for two. */
  readonly beside: number
}

/** In the order of the things. */
export function mapPlaces<Thing extends { readonly location?: Location }>(things: readonly Thing[]): Spot<Thing>[] {
  const here = things.flatMap((thing) => (thing.location?.type === 'gps' ? [{ thing, ...thing.location }] : []))
  const key = ({ lat, lon }: { lat: number; lon: number }): string => `${lat} ${lon}`
  const groups = new Map<string, typeof here>()
  for (const place of here) groups.set(key(place), [...(groups.get(key(place)) ?? []), place])
  return here.map((place) => {
    const group = groups.get(key(place)) ?? [place]
    const beside = group.indexOf(place) - (group.length - 1) / 2
    return { thing: place.thing, lat: place.lat / PER_DEGREE, lon: place.lon / PER_DEGREE, beside }
  })
}
