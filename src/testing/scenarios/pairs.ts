// Two people who meet and compare what they hold.

import { Person } from '../world/person.ts'
import type { Visit } from '../world/visit.ts'
import { SECOND_MS, type Stage } from './stage.ts'

const DIFFERENCES = 10
/** Numbers of people who write and never come. */
const ABSENT = 1_000_000

/** Ten logs for each of `nodes`; each of the two lacks five. Then the same again, without a difference. */
export async function compare(stage: Stage): Promise<void> {
  const { world } = stage
  const [ada, ben] = [await world.arrive(), await world.arrive()]
  const logs = 10 * stage.nodes
  for (let index = 0; index < logs; index += 1) {
    const author = new Person(world, ABSENT + index)
    await author.write(world.festival, `entry ${index}`)
    if (index % 2 === 0 || index >= DIFFERENCES) await author.give(ada.owner)
    if (index % 2 === 1 || index >= DIFFERENCES) await author.give(ben.owner)
  }
  for (const visit of [ada, ben]) await visit.node.reload(world.festival)
  const different = await meet(stage, ada, ben)
  const equal = await meet(stage, ada, ben)
  const held = await Promise.all([ada, ben].map((visit) => visit.owner.holdings(world.festival)))
  stage.goal('both hold the same', new Set(held).size, 'at most', 1)
  stage.goal(`${logs} logs, ${DIFFERENCES} differences: comparing`, different, 'at most', 6_000, 'B')
  stage.goal(`${logs} logs, no difference: comparing`, equal, 'at most', 40, 'B')
}

/** Two hold different entries of one author at the same place. */
export async function fork(stage: Stage): Promise<void> {
  const { world } = stage
  const [ada, ben] = [await world.arrive(), await world.arrive()]
  for (const [index, visit] of [ada, ben].entries()) {
    // The same person twice: the same key and the same first entry.
    const author = new Person(world, ABSENT)
    await author.write(world.festival, 'the same')
    await author.write(world.festival, `entry for number ${index}`)
    await author.give(visit.owner)
  }
  for (const visit of [ada, ben]) await visit.node.reload(world.festival)
  world.join(ada, ben)
  const proven = async (): Promise<number> => {
    const proofs = await Promise.all([ada, ben].map((visit) => visit.owner.store.forkProofs(world.festival)))
    return proofs.filter((each) => each.length === 1).length
  }
  await stage.pass(5 * SECOND_MS)
  stage.goal('who know of the fork after 5 s', await proven(), 'at least', 2)
}

/** Links them for a minute. Gives the bytes that were neither handshake nor entries. */
async function meet(stage: Stage, ada: Visit, ben: Visit): Promise<number> {
  const { world } = stage
  stage.begin()
  const wire = world.join(ada, ben)
  await stage.pass(60 * SECOND_MS)
  wire.cutNow()
  await stage.pass(SECOND_MS)
  const compared = [...world.traffic.byType].filter(([type]) => COMPARING.has(type))
  return compared.reduce((sum, [, { bytes }]) => sum + bytes, 0)
}

/** Kinds of messages that say what is held. */
const COMPARING: ReadonlySet<string> = new Set(['have', 'root', 'ranges'])
