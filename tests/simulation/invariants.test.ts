// Small festivals, looked at after every single event: what must never happen does not happen.

import { describe, expect, it } from 'vitest'
import { MINUTE_MS, Stage } from '../../src/testing/scenarios/stage.ts'
import { violations } from '../../src/testing/world/invariants.ts'

describe('after every event of a small festival', () => {
  it.each([
    { hostile: 0, seed: 'honest' },
    { hostile: 0.3, seed: 'hostile' },
  ])('no node goes beyond its limits, with $hostile of all people hostile', { timeout: 240_000 }, async (options) => {
    const stage = new Stage({ nodes: 14, brief: true, objectLimit: 60, ...options })
    const found = new Set<string>()
    let events = 0
    stage.world.onStep = () => {
      events += 1
      for (const violation of violations(stage.world)) found.add(violation)
    }
    await stage.gatherAndChurn(5 * MINUTE_MS)
    await stage.measure(2)
    expect([...found]).toEqual([])
    expect(events).toBeGreaterThan(10_000)
  })
})
