// The picture of a simulated festival: everybody stands once, as far out as the entry took, behind whom they got it from.

import { describe, expect, it } from 'vitest'
import { layOut } from '../../scripts/simulate/layout.ts'
import { drawing } from '../../scripts/simulate/svg.ts'
import type { Picture } from '../../src/testing/scenarios/picture.ts'

const picture: Picture = {
  people: [
    { number: 0, ms: 0 },
    { number: 1, ms: 100, from: 0 },
    { number: 2, ms: 120, from: 0 },
    { number: 3, ms: 200, from: 1 },
    { number: 4, ms: 180, from: 1 },
    // Whoever passed it on has gone.
    { number: 5, ms: 150, from: 99 },
    { number: 6 },
  ],
  links: [
    [0, 1],
    [0, 2],
    [1, 3],
    [1, 4],
    [3, 6],
  ],
}

describe('the picture of a simulated festival', () => {
  it('has the author in the middle and the others as far out as the entry took', () => {
    const { places, edgeMs } = layOut(picture, 100)
    expect(edgeMs).toBe(200)
    expect([...places.values()].map(({ person, x, y }) => [person.number, Math.round(Math.hypot(x, y))])).toEqual([
      [0, 0],
      [1, 50],
      [2, 60],
      [3, 100],
      [4, 90],
      [5, 75],
      [6, 108],
    ])
  })

  it('gives nobody the place of somebody else', () => {
    const { places } = layOut(picture, 100)
    const spots = new Set([...places.values()].map(({ x, y }) => `${x.toFixed(3)},${y.toFixed(3)}`))
    expect(spots.size).toBe(picture.people.length)
  })

  it('draws everybody, each way and each link, and marks who lacks the entry', () => {
    const svg = drawing(picture, 'five & two < eight')
    expect(svg.match(/<circle (?!class="ring")/g)).toHaveLength(7)
    expect(svg.match(/class="without"/g)).toHaveLength(1)
    expect(svg.match(/class="branch"/g)).toHaveLength(4)
    expect(svg.match(/class="thread" d="([^"]*)"/)?.[1]?.match(/M/g)).toHaveLength(5)
    expect(svg).toContain('five &amp; two &lt; eight')
    expect(svg).not.toMatch(/NaN|undefined/)
  })

  it('draws a single person', () => {
    expect(drawing({ people: [{ number: 0, ms: 0 }], links: [] }, 'alone')).not.toMatch(/NaN|Infinity/)
  })
})
