// Festivals of a hundred whose people come and go, sleep, lie or sit behind NATs, or whose meeting points are gone
// (docs/simulation.md): all goals of these scenarios are asserted. A file of its own, so that others run beside it.

import { expect, it } from 'vitest'
import { isReached } from '../../src/testing/scenarios/goals.ts'
import { runScenario, type ScenarioName } from '../../src/testing/scenarios/scenarios.ts'

/** In full: what sync repairs in time is a goal there. */
const FULL: ReadonlySet<ScenarioName> = new Set(['churn-5min'])

it.each<ScenarioName>(['churn-5min', 'hostile', 'outage', 'sleepers', 'symmetric'])(
  'a festival of a hundred reaches its goals: %s',
  { timeout: 600_000 },
  async (name) => {
    const { goals } = await runScenario(name, { nodes: 100, seed: 'ci', brief: !FULL.has(name) })
    expect(goals.length).toBeGreaterThan(2)
    expect(goals.filter((goal) => !isReached(goal))).toEqual([])
  },
)
