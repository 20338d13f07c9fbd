// The picture of a simulated festival as SVG: rings of time, links as threads, the way of one entry as branches.

import type { Picture } from '../../src/testing/scenarios/picture.ts'
import { layOut, type Layout, type Place } from './layout.ts'

const SIZE = 800
const RADIUS = 340
/** More links than this are too many to look at. */
const MAX_THREADS = 1_500
const RING_STEPS_MS = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
const MOST_RINGS = 6

const STYLE = `
  svg { background: #fbf8f1; font: 13px system-ui, sans-serif }
  .ring { fill: none; stroke: #1d3557; stroke-opacity: .14 }
  .thread { fill: none; stroke: #1d3557; stroke-opacity: .07; stroke-width: .8 }
  .branch { fill: none; stroke-linecap: round }
  .without { fill: none; stroke: #b23a48; stroke-width: 1.5 }
  text { fill: #4a5a75; paint-order: stroke; stroke: #fbf8f1; stroke-width: 4px }
  @media (prefers-color-scheme: dark) {
    svg { background: #14171f }
    .ring, .thread { stroke: #dfe7f5 }
    text { fill: #aab6cc; stroke: #14171f }
  }`

export function drawing(picture: Picture, title: string): string {
  const layout = layOut(picture, RADIUS)
  const half = SIZE / 2
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-half} ${-half} ${SIZE} ${SIZE}" role="img">`,
    `<title>${escaped(title)}</title><style>${STYLE}</style>`,
    ...rings(layout),
    threads(picture, layout),
    ...branches(layout),
    ...dots(layout),
    ...labels(layout),
    `<text x="${-half + 20}" y="${half - 20}">${escaped(title)}</text>`,
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

function rings(layout: Layout): string[] {
  return ringTimes(layout).map((ms) => `<circle class="ring" r="${shown((ms / layout.edgeMs) * RADIUS)}"/>`)
}

function labels(layout: Layout): string[] {
  return ringTimes(layout).map((ms) => `<text x="4" y="${shown(-(ms / layout.edgeMs) * RADIUS) - 4}">${ms} ms</text>`)
}

function ringTimes({ edgeMs }: Layout): number[] {
  const step = RING_STEPS_MS.find((ms) => edgeMs / ms <= MOST_RINGS) ?? edgeMs
  return Array.from({ length: Math.floor(edgeMs / step) }, (_, index) => (index + 1) * step)
}

function threads({ links }: Picture, { places }: Layout): string {
  if (links.length > MAX_THREADS) return ''
  const lines = links.flatMap(([a, b]) => {
    const [from, to] = [places.get(a), places.get(b)]
    return from === undefined || to === undefined ? [] : `M${point(from)}L${point(to)}`
  })
  return `<path class="thread" d="${lines.join('')}"/>`
}

/** Bent towards the middle, so that the branches of one person leave it together. */
function branches({ places }: Layout): string[] {
  return [...places.values()].flatMap((place) => {
    const parent = place.person.from === undefined ? undefined : places.get(place.person.from)
    if (parent === undefined) return []
    const bend = `${shown((parent.x * 2 + place.x) / 3)} ${shown((parent.y * 2 + place.y) / 3)}`
    const way = `M${point(parent)}Q${bend} ${point(place)}`
    return `<path class="branch" stroke="${colour(place.distance)}" stroke-width="${shown(3.2 - 2 * place.distance)}" d="${way}"/>`
  })
}

function dots({ places }: Layout): string[] {
  const radius = places.size > 300 ? 2.5 : 4.5
  return [...places.values()].map(({ person, x, y, distance }) => {
    const at = `cx="${shown(x)}" cy="${shown(y)}"`
    if (person.ms === undefined) return `<circle class="without" ${at} r="${radius}"/>`
    return `<circle ${at} r="${person.ms === 0 ? 2 * radius : radius}" fill="${colour(distance)}"/>`
  })
}

/** From warm at the author to cool at the edge. */
function colour(distance: number): string {
  return `hsl(${shown((402 - 140 * distance) % 360)} ${shown(90 - 30 * distance)}% ${shown(54 - 2 * distance)}%)`
}

function point({ x, y }: Place): string {
  return `${shown(x)} ${shown(y)}`
}

function shown(value: number): number {
  return Math.round(value * 10) / 10
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
