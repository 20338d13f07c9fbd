// <p2panda-map>: where the places lie to each other, drawn from what they say. No tiles: nobody else learns who looks.

import type { JSX } from 'preact'
import type { ResourceItem } from '../page/p2panda.d.ts'
import { Unknown } from './event-card.tsx'
import type { Scene } from './scene.ts'

const WIDTH = 640
const HEIGHT = 400
const MARGIN = 60
/** Degrees to metres, near enough for a picture. */
const METRES = 111_320

interface Spot {
  readonly place: ResourceItem
  readonly x: number
  readonly y: number
}

export function PlaceMap({ scene }: { scene: Scene }): JSX.Element {
  const { state, say } = scene
  const places = state.items.resource.filter(({ kind, retired }) => kind === 'place' && !retired)
  if (places.length === 0) return <Unknown scene={scene} words={say('noMap')} />
  const spots = spotsOf(places)
  return (
    <div class="card" part="card">
      {spots.length === 0 ? (
        <p class="soft">{say('noMap')}</p>
      ) : (
        <svg class="map" part="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say('map')}>
          <rect class="ground" width={WIDTH} height={HEIGHT} />
          {spots.map(({ place, x, y }, index) => (
            <g key={place.id} transform={`translate(${x} ${y})`}>
              <circle r="14" />
              <text class="number" text-anchor="middle" dy="5">
                {index + 1}
              </text>
              <text text-anchor={x > WIDTH / 2 ? 'end' : 'start'} x={x > WIDTH / 2 ? -20 : 20} dy="5">
                {place.title}
              </text>
            </g>
          ))}
        </svg>
      )}
      <ol class="legend">
        {[
          ...spots.map(({ place }) => place),
          ...places.filter((place) => !spots.some((spot) => spot.place === place)),
        ].map((place) => (
          <li key={place.id}>
            <strong>
              <bdi>{place.title}</bdi>
            </strong>
            <span class="soft">
              <bdi>{place.description ?? ''}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Places with coordinates, fitted into the picture with the same scale both ways. */
export function spotsOf(places: readonly ResourceItem[]): Spot[] {
  const located = places.flatMap((place) => {
    const at = position(place.location)
    return at === undefined ? [] : [{ place, ...at }]
  })
  const [west, east] = ends(located.map(({ x }) => x))
  const [south, north] = ends(located.map(({ y }) => y))
  const scale = Math.min((WIDTH - 2 * MARGIN) / (east - west || 1), (HEIGHT - 2 * MARGIN) / (north - south || 1))
  return located.map(({ place, x, y }) => ({
    place,
    x: Math.round(WIDTH / 2 + (x - (west + east) / 2) * scale),
    y: Math.round(HEIGHT / 2 - (y - (south + north) / 2) * scale),
  }))
}

/** Metres east and north of anywhere; coordinates are in 1e-7 degrees. */
function position(location: object | undefined): { x: number; y: number } | undefined {
  if (location === undefined || !('lat' in location) || !('lon' in location)) return undefined
  const [lat, lon] = [Number(location.lat) / 1e7, Number(location.lon) / 1e7]
  return { x: lon * METRES * Math.cos((lat * Math.PI) / 180), y: lat * METRES }
}

function ends(values: readonly number[]): [number, number] {
  return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)]
}
