// The hardest of the short scenarios with a thousand people (docs/simulation.md): a file of its own, so that it has a core of
// its own. Hours of churn with as many take minutes of a processor: `npm run simulate -- churn-30min --nodes 1000`.

import { describe, expect, it } from 'vitest'
import { isReached } from '../../src/testing/scenarios/goals.ts'
import { runScenario } from '../../src/testing/scenarios/scenarios.ts'

describe('a festival of a thousand', () => {
  it.each(['crash-60'] as const)(
    'reaches its goals: %s',
    async (name) => {
      const { goals } = await runScenario(name, { nodes: 1_000, seed: 'ci', brief: true })
      expect(goals.filter((goal) => !isReached(goal))).toEqual([])
    },
    600_000,
  )
})
