// What it costs and how long it takes to tell everybody of one entry (docs/protocol-gossip.md, Broadcast), over random graphs
// of about 8 links a node. The goals are those of the gossip reference; latencies are drawn, so that nothing here waits.

import { beforeAll, describe, expect, it } from 'vitest'
import { SpreadWorld, type Spread } from './spread.ts'

/** Bytes of announcements and tree-keeping, per node and entry. */
const NEWS_GOAL = 120
const REDUNDANCY_GOAL = 0.02
/** Until the neighbours of the vanished are noticed to be gone. */
const NOTICED_MS = 30_000

function write(world: SpreadWorld, count: number): Spread[] {
  return Array.from({ length: count }, () => world.write())
}

function mean(spreads: readonly Spread[], of: (spread: Spread) => number): number {
  return spreads.reduce((sum, spread) => sum + of(spread), 0) / spreads.length
}

describe.each([
  { nodes: 100, entries: 20, lastMs: 350, hops: 9 },
  { nodes: 1_000, entries: 8, lastMs: 420, hops: 14 },
])('an entry among $nodes nodes', ({ nodes, entries, lastMs, hops }) => {
  let world: SpreadWorld
  beforeAll(() => {
    world = new SpreadWorld(`broadcast ${nodes}`, nodes, 8)
    world.run(2_000)
  })

  it('floods once, and then reaches everybody along a tree, nearly without a copy too many', () => {
    const [first] = write(world, entries)
    expect(first?.holders).toBe(nodes)
    const steady = write(world, entries)
    const measured = {
      redundancy: mean(steady, (each) => each.redundancy),
      lastMs: mean(steady, (each) => each.lastMs),
      lastHops: mean(steady, (each) => each.lastHops),
      newsBytes: mean(steady, (each) => each.newsBytes),
    }
    console.log(`${nodes} nodes:`, JSON.stringify(measured))
    expect(steady.map((each) => each.holders)).toEqual(steady.map(() => nodes))
    expect(measured.redundancy).toBeLessThanOrEqual(REDUNDANCY_GOAL)
    expect(measured.newsBytes).toBeLessThan(NEWS_GOAL)
    expect(measured.lastMs).toBeLessThanOrEqual(lastMs)
    expect(measured.lastHops).toBeLessThanOrEqual(hops)
  }, 120_000)

  it('reaches all that are still connected when three in ten vanish, before anybody notices', () => {
    world.vanish(0.3, NOTICED_MS)
    const alive = Math.round(0.7 * nodes)
    expect(world.reachable).toBe(alive)
    const next = world.write()
    console.log(`${nodes} nodes, three in ten gone:`, JSON.stringify(next))
    expect([next.holders, next.alive]).toEqual([alive, alive])
    world.run(NOTICED_MS)
    const [healing, ...later] = write(world, 5)
    expect([healing, ...later].map((each) => each?.holders)).toEqual(Array.from({ length: 5 }, () => alive))
    // Both ends of every lost branch made another one of theirs.
    expect(healing?.redundancy).toBeLessThanOrEqual(1)
    expect(mean(later, (each) => each.redundancy)).toBeLessThanOrEqual(0.15)
  }, 120_000)
})
