// Nobody honest is blamed for what happens at a festival: people come and go, machines sleep, authors contradict themselves, and
// one in ten does not keep to the protocol.

import { describe, expect, it } from 'vitest'
import { runScenario, type ScenarioName } from '../../src/testing/scenarios/scenarios.ts'
import type { Stage } from '../../src/testing/scenarios/stage.ts'

/** How many honest people shun each other, of those who are there at the end. */
function grudges({ present }: Stage): number {
  const honest = present.filter((visit) => !visit.isHostile)
  const shuns = honest.flatMap((one) => honest.filter((other) => one.node.isShunned(other.node.nodeKey)))
  return shuns.length
}

describe('an honest node', () => {
  it.each<ScenarioName>(['sleepers', 'fork', 'hostile'])(
    'is shunned by no honest node (%s)',
    async (scenario) => {
      let found: number | undefined
      await runScenario(scenario, { nodes: 20, seed: 'honest' }, (stage) => (found = grudges(stage)))
      expect(found).toBe(0)
    },
    180_000,
  )
})
