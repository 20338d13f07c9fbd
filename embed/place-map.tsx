// <p2panda-map>: where the places lie to each other, drawn from what they say. No tiles: nobody else learns who looks.

import type { JSX } from 'preact'
import type { ResourceItem } from '../page/p2panda.d.ts'
import { Origin } from './banner.tsx'
import { Unknown } from './event-card.tsx'
import type { Scene } from './scene.ts'
import { PageLink } from './site-pages.tsx'

const WIDTH = 640
const HEIGHT = 360
const MARGIN = 60
/** Of the picture, for the bar that says how far it is. */
const LONGEST_BAR = 140
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
  const { spots, scale } = drawnMap(places)
  const length = scale === undefined ? undefined : roundLength(LONGEST_BAR / scale)
  return (
    <div class="card" part="card">
      {spots.length === 0 ? (
        <p class="soft">{say('noMap')}</p>
      ) : (
        <svg class="map" part="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say('map')}>
          <rect class="ground" width={WIDTH} height={HEIGHT} rx="4" />
          {scale !== undefined && length !== undefined && (
            <g transform={`translate(20 ${HEIGHT - 20})`}>
              <path class="scale" d={`M0-6V0H${length * scale}V-6`} />
              <text y="-12">{metres(length, scene.locale)}</text>
            </g>
          )}
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
              <PageLink scene={scene} of="resource" id={place.id}>
                {place.title}
              </PageLink>
            </strong>
            <span class="soft">
              <bdi>{place.description ?? ''}</bdi>
            </span>
          </li>
        ))}
      </ol>
      <Origin scene={scene} />
    </div>
  )
}

interface DrawnMap {
  readonly spots: readonly Spot[]
  /** Units of the picture for a metre; undefined where there is no distance to see. */
  readonly scale: number | undefined
}

/** Places with coordinates, fitted into the picture with the same scale both ways. */
export function drawnMap(places: readonly ResourceItem[]): DrawnMap {
  const located = places.flatMap((place) => {
    const at = position(place.location)
    return at === undefined ? [] : [{ place, ...at }]
  })
  const [west, east] = ends(located.map(({ x }) => x))
  const [south, north] = ends(located.map(({ y }) => y))
  const scale = Math.min((WIDTH - 2 * MARGIN) / (east - west || 1), (HEIGHT - 2 * MARGIN) / (north - south || 1))
  const spots = located.map(({ place, x, y }) => ({
    place,
    x: Math.round(WIDTH / 2 + (x - (west + east) / 2) * scale),
    y: Math.round(HEIGHT / 2 - (y - (south + north) / 2) * scale),
  }))
  return { spots, scale: east > west || north > south ? scale : undefined }
}

/** The longest of 1, 2, 5, 10, 20, 50 … metres that is not longer. */
export function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  return ([5, 2].find((each) => each * power <= most) ?? 1) * power
}

function metres(length: number, locale: string): string {
  const isFar = length >= 1000
  const unit = isFar ? 'kilometer' : 'meter'
  return new Intl.NumberFormat(locale, { style: 'unit', unit }).format(isFar ? length / 1000 : length)
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
