// A festival of a thousand whose people come and go, and one that falls into two parts (docs/simulation.md). By itself in a file, so
// that other tests run beside it: it takes some minutes.

import { expect, it } from 'vitest'
import { isReached } from '../../src/testing/scenarios/goals.ts'
import { runScenario, type ScenarioName } from '../../src/testing/scenarios/scenarios.ts'

it.each<ScenarioName>(['partition', 'churn-30min'])(
  'a thousand people reach all goals: %s',
  { timeout: 900_000 },
  async (name) => {
    const { goals } = await runScenario(name, { nodes: 1_000, seed: 'festival', brief: true })
    expect(goals.length).toBeGreaterThan(2)
    expect(goals.filter((goal) => !isReached(goal))).toEqual([])
  },
)
