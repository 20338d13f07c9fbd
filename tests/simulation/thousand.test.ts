// A festival of a thousand (docs/simulation.md). By itself in a file, so that other tests run beside it: it takes a minute or two.

import { expect, it } from 'vitest'
import { isReached } from '../../src/testing/scenarios/goals.ts'
import { runScenario } from '../../src/testing/scenarios/scenarios.ts'

it(
  'of a thousand people six in ten vanish at once, and the others hear the next word',
  { timeout: 900_000 },
  async () => {
    const { goals, measures } = await runScenario('crash-60', { nodes: 1_000, seed: 'ci', brief: true })
    expect(goals.length).toBeGreaterThan(0)
    expect(goals.filter((goal) => !isReached(goal))).toEqual([])
    expect(measures.meanLinks).toBeLessThanOrEqual(10)
    expect(measures.maxLinks).toBeLessThanOrEqual(12)
  },
)
