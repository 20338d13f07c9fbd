// The shape of a world's overlay at one moment: who is linked to whom, in how many parts it falls.

import type { Visit } from './visit.ts'
import type { Wire } from './wire.ts'
import type { World } from './world.ts'

export interface Shape {
  /** Honest people who are online and awake. */
  people: number
  /** Other people that somebody is linked to: mean, the largest, and what 5 % have at most. */
  meanLinks: number
  maxLinks: number
  fewLinks: number
  /** Share of people in the largest part, of those who came at least 10 s ago. */
  giant: number
  /** Share of people who are linked to nobody. */
  isolated: number
}

/** Who came less than this ago may still be on the way in. */
const ARRIVING_MS = 10_000

/** Neighbours of everybody honest and awake. */
export function neighbours(world: World): Map<Visit, Set<Visit>> {
  const all = new Map<Visit, Set<Visit>>()
  for (const visit of world.visits) if (visit.isAwake && !visit.isHostile) all.set(visit, new Set())
  for (const wire of world.wires) {
    const [a, b] = holdersOf(wire)
    if (a === undefined || b === undefined || a === b) continue
    const [ofA, ofB] = [all.get(a), all.get(b)]
    if (ofA === undefined || ofB === undefined) continue
    ofA.add(b)
    ofB.add(a)
  }
  return all
}

export function shapeOf(world: World): Shape {
  const all = neighbours(world)
  const degrees = [...all.values()].map((set) => set.size).sort((a, b) => a - b)
  const people = degrees.length
  const sum = degrees.reduce((total, degree) => total + degree, 0)
  return {
    people,
    meanLinks: people === 0 ? 0 : sum / people,
    maxLinks: degrees.at(-1) ?? 0,
    fewLinks: degrees[Math.floor(people * 0.05)] ?? 0,
    giant: shareOfLargest(world, largestPart(all), all),
    isolated: people === 0 ? 0 : degrees.filter((degree) => degree === 0).length / people,
  }
}

/** How far the hostile got: their share of everybody's links, and who has no other ones. */
export function hostileShare(world: World): { mean: number; surrounded: number } {
  const honest = neighbours(world)
  const hostile = new Map<Visit, number>()
  for (const wire of world.wires) {
    const [a, b] = holdersOf(wire)
    if (a === undefined || b === undefined || a.isHostile === b.isHostile) continue
    const victim = a.isHostile ? b : a
    hostile.set(victim, (hostile.get(victim) ?? 0) + 1)
  }
  let links = 0
  let surrounded = 0
  for (const [visit, others] of honest) {
    links += others.size
    if (others.size === 0 && (hostile.get(visit) ?? 0) > 0) surrounded += 1
  }
  const bad = [...hostile.values()].reduce((sum, count) => sum + count, 0)
  return { mean: bad / Math.max(1, bad + links), surrounded }
}

function holdersOf(wire: Wire): (Visit | undefined)[] {
  return wire.ends.map((end) => ('owner' in end.holder ? (end.holder as Visit) : undefined))
}

function shareOfLargest(world: World, part: ReadonlySet<Visit>, all: ReadonlyMap<Visit, unknown>): number {
  const settled = [...all.keys()].filter((visit) => world.time.elapsed - visit.startedAt >= ARRIVING_MS)
  return settled.length === 0 ? 1 : settled.filter((visit) => part.has(visit)).length / settled.length
}

function largestPart(all: ReadonlyMap<Visit, ReadonlySet<Visit>>): ReadonlySet<Visit> {
  const seen = new Set<Visit>()
  let largest: ReadonlySet<Visit> = new Set()
  for (const start of all.keys()) {
    if (seen.has(start)) continue
    const found = [start]
    seen.add(start)
    for (let next = 0; next < found.length; next += 1) {
      const visit = found[next]
      for (const other of visit === undefined ? [] : (all.get(visit) ?? [])) {
        if (!seen.has(other)) found.push(other)
        seen.add(other)
      }
    }
    if (found.length > largest.size) largest = new Set(found)
  }
  return largest
}
