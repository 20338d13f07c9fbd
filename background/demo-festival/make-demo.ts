// Makes a demo festival (decision 0044): who is made up writes first, then the person comes in and lends a projector, then the
// others ask for it. Every piece is written once, so that whoever was stopped on the way goes on by making it again.

import { demoCommand, readDemo, writeDemo, type Demo } from '../../src/adapters/dexie/demo-rows.ts'
import { toHex } from '../../src/bamboo/index.ts'
import { ok, type Result } from '../../src/bamboo/result.ts'
import { commitmentOf } from '../../src/festival/draw.ts'
import { instantOf, startOfDay, startOfHour, wallTime } from '../../src/festival/zone-time.ts'
import type { Step } from '../../src/log/publication.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval, Policy, ResourceCreate } from '../../src/operations/operation.ts'
import type { PanelError } from '../../messages/panel.ts'
import { answerSteps } from '../answers.ts'
import { append } from '../append.ts'
import type { Context } from '../context.ts'
import { named, publishAs, signerOf, type Saying } from './publish-as.ts'
import { nonceOf } from './raffle.ts'
import {
  AVAILABLE,
  EVENTS,
  PANDAS,
  THINGS,
  type DemoEvent,
  type DemoThing,
  type Lender,
  type Panda,
  type ThingName,
} from './story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Today, tomorrow and the day after. */
const DAYS = 3
/** How long what is soon lasts. */
const SOON = 2 * HOUR
const KEY_LENGTH = 32

type Made<Value> = Result<Value, PanelError>

/** The festival, with everything that it begins with, in which `me` takes part. One call at a time. */
export async function makeDemo(context: Context, me: PublicKey): Promise<Made<FestivalId>> {
  const maker = new DemoMaker(context, me, await begun(context))
  return maker.make()
}

async function begun({ db, random }: Context): Promise<Demo> {
  const known = await readDemo(db)
  if (known !== undefined) return known
  const demo: Demo = { keys: PANDAS.map(() => random.bytes(KEY_LENGTH)) }
  await writeDemo(db, demo)
  return demo
}

class DemoMaker {
  readonly #context: Context
  readonly #me: PublicKey
  readonly #zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  readonly #things = new Map<ThingName, ObjectId>()
  #demo: Demo

  constructor(context: Context, me: PublicKey, demo: Demo) {
    this.#context = context
    this.#me = me
    this.#demo = demo
  }

  async make(): Promise<Made<FestivalId>> {
    const { isMade, festival: made } = this.#demo
    if (isMade === true && made !== undefined) return ok(made)
    const founded = await this.#found()
    if (!founded.ok) return founded
    const festival = founded.value
    await this.#note({ festival })
    const came = await this.#comeIn(festival)
    if (!came.ok) return came
    for (const panda of PANDAS) {
      const lent = panda === PANDAS[0] ? ok([]) : await this.#lend(panda, festival)
      if (!lent.ok) return lent
    }
    for (const event of EVENTS) {
      const planned = await this.#plan(event, festival)
      if (!planned.ok) return planned
    }
    await this.#note({ isMade: true })
    return ok(festival)
  }

  async #note(news: Partial<Demo>): Promise<void> {
    this.#demo = { ...this.#demo, ...news }
    await writeDemo(this.#context.db, this.#demo)
  }

