// Where everybody stands in the picture: the author of the entry in the middle, the others as far out as the entry took to
// reach them, and behind whom they got it from.

import type { Picture, PicturePerson } from '../../src/testing/scenarios/picture.ts'

export interface Place {
  person: PicturePerson
  x: number
  y: number
  /** Distance from the middle, 0 to 1. */
  distance: number
}

export interface Layout {
  places: ReadonlyMap<number, Place>
  /** Which time the edge stands for, ms. */
  edgeMs: number
}

/** Who does not hold the entry stands here, beyond the edge. */
const BEYOND = 1.08

/** `radius` of the edge; the middle is 0, 0. */
export function layOut({ people }: Picture, radius: number): Layout {
  const edgeMs = Math.max(1, ...people.map(({ ms }) => ms ?? 0))
  const angles = anglesOf(people)
  const places = new Map<number, Place>()
  for (const person of people) {
    const distance = person.ms === undefined ? BEYOND : person.ms / edgeMs
    const angle = angles.get(person.number) ?? 0
    const [x, y] = [distance * radius * Math.cos(angle), distance * radius * Math.sin(angle)]
    places.set(person.number, { person, x, y, distance })
  }
  return { places, edgeMs }
}

/** Leaves share the circle evenly, in the order of their branches; who passed the entry on stands amid whom it was passed to. */
function anglesOf(people: readonly PicturePerson[]): Map<number, number> {
  const children = new Map<number | undefined, PicturePerson[]>()
  const present = new Set(people.map(({ number }) => number))
  for (const person of people) {
    const parent = person.from !== undefined && present.has(person.from) ? person.from : undefined
    children.set(parent, [...(children.get(parent) ?? []), person])
  }
  const order: PicturePerson[] = []
  const visit = (person: PicturePerson): void => {
    for (const child of byTime(children.get(person.number) ?? [])) visit(child)
    order.push(person)
  }
  for (const root of byTime(children.get(undefined) ?? [])) visit(root)
  const leaves = order.filter(({ number }) => !children.has(number))
  const angles = new Map(leaves.map(({ number }, index) => [number, (2 * Math.PI * index) / leaves.length]))
  for (const { number } of order) {
    const own = children.get(number)
    if (own !== undefined) angles.set(number, mean(own.map((child) => angles.get(child.number) ?? 0)))
  }
  return angles
}

function byTime(people: readonly PicturePerson[]): PicturePerson[] {
  return people.toSorted((a, b) => (a.ms ?? 0) - (b.ms ?? 0))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
