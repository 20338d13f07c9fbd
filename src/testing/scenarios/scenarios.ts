// All scenarios by name, and what came out of one.

import { churn, steady, type ChurnName } from './calm.ts'
import { budget, crowd, sleepers, symmetric } from './crowds.ts'
import { hostile } from './hostile.ts'
import { crash, outage, partition, type CrashName } from './losses.ts'
import { compare, fork } from './pairs.ts'
import { MEMBERSHIPS, type Membership } from '../baselines/memberships.ts'
import type { Goal } from './goals.ts'
import type { Measures } from './measures.ts'
import { Stage, type StageOptions } from './stage.ts'

export interface ScenarioResult {
  scenario: ScenarioName
  membership: Membership
  nodes: number
  seed: string
  goals: readonly Goal[]
  measures: Measures
  /** Virtual time that passed, ms. */
  virtualMs: number
  /** SHA-256 over every arriving frame with its time, sender and receiver. */
  traceHash: string
}

interface Scenario {
  play: (stage: Stage) => Promise<void>
  world?: Partial<StageOptions>
}

export type ScenarioName =
  | 'steady'
  | ChurnName
  | CrashName
  | 'partition'
  | 'outage'
  | 'crowd'
  | 'symmetric'
  | 'sleepers'
  | 'budget'
  | 'hostile'
  | 'compare'
  | 'fork'

const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  steady: { play: steady },
  'churn-8h': { play: churn('churn-8h') },
  'churn-30min': { play: churn('churn-30min') },
  'churn-5min': { play: churn('churn-5min') },
  'crash-30': { play: crash('crash-30') },
  'crash-60': { play: crash('crash-60') },
  'crash-80': { play: crash('crash-80') },
  partition: { play: partition },
  outage: { play: outage },
  crowd: { play: crowd },
  symmetric: { play: symmetric, world: { network: { symmetric: 0.4 } } },
  sleepers: { play: sleepers },
  budget: { play: budget },
  hostile: { play: hostile, world: { hostile: 0.1 } },
  compare: { play: compare, world: { finding: 'arranged' } },
  fork: { play: fork, world: { finding: 'arranged' } },
}

export const scenarioNames: readonly ScenarioName[] = Object.keys(SCENARIOS) as ScenarioName[]

export interface ScenarioOptions {
  nodes: number
  seed: string
  /** Who is linked to whom: as in browsers unless told otherwise. */
  membership?: Membership
  /** Waits and measures a quarter as long. Default false. */
  brief?: boolean
}

/** More nodes than this have cheap keys (see ../world/cheap-keys.ts). */
const MAX_REAL_NODES = 20

/** Plays a festival of `nodes` people; `look` may look at the world when it is over. */
export async function runScenario(
  scenario: ScenarioName,
  { nodes, seed, membership = 'gossip', brief = false }: ScenarioOptions,
  look?: (stage: Stage) => void,
): Promise<ScenarioResult> {
  const { play, world } = SCENARIOS[scenario]
  const realKeys = nodes <= MAX_REAL_NODES
  const stage = new Stage({ nodes, seed: `${seed}/${scenario}`, brief, realKeys, ...MEMBERSHIPS[membership], ...world })
  await play(stage)
  look?.(stage)
  return {
    scenario,
    membership,
    nodes,
    seed,
    goals: stage.goals,
    measures: stage.measures(),
    virtualMs: stage.world.time.elapsed,
    traceHash: stage.world.traceHash,
  }
}
