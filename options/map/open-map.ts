// The map of places: a file of its own, loaded when somebody opens the map. Without streets it shows how places lie to each other,
// from the positions that owners gave.
import { circle, control, DivIcon, latLngBounds, layerGroup, map as makeMap, marker, tileLayer } from 'leaflet'
import type { LayerGroup, Map as LeafletMap, Marker, TileLayer } from 'leaflet'
import { tellCrowded } from './crowded-labels.ts'
import { MAX_ZOOM, TILE_URL } from './street-tiles.ts'
import './map.css'

export interface MapPlace {
  id: string
  /** Degrees. */
  lat: number
  lon: number
  /** Steps beside the spot. */
  beside: number
  /** What is pressed: the label and the square. */
  mark: HTMLButtonElement
}

export interface MapWords {
  zoomIn: string
  zoomOut: string
  /** "5 min on foot" */
  onFoot: (minutes: number) => string
}

export interface OpenMap {
  /** Other places. */
  show: (places: readonly MapPlace[]) => void
  /** The squares stay, so that whoever stands on one by keyboard goes on standing there. */
  choose: (id: string | undefined) => void
  /** All places come into view. */
  fit: () => void
  setStreets: (on: boolean) => void
  close: () => void
}

/** Metres that people walk in a minute. */
const METRES_PER_MINUTE = 80
const CIRCLES = [5, 10] as const
const METRES_PER_DEGREE = 111_320

export function openMap(
  element: HTMLElement,
  { words, onChoose }: { words: MapWords; onChoose: (id: string) => void },
): OpenMap {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = makeMap(element, {
    attributionControl: false,
    zoomControl: false,
    fadeAnimation: !calm,
    zoomAnimation: !calm,
    markerZoomAnimation: !calm,
    maxZoom: MAX_ZOOM,
    minZoom: 2,
  }).setView([0, 0], 2)
  control.zoom({ position: 'topright', zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map)
  control.scale({ imperial: false, position: 'bottomright' }).addTo(map)
  const around = layerGroup().addTo(map)
  const markers = new Map<string, Marker>()
  let shown: readonly MapPlace[] = []
  let chosen: string | undefined
  const mark = (): void => {
    for (const { id, mark: button } of shown) markChosen(button, markers.get(id), id === chosen)
    drawCircles(around, shown.find(({ id }) => id === chosen) ?? shown[0], words)
    tellCrowded(shown, chosen)
  }
  map.on('zoomend', () => tellCrowded(shown, chosen))
  let streets: TileLayer | undefined
  const resized = new ResizeObserver(() => map.invalidateSize({ animate: false }))
  resized.observe(element)
  return {
    show: (places) => {
      for (const each of markers.values()) each.remove()
      markers.clear()
      shown = places
      for (const place of places) markers.set(place.id, putPlace(map, place, onChoose))
      mark()
    },
    choose: (id) => {
      chosen = id
      mark()
    },
    fit: () => {
      const spots = [...markers.values()].map((each) => each.getLatLng())
      if (spots.length > 0) map.fitBounds(latLngBounds(spots), { padding: [70, 90], maxZoom: 16, animate: false })
    },
    setStreets: (on) => {
      if (on === (streets !== undefined)) return
      streets?.remove()
      streets = on ? tileLayer(TILE_URL, { maxZoom: MAX_ZOOM }).addTo(map) : undefined
    },
    close: () => {
      resized.disconnect()
      map.remove()
    },
  }
}

function putPlace(map: LeafletMap, place: MapPlace, onChoose: (id: string) => void): Marker {
  place.mark.style.setProperty('--beside', String(place.beside))
  place.mark.dataset['test'] = 'map-place'
  const icon = new DivIcon({ className: 'map-place', html: place.mark, iconSize: [0, 0] })
  // The button inside takes keys; Leaflet hears its clicks, and leaves out those that end a drag.
  return marker([place.lat, place.lon], { icon, keyboard: false, riseOnHover: true })
    .on('click', () => onChoose(place.id))
    .addTo(map)
}

function markChosen(button: HTMLButtonElement, placed: Marker | undefined, isChosen: boolean): void {
  button.setAttribute('aria-pressed', isChosen ? 'true' : 'false')
  placed?.setZIndexOffset(isChosen ? 1000 : 0)
}

/** How far one gets on foot: dotted circles, each with its words below. */
function drawCircles(layer: LayerGroup, centre: MapPlace | undefined, words: MapWords): void {
  layer.clearLayers()
  if (centre === undefined) return
  for (const minutes of CIRCLES) {
    const radius = minutes * METRES_PER_MINUTE
    circle([centre.lat, centre.lon], { radius, className: 'map-circle', fill: false, interactive: false }).addTo(layer)
    const label = document.createElement('span')
    label.textContent = words.onFoot(minutes)
    const icon = new DivIcon({ className: 'map-on-foot', html: label, iconSize: [0, 0] })
    const below = centre.lat - radius / METRES_PER_DEGREE
    marker([below, centre.lon], { icon, interactive: false, keyboard: false }).addTo(layer)
  }
}
