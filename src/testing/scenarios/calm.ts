// Festivals where nothing bad happens: people stay, or come and go.

import type { Message } from '../../gossip/messages.ts'
import { AT_ONCE_MS } from '../world/spread.ts'
import { HOUR_MS, MINUTE_MS, type Stage } from './stage.ts'

/** What is said about entries besides the entries themselves. */
const ANNOUNCING: readonly Message['type'][] = ['have', 'news', 'graft', 'prune']

export async function steady(stage: Stage): Promise<void> {
  await stage.gather()
  // The first entries make the tree that the others take.
  stage.write(20, MINUTE_MS)
  await stage.pass(MINUTE_MS + AT_ONCE_MS)
  stage.begin()
  const found = await stage.measure(10)
  const { meanLinks, maxLinks, redundancy, atOnce, afterSync, lastMs, lastHops, bytesPerEntry } = found
  const isLarge = stage.nodes > 1_000
  stage.goal('links, mean', meanLinks, 'at most', 10)
  stage.goal('links, most', maxLinks, 'at most', 12)
  stage.goal('redundant entries for each useful one', redundancy, 'at most', 0.02)
  stage.goal('there at once', atOnce, 'at least', 1)
  stage.goal('there after sync', afterSync, 'at least', 1)
  stage.goal('last delivery', lastMs, 'at most', isLarge ? 550 : 420, 'ms')
  stage.goal('last delivery, hops', lastHops, 'at most', isLarge ? 18 : 14)
  const told = ANNOUNCING.reduce((sum, type) => sum + (bytesPerEntry.get(type) ?? 0), 0)
  stage.goal('announcements per node and entry', told, 'at most', 120, 'B')
}

/** What is expected when people stay for some time. */
interface ChurnGoals {
  sessionMs: number
  redundancy: number
  atOnce: number
  /** Share of people in the largest part. */
  giant: number
  /** % of time without a link. */
  isolated: number
  /** Connections built per node and hour; last delivery, ms. Where sessions are long enough to say. */
  objects: number
  lastMs: number
  isLong: boolean
}

export type ChurnName = 'churn-8h' | 'churn-30min' | 'churn-5min'

const LONG = { redundancy: 0.25, atOnce: 0.995, giant: 0.998, isolated: 0.1, lastMs: 1_000, isLong: true } as const
const CHURN: Readonly<Record<ChurnName, ChurnGoals>> = {
  'churn-8h': { ...LONG, sessionMs: 8 * HOUR_MS, objects: 75 },
  'churn-30min': { ...LONG, sessionMs: 30 * MINUTE_MS, objects: 110 },
  'churn-5min': {
    sessionMs: 5 * MINUTE_MS,
    redundancy: 0.8,
    atOnce: 0.975,
    giant: 0.985,
    isolated: 0.5,
    objects: 349,
    lastMs: 2_000,
    isLong: false,
  },
}

export function churn(name: ChurnName): (stage: Stage) => Promise<void> {
  const goals = CHURN[name]
  return async (stage) => {
    await stage.gatherAndChurn(goals.sessionMs)
    const found = await stage.measure(23)
    stage.goal('links, mean', found.meanLinks, 'at most', 10)
    stage.goal('links, most', found.maxLinks, 'at most', 12)
    stage.goal('connections built per node and hour', found.objects, 'at most', goals.objects)
    stage.goal('redundant entries for each useful one', found.redundancy, 'at most', goals.redundancy)
    stage.goal('there at once', found.atOnce, 'at least', goals.atOnce)
    stage.goal('there after sync', found.afterSync, 'at least', 1)
    stage.goal('last delivery', found.lastMs, 'at most', goals.lastMs, 'ms')
    stage.goal('largest part, mean', found.meanGiant, 'at least', goals.giant)
    stage.goal('without a link', 100 * found.isolated, 'at most', goals.isolated, '% of time')
    if (!goals.isLong) return
    stage.goal('tracker offers per node and hour', found.offers, 'at most', 20)
    stage.goal('tracker announces per node and hour', found.announces, 'at most', 30)
  }
}
