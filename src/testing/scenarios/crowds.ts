// Festivals of difficult people: a crowd that comes in one moment, networks that hardly let anybody in, machines that sleep,
// documents that have used up their connection objects.

import { OBJECT_LIMIT } from '../world/dialer.ts'
import { neighbours, shapeOf } from '../world/shape.ts'
import type { Visit } from '../world/visit.ts'
import { mean } from './measures.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Stage } from './stage.ts'

/** Half of all come within ten seconds. */
export async function crowd(stage: Stage): Promise<void> {
  const half = Math.floor(stage.nodes / 2)
  await stage.fill(half, 2 * MINUTE_MS)
  await stage.pass(stage.pace.gathering * MINUTE_MS)
  stage.begin()
  await stage.fill(stage.nodes - half + 1, 10 * SECOND_MS)
  const linked = await stage.until(() => shapeOf(stage.world).isolated === 0, SECOND_MS, 10 * MINUTE_MS)
  const woven = await stage.until(() => shapeOf(stage.world).fewLinks >= 6, SECOND_MS, 10 * MINUTE_MS)
  const entry = await stage.writeNow()
  await stage.pass(2 * MINUTE_MS)
  const { maxLinks, nodeHours, objects } = stage.measures()
  stage.goal('everybody has a link after', linked / SECOND_MS, 'at most', 30, 's')
  stage.goal('95 % have 6 links, so much later', woven / SECOND_MS, 'at most', 60, 's')
  stage.goal('links, most', maxLinks, 'at most', 12)
  stage.goal('an entry is there at once', entry.atOnce ?? 0, 'at least', 0.995)
  stage.goal('connections built per newcomer', (objects * nodeHours) / (stage.nodes - half), 'at most', 24)
}

/** Two in five have a NAT that lets none of the others in; people stay half an hour. */
export async function symmetric(stage: Stage): Promise<void> {
  await stage.gatherAndChurn(30 * MINUTE_MS)
  const { atOnce, afterSync, leastGiant, isolated, objects, maxLinks } = await stage.measure(10)
  stage.goal('without a link', 100 * isolated, 'at most', 0.3, '% of time')
  stage.goal('largest part, least', leastGiant, 'at least', 0.99)
  stage.goal('there at once', atOnce, 'at least', 0.995)
  stage.goal('there after sync', afterSync, 'at least', 1)
  stage.goal('connections built per node and hour', objects, 'at most', 133)
  stage.goal('links, most', maxLinks, 'at most', 12)
}

/** One in five sleeps for ten minutes, and all of them wake in the same minute. */
export async function sleepers(stage: Stage): Promise<void> {
  await stage.gather()
  const sleeping = stage.random.sample(stage.present, Math.floor(stage.nodes / 5))
  for (const visit of sleeping) visit.sleep()
  stage.write(4, 10 * MINUTE_MS)
  await stage.pass(10 * MINUTE_MS)
  const missed = [...stage.world.spread.entries]
  const waits: number[] = []
  for (const visit of sleeping) {
    stage.world.time.after(stage.random.below(MINUTE_MS), () => {
      visit.wake()
      watch(stage, visit, (ms) => waits.push(ms), missed)
    })
  }
  await stage.pass(2 * MINUTE_MS)
  const sorted = waits.sort((a, b) => a - b)
  stage.goal('sleepers who are in sync again', waits.length / sleeping.length, 'at least', 1)
  stage.goal('in sync after, mean', mean(sorted) / SECOND_MS, 'at most', 5, 's')
  stage.goal('in sync after, 19 of 20', (sorted[Math.floor(sorted.length * 0.95)] ?? 0) / SECOND_MS, 'at most', 15, 's')
}

/** Tells how long after now somebody holds all of these entries. */
function watch(
  stage: Stage,
  visit: Visit,
  tell: (ms: number) => void,
  entries: Stage['world']['spread']['entries'],
): void {
  const start = stage.world.time.elapsed
  const look = (): void => {
    const ms = stage.world.time.elapsed - start
    if (entries.every((entry) => entry.stored.has(visit.number))) tell(ms)
    else if (ms < MINUTE_MS) stage.world.time.after(100, look)
  }
  look()
}

/** Documents of all ages: some reach the limit of connection objects and begin anew. */
export async function budget(stage: Stage): Promise<void> {
  await stage.gather()
  for (const visit of stage.present) visit.dialer.constructed = stage.random.below(OBJECT_LIMIT)
  stage.churn(8 * HOUR_MS)
  const { atOnce, afterSync, leastGiant, recycles } = await stage.measure(23)
  const most = Math.max(...stage.present.map((visit) => visit.dialer.constructed))
  stage.goal('documents that began anew', recycles, 'at least', 1)
  stage.goal('connection objects in one document, most', most, 'at most', OBJECT_LIMIT)
  stage.goal('there at once', atOnce, 'at least', 0.995)
  stage.goal('there after sync', afterSync, 'at least', 1)
  stage.goal('largest part, least', leastGiant, 'at least', 0.99)
  stage.goal(
    'people without a link in the end',
    [...neighbours(stage.world).values()].filter(isEmpty).length,
    'at most',
    0,
  )
}

function isEmpty(set: ReadonlySet<unknown>): boolean {
  return set.size === 0
}
