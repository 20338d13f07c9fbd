// Does what the people of a demo festival mean to do (decision 0044), when it is due: the timer of a living worker wakes it, an
// alarm when that one died. It looks at no other festival, and writes as nobody who is real.

import { DEMO_COMMANDS, demoCommand, readDemo, type Demo } from '../../src/adapters/dexie/demo-rows.ts'
import { personasIn } from '../../src/adapters/dexie/persona-rows.ts'
import { readFestivalRows, readMembership } from '../../src/adapters/dexie/queries.ts'
import { ok } from '../../src/bamboo/result.ts'
import { decidePending, type Desk, type PendingDecision } from '../../src/festival/policies/decide-all.ts'
import { firstComeFirstServed } from '../../src/festival/policies/first-come-first-served.ts'
import { lottery } from '../../src/festival/policies/lottery.ts'
import { manual } from '../../src/festival/policies/manual.ts'
import type { Policy, PolicyKind } from '../../src/festival/policies/policy.ts'
import { token } from '../../src/festival/policies/token.ts'
import type { Step } from '../../src/log/publication.ts'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { answerSteps } from '../answers.ts'
import { OWN_APPENDS } from '../append.ts'
import type { Context } from '../context.ts'
import { readHoldings } from '../holdings.ts'
import { nextLook, plannedActs, type Act, type DemoView } from './acts.ts'
import { named, publishAs, signerOf, type Saying } from './publish-as.ts'
import { drawsOf } from './raffle.ts'
import { PANDAS, type Panda } from './story.ts'

const ALARM = 'demo'

export function isDemoAlarm(name: string): boolean {
  return name === ALARM
}

export class DemoActor {
  readonly #context: Context
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(context: Context) {
    this.#context = context
  }

  /** Does everything that is due and looks out for what comes next. Not to be called twice at once. */
  async act(): Promise<void> {
    const { db, clock } = this.#context
    const demo = await readDemo(db)
    clearTimeout(this.#timer)
    if (demo?.isMade !== true || demo.festival === undefined) return
    const { festival } = demo
    const view = await this.#look(demo, festival)
    if (view === undefined) return
    const now = clock.now()
    const open = await this.#open(demo, plannedActs(view, now))
    let hasActed = false
    for (const act of open) if (act.due <= now && (await this.#do(demo, festival, act))) hasActed = true
    await this.#wakeAt(nextLook(view, open, now))
    // Others look at it, and whoever was asked something answers in the next round.
    if (hasActed) this.#context.changed([festival])
  }

  async #look(demo: Demo, festival: FestivalId): Promise<DemoView | undefined> {
    const { db, clock } = this.#context
    const [membership, row, rows] = await Promise.all([
      readMembership(db, festival),
      db.festivals.get(festival),
      readFestivalRows(db, festival),
    ])
    if (membership?.demo !== true || row === undefined) return undefined
    const keys = await Promise.all(
      PANDAS.map(async (panda) => [(await signerOf(demo, panda)).publicKey, panda] as const),
    )
    const pandas = new Map<PublicKey, Panda>(keys)
    const now = clock.now()
    const draws = drawsOf(demo, rows, pandas, now)
    const policies = [firstComeFirstServed, manual, token, lottery(draws)]
    const desk: Desk = {
      policies: new Map<PolicyKind, Policy>(policies.map((policy) => [policy.kind, policy])),
      now,
      zone: row.timezone,
      holdings: await readHoldings(db, rows),
      tieBreak: () => new Uint8Array(),
      // Those that run here think about nothing.
      withDeadline: (work) => work,
    }
    const decisions: PendingDecision[] = []
    for (const owner of pandas.keys()) decisions.push(...(await decidePending(rows, owner, desk)))
    return { festival: row, rows, mine: personasIn(membership), pandas, draws, decisions }
  }

  async #open(demo: Demo, acts: readonly Act[]): Promise<Act[]> {
    const done = await this.#context.db.commands.where('id').startsWith(DEMO_COMMANDS).primaryKeys()
    const parts = new Set(done)
    return acts.filter(({ part }) => !parts.has(demoCommand(demo, part)))
  }

  async #do(demo: Demo, festival: FestivalId, act: Act): Promise<boolean> {
    const { panda, part } = act
    const { db, locks } = this.#context
    const prepare = act.kind === 'answer' ? await this.#answer(demo, act) : this.#plan(act)
    // Leaving takes the same lock: nothing is written into a demo that is being thrown away.
    return locks.run(OWN_APPENDS, async () => {
      if ((await readMembership(db, festival)) === undefined) return false
      return (await publishAs(this.#context, { demo, panda, festival, part, prepare })).ok
    })
  }

  /** Whoever can not lend it any more says so. */
  async #answer(demo: Demo, act: Extract<Act, { kind: 'answer' }>): Promise<Saying['prepare']> {
    const { panda, request, decision, by, draw } = act
    const { publicKey } = await signerOf(demo, panda)
    return async () => {
      const note = decision === 'deny' && by === 'manual' ? { note: this.#words('demoAccordionNo') } : {}
      const given = await answerSteps(this.#context, publicKey, request, { decision, by, draw, ...note })
      if (given.ok || given.error.code !== 'not-available') return given
      return answerSteps(this.#context, publicKey, request, { decision: 'deny', by, note: this.#words('demoTaken') })
    }
  }

  #plan(act: Exclude<Act, { kind: 'answer' }>): Saying['prepare'] {
    const at = this.#context.clock.now()
    const { when } = act
    if (act.kind === 'move') {
      const event = act.event.id
      return async () => ok([() => ({ v: 1, op: 'event.update', at, event, set: when })])
    }
    const { id: resource, capacity: quantity } = act.resource
    const create: Step = () => ({ v: 1, op: 'event.create', at, title: this.#words(act.title), ...when })
    const ask: Step = ([created]) => ({
      v: 1,
      op: 'request.create',
      at,
      event: named(created),
      resource,
      ...when,
      quantity,
    })
    return async () => ok([create, ask])
  }

  /** The timer, and the alarm for when it dies with its worker. */
  async #wakeAt(when: number | undefined): Promise<void> {
    if (when === undefined) return
    const { clock, api } = this.#context
    this.#timer = setTimeout(() => this.#context.changed([]), when - clock.now())
    await api.alarms.create(ALARM, { when })
  }

  #words(name: string): string {
    return this.#context.api.i18n.getMessage(name)
  }
}
