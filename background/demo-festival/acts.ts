// What the people of a demo festival do by themselves (decision 0044), computed from the rows every time: they answer what they
// are asked, ask for what the person offers, and move one event. Each act is named, and done once.

import { toHex } from '../../src/bamboo/index.ts'
import { isOffered } from '../../src/festival/availability.ts'
import type { FestivalRows } from '../../src/festival/overview.ts'
import type { PendingDecision } from '../../src/festival/policies/decide-all.ts'
import type { Draw } from '../../src/festival/policies/lottery.ts'
import type { EventRow, FestivalRow, ResourceRow } from '../../src/festival/views.ts'
import { instantOf, startOfDay, wallTime } from '../../src/festival/zone-time.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import type { Panda } from './story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Whoever answers by hand takes so long, ms. */
export const PATIENCE = 4000
/** So long after somebody offers their first thing two people ask for it, ms. */
export const CURIOSITY = 5000
/** So long after the beginning an event moves, ms. */
export const CHANGE_OF_MIND = 60_000

/** By hand, Ola lends to nobody: that is also to be seen. */
const DECLINES: Panda = 'Ola'
const MOVES: Panda = 'Mareike'
/** Who asks, and from which to which hour of three. */
const ASKERS = [
  { panda: 'Jonas', title: 'demoRehearsal', from: 0, to: 2 },
  { panda: 'Ola', title: 'demoGames', from: 1, to: 3 },
] as const
const ASKED_HOURS = 3
const FIRST_HOUR = 9
const LAST_HOUR = 19
const ASKED_DAYS = 7

export type Act = {
  /** Names it among all that is said in the demo. */
  part: string
  panda: Panda
  /** UTC ms. */
  due: number
} & (
  | { kind: 'answer'; request: ObjectId; decision: 'grant' | 'deny'; by: string; draw?: string }
  | { kind: 'ask'; title: string; resource: ResourceRow; when: Interval }
  | { kind: 'move'; event: EventRow; when: Interval }
)

export interface DemoView {
  festival: FestivalRow
  rows: FestivalRows
  /** Everybody that the person is there. */
  mine: readonly PublicKey[]
  pandas: ReadonlyMap<PublicKey, Panda>
  /** Their lotteries that are over. */
  draws: ReadonlyMap<ObjectId, Draw>
  /** What the policies of their things say about whatever waits. */
  decisions: readonly PendingDecision[]
}

/** Everything that they mean to do, also later; what is done already is among it. Nothing once the festival is over. */
export function plannedActs(view: DemoView, now: number): Act[] {
  const { to } = view.festival
  if (to !== undefined && now >= to) return []
  return [...view.decisions.flatMap((decision) => answerTo(view, decision)), ...questions(view, now), ...moves(view)]
}

/** When there is something to do next: an act that is due later than `now`, or a lottery that is drawn. */
export function nextLook({ decisions }: DemoView, acts: readonly Act[], now: number): number | undefined {
  const draws = decisions.flatMap(({ resource: { policy } }) => (policy.kind === 'lottery' ? [policy.until] : []))
  const later = [...acts.map(({ due }) => due), ...draws].filter((due) => due > now)
  return later.length === 0 ? undefined : Math.min(...later)
}

function answerTo({ pandas, draws }: DemoView, { request, resource, decision }: PendingDecision): Act[] {
  const panda = pandas.get(resource.owner)
  if (panda === undefined || decision.kind === 'wait') return []
  const act = { kind: 'answer', part: `answer/${request.id}`, panda, request: request.id } as const
  if (decision.kind !== 'ask') {
    const nonce = draws.get(resource.id)?.nonce
    const draw = nonce === undefined ? {} : { draw: toHex(nonce) }
    return [{ ...act, due: request.at, decision: decision.kind, by: resource.policy.kind, ...draw }]
  }
  const said = panda === DECLINES ? 'deny' : 'grant'
  return [{ ...act, due: request.at + PATIENCE, decision: said, by: 'manual' }]
}

/** Two people want the first thing that the person offered by themselves, at times that overlap. */
function questions({ rows, mine, festival }: DemoView, now: number): Act[] {
  const offered = [...rows.resources.values()]
    .filter(({ owner }) => mine.includes(owner))
    .sort((a, b) => a.at - b.at || a.seqNum - b.seqNum)
  // The first one was lent to begin with.
  const [, resource] = offered
  if (resource === undefined || resource.retired !== undefined) return []
  const whole = firstOffered(resource, festival.timezone, now)
  if (whole === undefined) return []
  return ASKERS.map(({ panda, title, from, to }) => {
    const when = { from: whole.from + from * HOUR, to: whole.from + to * HOUR }
    return { kind: 'ask', part: `ask/${title}`, panda, due: resource.at + CURIOSITY, title, resource, when }
  })
}

/** The first three hours of a coming day in which it can be asked for. */
function firstOffered({ availability }: ResourceRow, zone: string, now: number): Interval | undefined {
  const today = wallTime(startOfDay(now, zone), zone)
  for (let day = 1; day <= ASKED_DAYS; day += 1) {
    for (let hour = FIRST_HOUR; hour <= LAST_HOUR; hour += 1) {
      const from = instantOf(today + day * DAY + hour * HOUR, zone)
      const whole = { from, to: from + ASKED_HOURS * HOUR }
      if (isOffered(availability, whole, zone) === 'yes') return whole
    }
  }
  return undefined
}

function moves({ rows, pandas }: DemoView): Act[] {
  const event = [...rows.events.values()].find(({ author }) => pandas.get(author) === MOVES)
  if (event === undefined) return []
  const when = { from: event.from + HOUR, to: event.to + HOUR }
  return [{ kind: 'move', part: 'move', panda: MOVES, due: event.at + CHANGE_OF_MIND, event, when }]
}