  async #found(): Promise<Made<FestivalId>> {
    const { clock, random } = this.#context
    const at = clock.now()
    const from = startOfDay(at, this.#zone)
    const about = { title: this.#words('demoFestival'), description: this.#words('demoFestivalText') }
    const dates = { timezone: this.#zone, from, to: this.#instant(DAYS, 0) }
    const nonce = toHex(random.bytes(16))
    // Closed, so that its topic can not be computed from its id.
    const words = { ...about, ...dates, place: this.#words('demoPlace'), visibility: 'closed', nonce } as const
    const create: Step = () => ({ v: 1, op: 'festival.create', at, ...words })
    const written = await this.#say(PANDAS[0], 'new', `lend/${PANDAS[0]}`, [create, ...this.#offers(PANDAS[0])])
    if (!written.ok) return written
    const [festival, ...others] = written.value
    if (festival === undefined) throw new TypeError('a festival without an entry')
    this.#remember(PANDAS[0], others)
    return ok(festival)
  }

  /** The person's own log: they come, and lend something that is asked for at once. */
  async #comeIn(festival: FestivalId): Promise<Made<unknown>> {
    const { clock, random } = this.#context
    const at = clock.now()
    const persona = this.#me
    const topicKey = random.bytes(KEY_LENGTH)
    const title = this.#words('demoFestival')
    const projector = this.#thing('projector')
    const written = await append(this.#context, {
      id: demoCommand(this.#demo, 'me'),
      persona,
      festival,
      prepare: async () => ok([() => ({ v: 1, op: 'festival.join', at, festival }), () => projector]),
      membership: () => ({ festival, topicKey, trackers: [], title, joinedAt: at, persona, demo: true }),
    })
    if (!written.ok) return written
    const lent = written.value[1]
    if (lent !== undefined) this.#things.set('projector', lent.id)
    return ok(festival)
  }

  async #lend(panda: Panda, festival: FestivalId): Promise<Made<unknown>> {
    const written = await this.#say(panda, festival, `lend/${panda}`, this.#offers(panda))
    if (written.ok) this.#remember(panda, written.value)
    return written
  }

  /** The event with its requests, and how they were answered. */
  async #plan(event: DemoEvent, festival: FestivalId): Promise<Made<unknown>> {
    const { maker, title, text, lines } = event
    const at = this.#context.clock.now()
    const when: Interval = this.#when(event)
    const about = { title: this.#words(title), description: this.#words(text) }
    const requests = lines.map(({ thing, quantity, message }): Step => {
      const resource = this.#id(thing)
      const said = {
        ...(quantity === undefined ? {} : { quantity }),
        ...(message === undefined ? {} : { message: this.#words(message) }),
      }
      return ([created]) => ({ v: 1, op: 'request.create', at, event: named(created), resource, ...when, ...said })
    })
    const create: Step = () => ({ v: 1, op: 'event.create', at, ...about, ...when })
    const written = await this.#say(maker, festival, `event/${title}`, [create, ...requests])
    if (!written.ok) return written
    const [, ...asked] = written.value
    for (const [index, { thing, answer }] of lines.entries()) {
      const request = asked[index]
      const { lender } = THINGS[thing]
      if (request === undefined || answer === undefined || lender === 'me') continue
      const answered = await this.#answer(festival, lender, request, answer)
      if (!answered.ok) return answered
    }
    return written
  }

  async #answer(
    festival: FestivalId,
    panda: Panda,
    request: ObjectId,
    answer: 'grant' | { reason: string },
  ): Promise<Made<unknown>> {
    const { publicKey } = await signerOf(this.#demo, panda)
    const given =
      answer === 'grant'
        ? ({ decision: 'grant', by: 'manual' } as const)
        : ({ decision: 'deny', by: 'manual', note: this.#words(answer.reason) } as const)
    const prepare: Saying['prepare'] = () => answerSteps(this.#context, publicKey, request, given)
    return publishAs(this.#context, { demo: this.#demo, panda, festival, part: `answer/${request}`, prepare })
  }

  #say(panda: Panda, festival: FestivalId | 'new', part: string, steps: readonly Step[]): Promise<Made<EntryHash[]>> {
    return publishAs(this.#context, { demo: this.#demo, panda, festival, part, prepare: async () => ok(steps) })
  }

  /** Who they are, and what they lend. */
  #offers(panda: Panda): Step[] {
    const at = this.#context.clock.now()
    const about = this.#words('demoMadeUp')
    return [
      () => ({ v: 1, op: 'profile.set', at, name: panda, about }),
      ...thingsOf(panda).map((name): Step => {
        const thing = this.#thing(name)
        return () => thing
      }),
    ]
  }

  #remember(panda: Panda, [, ...things]: readonly EntryHash[]): void {
    for (const [index, name] of thingsOf(panda).entries()) {
      const id = things[index]
      if (id !== undefined) this.#things.set(name, id)
    }
  }

  #thing(name: ThingName): ResourceCreate {
    const { kind, title, text, capacity, location } = THINGS[name]
    return {
      v: 1,
      op: 'resource.create',
      at: this.#context.clock.now(),
      title: this.#words(title),
      description: this.#words(text),
      kind,
      availability: AVAILABLE,
      policy: this.#policy(THINGS[name]),
      ...(capacity === undefined ? {} : { capacity }),
      ...(location === undefined ? {} : { location }),
    }
  }

  #policy({ policy, lender }: DemoThing): Policy {
    if (typeof policy === 'string') return { kind: policy }
    if ('after' in policy) return { kind: 'token', resource: this.#id(policy.after) }
    if (lender === 'me') throw new TypeError('whoever tries the demo draws nothing in it')
    const until = this.#context.clock.now() + policy.drawn
    return { kind: 'lottery', until, commitment: commitmentOf(nonceOf(this.#demo, lender)) }
  }

  #id(name: ThingName): ObjectId {
    return named(this.#things.get(name))
  }

  #when({ day, from, to }: DemoEvent): Interval {
    if (day !== 'soon') return { from: this.#instant(day, from), to: this.#instant(day, to) }
    const next = startOfHour(this.#context.clock.now(), this.#zone) + HOUR
    const today = Math.max(next, this.#instant(0, from))
    const begins = today + SOON <= this.#instant(0, to) ? today : this.#instant(1, from)
    return { from: begins, to: begins + SOON }
  }

  /** An hour of a day of the festival; today is day 0. */
  #instant(day: number, hour: number): number {
    const today = wallTime(startOfDay(this.#context.clock.now(), this.#zone), this.#zone)
    return instantOf(today + day * DAY + hour * HOUR, this.#zone)
  }

  #words(name: string): string {
    return this.#context.api.i18n.getMessage(name)
  }
}

function thingsOf(lender: Lender): ThingName[] {
  return (Object.keys(THINGS) as ThingName[]).filter((name) => THINGS[name].lender === lender)
}
