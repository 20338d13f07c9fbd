// A festival in which one in ten does not keep to the protocol (see ../world/tampering.ts), and some authors contradict
// themselves.

import { Person } from '../world/person.ts'
import { hostileShare } from '../world/shape.ts'
import { MINUTE_MS, type Stage } from './stage.ts'

const FORKERS = 3
/** Numbers of people who write and never come. */
const ABSENT = 2_000_000

export async function hostile(stage: Stage): Promise<void> {
  await stage.gatherAndChurn(30 * MINUTE_MS)
  for (let index = 0; index < FORKERS; index += 1) await contradict(stage, ABSENT + index)
  const { atOnce, afterSync, leastGiant, isolated, maxLinks } = await stage.measure(10)
  const shares = hostileShare(stage.world)
  stage.goal('there at once', atOnce, 'at least', 0.995)
  stage.goal('there after sync', afterSync, 'at least', 1)
  stage.goal('largest part without the hostile, least', leastGiant, 'at least', 0.99)
  stage.goal('without an honest link', 100 * isolated, 'at most', 0.3, '% of time')
  stage.goal('links, most', maxLinks, 'at most', 12)
  stage.goal('links to the hostile, mean share', 100 * shares.mean, 'at most', 20, '%')
  stage.goal('people linked to none but the hostile', shares.surrounded, 'at most', 0)
  stage.goal('people who know of all forks', await knowing(stage), 'at least', 1)
}

/** One author tells two people two different things. */
async function contradict(stage: Stage, number: number): Promise<void> {
  const { world } = stage
  for (const [index, visit] of stage.random.sample(stage.present, 2).entries()) {
    // The same person twice: the same key and the same first entry.
    const author = new Person(world, number)
    await author.write(world.festival, 'the same')
    await author.write(world.festival, `entry for number ${index}`)
    await author.give(visit.owner)
    await visit.node.reload(world.festival)
  }
  await world.settle()
}

/** Share of those who are there for two minutes that hold all fork proofs. */
async function knowing(stage: Stage): Promise<number> {
  const { world } = stage
  const old = stage.present.filter((visit) => world.time.elapsed - visit.startedAt >= 2 * MINUTE_MS)
  const proofs = await Promise.all(old.map((visit) => visit.owner.store.forkProofs(world.festival)))
  return proofs.filter((each) => each.length === FORKERS).length / Math.max(1, old.length)
}
