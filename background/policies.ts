// Answers requests for my resources where a policy decides (DESIGN 5.4). What waits is computed from the database every
// time, and each answer has an id of its own, so a worker killed at any line answers each request once.

import { personasIn, readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import { readRound } from '../src/adapters/dexie/read-round.ts'
import { utf8Encode } from '../src/bamboo/bytes.ts'
import { indexFestival } from '../src/festival/festival-index.ts'
import type { FestivalRows } from '../src/festival/overview.ts'
import { decidePending, type PendingDecision } from '../src/festival/policies/decide-all.ts'
import { external } from '../src/festival/policies/external.ts'
import { firstComeFirstServed } from '../src/festival/policies/first-come-first-served.ts'
import { lottery, type Draw } from '../src/festival/policies/lottery.ts'
import { manual } from '../src/festival/policies/manual.ts'
import type { Policy, PolicyKind } from '../src/festival/policies/policy.ts'
import { token } from '../src/festival/policies/token.ts'
import { countAutomatic, type LeftReason } from '../src/festival/waits-for-person.ts'
import type { FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { Membership, StoredLog } from '../src/ports/log-store.ts'
import { answerSteps } from './answers.ts'
import { append } from './append.ts'
import type { Context } from './context.ts'
import { dueDraws, shownNonce } from './draws.ts'
import { readAnsweringSites } from './external-sites.ts'
import { readHoldings } from './holdings.ts'
import { activeLog } from './own-logs.ts'
import {
  nextDue,
  notesElsewhere,
  notesOn,
  policyAlarm,
  readNotes,
  writeNotes,
  writeWaitForUnlock,
} from './policy-notes.ts'
import { decidable } from './readiness.ts'
import { WalletLockedError } from './wallet.ts'

/** Longest time that a policy may think, ms. */
const POLICY_DEADLINE_MS = 5000

/** Decides and answers everything that waits in the festivals. A festival that fails does not stop the others. */
export async function runPolicies(context: Context, festivals: readonly FestivalId[]): Promise<void> {
  for (const festival of festivals) {
    const membership = await readMembership(context.db, festival)
    if (membership === undefined) continue
    try {
      await runFestival(context, membership)
    } catch {
      // The database is busy dying: requests stay pending and are looked at with the next change.
    }
  }
}

/** Everybody that I am there, one after the other; then the notes of all of them. */
async function runFestival(context: Context, membership: Membership): Promise<void> {
  const { db } = context
  const { festival } = membership
  const rounds: Round[] = []
  for (const me of personasIn(membership)) {
    const round = await runAs(context, festival, me)
    if (round !== undefined) rounds.push(round)
  }
  if (rounds.length === 0) return
  // The badge of this round may have been counted before.
  const notes = rounds.flatMap((round) => round.notes)
  const isNews = await writeNotes(db, festival, notes)
  const waiting = rounds.reduce((sum, { waitForUnlock }) => sum + waitForUnlock, 0)
  if ((await writeWaitForUnlock(db, festival, waiting)) || isNews) context.changed([])
}

/** What a round comes to, besides answers. */
interface Round {
  notes: readonly [ObjectId, LeftReason][]
  /** Requests that would be answered if the wallet were open. */
  waitForUnlock: number
}

const NOTHING: Round = { notes: [], waitForUnlock: 0 }

/** The round of one persona; undefined when it lends nothing there. */
async function runAs(context: Context, festival: FestivalId, me: PublicKey): Promise<Round | undefined> {
  const now = context.clock.now()
  const active = await activeLog(context, festival, me)
  const { lends, rows: all, expires } = await readRound(context.db, festival, { me, active: active?.id, now })
  if (!lends) return undefined
  const elsewhere = notesElsewhere(all, me, active?.id, now)
  // Without one, the next entry begins a log, in which nothing lives yet: whatever waits has to be answered by hand.
  const round = active === undefined ? NOTHING : await decideIn(context, active, all, expires)
  return { ...round, notes: [...round.notes, ...elsewhere] }
}

/** Decides and answers what lives in the log that would be written; while nothing can be signed, counts it. */
async function decideIn(
  context: Context,
  active: StoredLog,
  all: FestivalRows,
  expires: number | undefined,
): Promise<Round> {
  const { db, clock } = context
  const { festival, author: me } = active
  const rows = await decidable(db, all, { me, active: active.id })
  const sites = await readAnsweringSites(db, [...rows.resources.values()], me, clock.now())
  // Before anything can fail: whoever is due later is looked at later.
  const due = nextDue(rows, me, [...sites.values(), ...(expires === undefined ? [] : [expires])], clock.now())
  if (due !== undefined) await context.api.alarms.create(policyAlarm(festival, me), { when: due })
  try {
    return { notes: notesOn(await answerAll(context, active, rows, sites)), waitForUnlock: 0 }
  } catch (cause) {
    if (!(cause instanceof WalletLockedError)) throw cause
    // What nobody can sign any more does not wait for a password.
    if (!(await readPersonaKeys(db)).includes(me)) return NOTHING
    const mine = new Set(rows.requests.map(({ id }) => id))
    const notes = (await readNotes(db, festival)).filter(
      ([request, reason]) => mine.has(request) && reason !== 'other-log',
    )
    return { notes, waitForUnlock: countAutomatic(indexFestival(rows), me, new Map(notes), clock.now()) }
  }
}

async function answerAll(
  context: Context,
  active: StoredLog,
  rows: FestivalRows,
  sites: ReadonlyMap<ObjectId, number>,
): Promise<PendingDecision[]> {
  const { db, clock } = context
  const { author: me, festival } = active
  const draws = await dueDraws(context, me, rows)
  const keys = await orderKeys(context, me, rows)
  const zone = (await db.festivals.get(festival))?.timezone
  const decisions = await decidePending(rows, me, {
    policies: policiesOf(draws, new Set(sites.keys())),
    now: clock.now(),
    ...(zone === undefined ? {} : { zone }),
    holdings: await readHoldings(db, rows),
    tieBreak: (request) => keys.get(request) ?? new Uint8Array(),
    withDeadline,
  })
  for (const decision of decisions) await answer(context, active, decision, shownNonce(draws, decision.resource.id))
  return decisions
}

function policiesOf(draws: ReadonlyMap<ObjectId, Draw>, sites: ReadonlySet<ObjectId>): ReadonlyMap<PolicyKind, Policy> {
  const policies = [firstComeFirstServed, manual, token, lottery(draws), external(sites)]
  return new Map(policies.map((policy) => [policy.kind, policy]))
}

/** Once per log: when a fork or another browser displaced the answer, the request waits again where the resource lives now. */
async function answer(
  context: Context,
  { author: me, logId }: StoredLog,
  { request, resource, decision }: PendingDecision,
  draw: string | undefined,
): Promise<void> {
  if (decision.kind !== 'grant' && decision.kind !== 'deny') return
  const note = decision.kind === 'deny' ? decision.reason : undefined
  const id = `policy:${request.id}/${logId}`
  // Written, and without effect as far as we know: writing it again would change nothing, and neither would looking again.
  if ((await context.store.commandResult(id)) !== undefined) return
  const given = { decision: decision.kind, by: resource.policy.kind, note, draw } as const
  await append(context, {
    id,
    persona: me,
    festival: request.festival,
    prepare: () => answerSteps(context, me, request.id, given),
    changes: { objects: [resource.id], by: 'policy' },
  })
}

/** H(owner secret | request id) of everything that nobody answered yet and that asks for something of mine. */
async function orderKeys(
  { wallet }: Context,
  me: PublicKey,
  { requests, resources, answers }: FestivalRows,
): Promise<Map<ObjectId, Uint8Array>> {
  const answered = new Set(answers.map(({ request }) => request))
  const open = requests.filter(({ id, resource }) => !answered.has(id) && resources.get(resource)?.owner === me)
  return new Map(await Promise.all(open.map(async ({ id }) => [id, await wallet.orderOf(me, utf8Encode(id))] as const)))
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the policy takes too long')), POLICY_DEADLINE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
