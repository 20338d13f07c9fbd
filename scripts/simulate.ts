// `npm run simulate`: festivals on virtual time, with the very same nodes as in browsers; see docs/simulation.md.
//   npm run simulate                                  every scenario with 100 nodes
//   npm run simulate -- steady churn-30min            only these
//   npm run simulate -- --nodes 1000 --seed other     another size, another course of events
//   npm run simulate -- steady --svg spread.svg       draws who is linked to whom and how the last entry spread
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { drawing } from './simulate/svg.ts'
import { report } from './simulate/report.ts'
import { MEMBERSHIPS, type Membership } from '../src/testing/baselines/memberships.ts'
import { pictureOf } from '../src/testing/scenarios/picture.ts'
import type { Stage } from '../src/testing/scenarios/stage.ts'
import { runScenario, scenarioNames, type ScenarioName } from '../src/testing/scenarios/scenarios.ts'

const memberships = Object.keys(MEMBERSHIPS) as Membership[]
const isName = (name: string): name is ScenarioName => scenarioNames.some((known) => known === name)

function readArguments() {
  const options = {
    nodes: { type: 'string', default: '100' },
    seed: { type: 'string', default: 'festival' },
    membership: { type: 'string', default: 'gossip' },
    svg: { type: 'string' },
    brief: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return refuse((error as Error).message)
  }
}

function refuse(reason: string): never {
  console.error(`${reason}
usage: npm run simulate -- [scenario…] [--nodes N] [--seed S] [--membership M] [--svg out.svg] [--brief] [--details]
scenarios: ${scenarioNames.join(', ')}
memberships: ${memberships.join(', ')}`)
  process.exit(2)
}

const { values, positionals } = readArguments()
const nodes = Number(values.nodes)
const unknown = positionals.find((name) => !isName(name))
const membership =
  memberships.find((known) => known === values.membership) ?? refuse(`There is no membership “${values.membership}”.`)
if (unknown !== undefined) refuse(`There is no scenario “${unknown}”.`)
if (!Number.isInteger(nodes) || nodes < 2) refuse('A festival has two people or more: --nodes takes a whole number.')
for (const name of positionals.length === 0 ? scenarioNames : positionals.filter(isName)) {
  const start = process.cpuUsage()
  const result = await runScenario(name, { nodes, seed: values.seed, membership, brief: values.brief }, draw)
  console.log(report(result, secondsSince(start), values.details))
}

/** The last scenario that was played stays. */
function draw({ nodes, world }: Stage): void {
  const picture = values.svg === undefined ? undefined : pictureOf(world)
  if (values.svg === undefined || picture === undefined) return
  const title = `${nodes} people, ${picture.links.length} links: when one entry reached whom`
  writeFileSync(values.svg, drawing(picture, title))
}

/** Of the processor: other programs do not count. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000_000
}
