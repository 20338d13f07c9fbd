// Whole festivals of a hundred on virtual time, with trackers, NATs and people who come and go (docs/simulation.md): all goals of
// these scenarios are asserted.

import { describe, expect, it } from 'vitest'
import { MEMBERSHIPS, type Membership } from '../../src/testing/baselines/memberships.ts'
import { isReached } from '../../src/testing/scenarios/goals.ts'
import { runScenario, type ScenarioName } from '../../src/testing/scenarios/scenarios.ts'

/** Those that take seconds of a processor. Others are in people-come-and-go.test.ts, and for `npm run simulate`. */
const SHORT: readonly ScenarioName[] = ['fork', 'crash-60', 'crash-80', 'crowd', 'steady', 'compare', 'partition']

const TIMEOUT_MS = 240_000

describe('a festival of a hundred', () => {
  it.each(SHORT)(
    'reaches its goals: %s',
    async (name) => {
      const { goals } = await runScenario(name, { nodes: 100, seed: 'ci', brief: true })
      expect(goals.length).toBeGreaterThan(0)
      expect(goals.filter((goal) => !isReached(goal))).toEqual([])
    },
    TIMEOUT_MS,
  )
})

describe('a scenario', () => {
  it(
    'runs the same way twice with the same seed, with real keys too, and another way with another',
    async () => {
      const run = (seed: string): ReturnType<typeof runScenario> =>
        runScenario('churn-5min', { nodes: 8, seed, brief: true })
      const [one, two, other] = [await run('same'), await run('same'), await run('other')]
      expect(two).toEqual(one)
      expect(other.traceHash).not.toBe(one.traceHash)
    },
    TIMEOUT_MS,
  )

  it.each(Object.keys(MEMBERSHIPS) as Membership[])(
    'can be played by people who are linked otherwise: %s',
    async (membership) => {
      const { measures } = await runScenario('steady', { nodes: 20, seed: 'ci', brief: true, membership })
      expect(measures).toMatchObject({ atOnce: 1, leastGiant: 1 })
      expect(measures.maxLinks > 12).toBe(membership === 'full-mesh' || membership === 'capped-mesh')
    },
    TIMEOUT_MS,
  )
})
