// Whole festivals on virtual time, with trackers and people who come and go (docs/simulation.md).

import { describe, expect, it } from 'vitest'
import { runScenario } from '../../src/testing/scenarios/scenarios.ts'

describe('a scenario', () => {
  it('runs the same way twice with the same seed, and another way with another', async () => {
    const one = await runScenario('steady', { nodes: 12, seed: 'same' })
    const two = await runScenario('steady', { nodes: 12, seed: 'same' })
    const other = await runScenario('steady', { nodes: 12, seed: 'other' })
    expect(two).toEqual(one)
    expect(other.traceHash).not.toBe(one.traceHash)
  }, 60_000)
})
