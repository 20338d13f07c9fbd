// Festivals that lose something: most of their people at once, the network between two halves, their trackers.

import { shapeOf } from '../world/shape.ts'
import { MINUTE_MS, SECOND_MS, type Stage } from './stage.ts'

/** What is expected when a share of all people vanishes in one instant. */
interface CrashGoals {
  share: number
  /** Of the survivors, so many get the very next entry within 10 s. */
  atOnce?: number
  /** And all of them within this time. */
  allMs: number
}

export type CrashName = 'crash-30' | 'crash-60' | 'crash-80'

const CRASHES: Readonly<Record<CrashName, CrashGoals>> = {
  'crash-30': { share: 0.3, atOnce: 0.995, allMs: 30 * SECOND_MS },
  'crash-60': { share: 0.6, atOnce: 0.96, allMs: 30 * SECOND_MS },
  'crash-80': { share: 0.8, allMs: 60 * SECOND_MS },
}

export function crash(name: CrashName): (stage: Stage) => Promise<void> {
  const { share, atOnce, allMs } = CRASHES[name]
  return async (stage) => {
    await stage.gather()
    stage.write(stage.pace.writing, 2 * MINUTE_MS)
    await stage.pass(2 * MINUTE_MS)
    for (const visit of stage.random.sample(stage.present, Math.round(share * stage.nodes))) visit.crash()
    await stage.pass(100)
    const { spread } = stage.world
    const entry = await stage.writeNow()
    const took = await stage.until(() => spread.coverage(entry) === 1, 100, 3 * MINUTE_MS)
    await stage.pass(10 * SECOND_MS)
    if (atOnce !== undefined) stage.goal('survivors with the next entry at once', entry.atOnce ?? 0, 'at least', atOnce)
    stage.goal('all survivors have it after', took / SECOND_MS, 'at most', allMs / SECOND_MS, 's')
    const whole = await stage.until(() => shapeOf(stage.world).giant === 1, SECOND_MS, 10 * MINUTE_MS)
    stage.goal('whole again, so much later', whole / SECOND_MS, 'at most', 60, 's')
    await stage.pass(2 * MINUTE_MS)
    stage.goal('links, fewest of 95 % after 2 min', shapeOf(stage.world).fewLinks, 'at least', 6)
  }
}

/** Half of the people lose the internet, trackers with it, and keep each other for ten minutes. */
export async function partition(stage: Stage): Promise<void> {
  await stage.gather()
  stage.world.split((person) => person % 2)
  await stage.pass(5 * MINUTE_MS)
  const entry = await stage.writeNow()
  await stage.pass(5 * MINUTE_MS)
  const half = entry.audience.filter((visit) => visit.person % 2 === entry.by.person % 2)
  const holding = half.filter((visit) => entry.stored.has(visit.number))
  stage.world.network.heal()
  const whole = await stage.until(() => shapeOf(stage.world).giant === 1, SECOND_MS, 20 * MINUTE_MS)
  const everywhere = await stage.until(() => stage.world.spread.coverage(entry) === 1, SECOND_MS, 10 * MINUTE_MS)
  stage.goal('its half holds what was written meanwhile', holding.length / half.length, 'at least', 0.97)
  stage.goal('one part again after', whole / SECOND_MS, 'at most', 600, 's')
  stage.goal('everybody holds it, so much later', everywhere / SECOND_MS, 'at most', 60, 's')
}

/** All trackers go down; every minute somebody in a hundred goes, and nobody can come. */
export async function outage(stage: Stage): Promise<void> {
  await stage.gather()
  for (const tracker of stage.world.trackers) tracker.switchOff()
  const minutes = Math.min(30, stage.pace.measuring)
  stage.write(stage.pace.writing, minutes * MINUTE_MS)
  for (let minute = 0; minute < minutes; minute += 1) {
    for (const visit of stage.random.sample(stage.present, Math.ceil(stage.nodes / 100))) visit.crash()
    await stage.pass(MINUTE_MS)
  }
  await stage.pass(stage.pace.resting * MINUTE_MS)
  const { atOnce, afterSync, leastGiant, maxLinks } = stage.measures()
  stage.goal('there at once', atOnce, 'at least', 0.995)
  stage.goal('there after sync', afterSync, 'at least', 1)
  stage.goal('largest part, least', leastGiant, 'at least', 0.99)
  stage.goal('links, most', maxLinks, 'at most', 12)
}
