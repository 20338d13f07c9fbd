// What can be drawn of a world: who is linked to whom, and on which way the last entry came to everybody.

import { neighbours } from '../world/shape.ts'
import type { World } from '../world/world.ts'

export interface PicturePerson {
  number: number
  /** When the entry was stored, ms after it was written; absent for whoever does not hold it. */
  ms?: number
  /** From whom it came first; absent for its author. */
  from?: number
}

export interface Picture {
  people: PicturePerson[]
  /** Pairs of numbers, each once. */
  links: [number, number][]
}

/** Of the people who are there now. Undefined when nobody wrote anything. */
export function pictureOf(world: World): Picture | undefined {
  const entry = world.spread.entries.at(-1)
  if (entry === undefined) return undefined
  const all = neighbours(world)
  const people = [...all.keys()].map(({ number }): PicturePerson => {
    const at = entry.stored.get(number)
    const from = entry.from.get(number)
    const person: PicturePerson = { number }
    if (at !== undefined) person.ms = at - entry.at
    if (from !== undefined) person.from = from
    return person
  })
  const links: [number, number][] = []
  for (const [visit, others] of all) {
    for (const other of others) if (visit.number < other.number) links.push([visit.number, other.number])
  }
  return { people, links }
}
