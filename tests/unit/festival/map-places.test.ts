// What a map shows: coordinates in degrees, and no marker below another one.

import { describe, expect, it } from 'vitest'
import { mapPlaces } from '../../../src/festival/map-places.ts'
import type { Location } from '../../../src/operations/operation.ts'

const at = (name: string, location?: Location): { name: string; location?: Location } => ({
  name,
  ...(location === undefined ? {} : { location }),
})
const gps = (lat: number, lon: number): Location => ({ type: 'gps', lat, lon })

describe('the places of a map', () => {
  it('are those with coordinates, in degrees and in their order', () => {
    const things = [
      at('Keller', gps(513_312_345, 123_456_789)),
      at('Netz', { type: 'url', url: 'https://example.org/' }),
      at('Halle', { type: 'address', street: 'Am Ufer 1' }),
      at('Mars', { type: 'space', x: 1, y: 2, z: 3 }),
      at('nowhere'),
      at('South', gps(-900_000_000, -1_800_000_000)),
    ]
    expect(mapPlaces(things).map(({ thing, ...spot }) => [thing.name, spot])).toEqual([
      ['Keller', { lat: 51.3312345, lon: 12.3456789, beside: 0 }],
      ['South', { lat: -90, lon: -180, beside: 0 }],
    ])
  })

  it('stand side by side at one spot', () => {
    const here = gps(1, 1)
    const spots = mapPlaces([at('a', here), at('b', gps(2, 2)), at('c', here), at('d', here)])
    expect(spots.map(({ thing, beside }) => [thing.name, beside])).toEqual([
      ['a', -1],
      ['b', 0],
      ['c', 0],
      ['d', 1],
    ])
    expect(mapPlaces([at('a', here), at('b', here)]).map(({ beside }) => beside)).toEqual([-0.5, 0.5])
  })
})
