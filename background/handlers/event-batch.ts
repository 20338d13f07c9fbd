// Many events at once, as they stand in a file, with requests for the places that they are in: one append, all of it or nothing.
// Places of my own that are free then are granted in the same append, because a hundred questions to myself are none.

import * as v from 'valibot'
import { readAnswersBetween } from '../../src/adapters/dexie/answers-between.ts'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { occupiedBy, wouldBeEffective, type Decided } from '../../src/festival/judge-answer.ts'
import { checkRequest } from '../../src/festival/may-act.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { Step } from '../../src/log/publication.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval, Operation } from '../../src/operations/operation.ts'
import type { PanelError, PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { memberOf } from '../membership.ts'
import { comingHolds } from '../one-calendar.ts'
import { refused } from '../panel-errors.ts'
import { unready } from '../readiness.ts'
import { requestOperation } from '../request-lines.ts'
import { objectId } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

/** Events of one command; whoever has more sends several. */
export const MAX_BATCH = 50
const MAX_PLACES = 10

type BatchParams = PanelParams<'event.createMany'>
type BatchEvent = BatchParams['events'][number]

const places = v.pipe(v.array(objectId), v.maxLength(MAX_PLACES))
const isEvent = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'places' in value && v.is(places, value.places)
const batchParams: v.GenericSchema<unknown, BatchParams> = v.pipe(
  fields<BatchParams>('festival'),
  v.check(
    ({ events }) => Array.isArray(events) && events.length > 0 && events.length <= MAX_BATCH && events.every(isEvent),
  ),
)

async function createMany(
  { festival, events }: BatchParams,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'event.createMany'>> {
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  if (events.some(isInverted)) return refused('interval-inverted')
  const { persona } = member.value
  const ids = [...new Set(events.flatMap((event) => event.places))]
  const owned = (await context.db.resources.bulkGet(ids)).filter((row) => row?.owner === persona)
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const asked = await placesOf(context, festival, persona, events)
      return asked.ok ? ok(await stepsOf(context, persona, events, asked.value)) : asked
    },
    changes: { objects: owned.flatMap((row) => row?.id ?? []), by: 'person' },
  })
  return written.ok ? ok({ events: events.length }) : written
}

/** The places that are asked for, as they are now; a refusal names the one at fault. */
async function placesOf(
  { db }: HandlerContext,
  festival: FestivalId,
  me: PublicKey,
  events: readonly BatchEvent[],
): Promise<Result<ReadonlyMap<ObjectId, ResourceRow>, PanelError>> {
  const found = new Map<ObjectId, ResourceRow>()
  for (const interval of events) {
    for (const id of interval.places) {
      const row = found.get(id) ?? (await db.resources.get(id))
      const resource = row?.festival === festival ? row : undefined
      const checked = checkRequest({ me, event: { author: me }, resource, interval })
      if (!checked.ok) return err({ code: checked.error.code, data: { resource: id } })
      found.set(id, checked.value.resource)
    }
  }
  return ok(found)
}

async function stepsOf(
  context: HandlerContext,
  me: PublicKey,
  events: readonly BatchEvent[],
  asked: ReadonlyMap<ObjectId, ResourceRow>,
): Promise<Step[]> {
  const at = context.clock.now()
  const diary = new Diary(context, me)
  const steps: Step[] = []
  for (const { places: wanted, ...event } of events) {
    const created = steps.length
    const interval = { from: event.from, to: event.to }
    steps.push(() => ({ v: 1, op: 'event.create', at, ...event }))
    for (const resource of wanted) {
      const request = steps.length
      steps.push((previous) => requestOperation({ resource }, interval, named(previous[created]), at))
      if (!(await diary.takes(asked.get(resource), interval))) continue
      steps.push((previous): Operation => {
        const answered = named(previous[request])
        const grant = { request: answered, resource, ...interval, quantity: 1, by: 'manual' }
        return { v: 1, op: 'authorization.grant', at, ...grant }
      })
    }
  }
  return steps
}

/** What is taken of my places, with what this append takes. */
class Diary {
  readonly #context: HandlerContext
  readonly #me: PublicKey
  readonly #taken = new Map<ObjectId, Decided[]>()
  readonly #mayAnswer = new Map<ObjectId, boolean>()

  constructor(context: HandlerContext, me: PublicKey) {
    this.#context = context
    this.#me = me
  }

  /** Takes it for that time when it is mine and free; whatever is not so waits like anybody's request. */
  async takes(resource: ResourceRow | undefined, interval: Interval): Promise<boolean> {
    if (resource?.owner !== this.#me || !(await this.#isReady(resource))) return false
    const { db } = this.#context
    const occupied = occupiedBy(interval, resource.buffer)
    const taken = this.#taken.get(resource.id) ?? []
    const answers = [
      ...(await readAnswersBetween(db, { resource: resource.id }, occupied)),
      ...(await comingHolds(db, resource, interval)),
      ...taken,
    ]
    if (!wouldBeEffective(resource, answers, interval, 1)) return false
    const id = `${taken.length}` as EntryHash
    taken.push({ id, seqNum: Number.MAX_SAFE_INTEGER, kind: 'grant', state: 'effective', quantity: 1, occupied })
    this.#taken.set(resource.id, taken)
    return true
  }

  async #isReady(resource: ResourceRow): Promise<boolean> {
    const known = this.#mayAnswer.get(resource.id)
    const ready = known ?? (await unready(this.#context.db, [resource])) === undefined
    this.#mayAnswer.set(resource.id, ready)
    return ready
  }
}

function named(id: ObjectId | undefined): ObjectId {
  if (id === undefined) throw new TypeError('a step names one before it')
  return id
}

export const batchHandlers: Handlers<'event.createMany'> = {
  'event.createMany': { params: batchParams, run: createMany },
}
