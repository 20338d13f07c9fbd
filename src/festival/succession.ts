// Succession (DESIGN 4.2): which claims of an author's logs count, and where each object lives because of them. Pure; the
// input is what is held of one author in one festival, so the same entries give the same homes in whatever order they came.

import type { EntryHash } from '../operations/ids.ts'
import type { Place } from './home.ts'
import type { Homed, Stay } from './views.ts'

/** A `log.continue`: the log that it stands in continues another log of the same author up to a head. */
export interface Claim extends Place {
  /** Hash of the claim's entry. */
  readonly entry: EntryHash
  readonly logId: bigint
  readonly head: { readonly seqNum: number; readonly hash: EntryHash }
}

/** A log as far as claims look at it. */
export interface ClaimedLog {
  /** Local number. */
  readonly id: number
  readonly logId: bigint
  /** Its gap-free, unforked prefix with payloads; what came so far. */
  readonly height: number
  readonly forkedAt?: number
  /** Hash of an entry of that prefix. */
  hashAt(seqNum: number): EntryHash | undefined
}

/**
 * counts: it moves objects · pending: its head is not held yet · never: that log says something else there. Only news of a
 * fork changes a claim that is not pending.
 */
export type ClaimState = 'counts' | 'pending' | 'never'

export interface SettledClaim extends Claim {
  readonly state: ClaimState
  /** Local number of the claimed log; absent while nothing of it is held. */
  readonly target?: number
  /** The last entry of the claimed log that speaks under this claim: its head, or the entry before a fork below it. */
  readonly reach: number
}

/** What rows say about where their object lives. */
export type Residence = Pick<Homed, 'stays' | 'incomplete'>

/** Logs that one object can live in: nobody has as many installations, and it bounds what a hostile author makes others store. */
export const MAX_STAYS = 64

/** The state of each claim of an author's logs in a festival. `logs` are all of them that are held. */
export function settleClaims(claims: readonly Claim[], logs: readonly ClaimedLog[]): SettledClaim[] {
  const byId = new Map(logs.map((log) => [log.logId, log]))
  return claims.map((claim) => settled(claim, byId.get(claim.logId)))
}

function settled(claim: Claim, log: ClaimedLog | undefined): SettledClaim {
  const { head } = claim
  if (log === undefined) return { ...claim, state: 'pending', reach: head.seqNum }
  const reach = Math.min(head.seqNum, (log.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
  return { ...claim, state: stateOf(claim, log, reach), target: log.id, reach }
}

function stateOf({ log: from, head }: Claim, log: ClaimedLog, reach: number): ClaimState {
  if (log.id === from) return 'never'
  if (log.height < reach) return 'pending'
  // Below a fork nobody can ask for the hash: those who hold the other branch would come to another answer.
  return reach < head.seqNum || log.hashAt(reach) === head.hash ? 'counts' : 'never'
}

/** Claims on one log by the log that they stand in, each list in the order of that log. */
type ClaimsOn = ReadonlyMap<number, readonly SettledClaim[]>

const NO_CLAIMS: ClaimsOn = new Map()
const NOWHERE_ELSE: Residence = {}

/** Where objects live, by the place of the entry that created them. Made from all settled claims of the author. */
export function residences(claims: readonly SettledClaim[]): (created: Place) => Residence {
  const counting = byTarget(claims.filter(({ state }) => state === 'counts'))
  const pending = byTarget(claims.filter(({ state }) => state === 'pending'))
  if (counting.size === 0 && pending.size === 0) return () => NOWHERE_ELSE
  return (created) => residence(created, counting, pending)
}

function residence(
  created: Place,
  counting: ReadonlyMap<number, ClaimsOn>,
  pending: ReadonlyMap<number, ClaimsOn>,
): Residence {
  const stays: Stay[] = []
  const left = new Set([created.log])
  let here: { log: number; from: number } = { log: created.log, from: created.seqNum }
  let isIncomplete = false
  while (stays.length < MAX_STAYS - 1) {
    const claims = counting.get(here.log) ?? NO_CLAIMS
    const next = winner(claims, here.from, left)
    isIncomplete ||= isContested(pending.get(here.log) ?? NO_CLAIMS, { claims, next, entered: here.from, left })
    if (next === undefined) break
    stays.push({ ...here, to: next.reach })
    here = { log: next.log, from: next.seqNum }
    left.add(next.log)
  }
  return {
    ...(stays.length === 0 ? {} : { stays: [...stays, here] }),
    ...(isIncomplete ? { incomplete: true as const } : {}),
  }
}

/** The claim that takes an object from here, if any does. Logs that it was in before are left out. */
function winner(claims: ClaimsOn, entered: number, left: ReadonlySet<number>): SettledClaim | undefined {
  let best: SettledClaim | undefined
  for (const [log, inOrder] of claims) {
    const first = left.has(log) ? undefined : firstCovering(inOrder, entered)
    if (first !== undefined && (best === undefined || outranks(first, best))) best = first
  }
  return best
}

/** Within one log the first covering claim counts. */
function firstCovering(inOrder: readonly SettledClaim[] | undefined, entered: number): SettledClaim | undefined {
  return inOrder?.find(({ reach }) => reach >= entered)
}

interface Contest {
  claims: ClaimsOn
  next: SettledClaim | undefined
  entered: number
  left: ReadonlySet<number>
}

/** Whether a pending claim could come to take the object elsewhere. */
function isContested(pending: ClaimsOn, { claims, next, entered, left }: Contest): boolean {
  for (const [log, inOrder] of pending) {
    if (left.has(log)) continue
    const own = firstCovering(claims.get(log), entered)
    if (inOrder.some((rival) => rival.reach >= entered && couldWin(rival, own, next))) return true
  }
  return false
}

/** Between logs the highest head that was claimed, whatever is left of it, then the smallest hash. */
function outranks(a: SettledClaim, b: SettledClaim): boolean {
  return a.head.seqNum === b.head.seqNum ? a.entry < b.entry : a.head.seqNum > b.head.seqNum
}

/** Whether a pending claim would take the object elsewhere once its head is held. `own` counts already in the same log. */
function couldWin(pending: SettledClaim, own: SettledClaim | undefined, next: SettledClaim | undefined): boolean {
  if (own !== undefined && own.seqNum < pending.seqNum) return false
  return next === undefined || next.log === pending.log || outranks(pending, next)
}

/**
 * Claims by the log they name. Of one log only those that reach further than all before them can be the first to cover
 * anything, which keeps the lists of a hostile author short to walk.
 */
function byTarget(claims: readonly SettledClaim[]): Map<number, Map<number, SettledClaim[]>> {
  const targets = new Map<number, Map<number, SettledClaim[]>>()
  for (const claim of claims.toSorted((a, b) => a.log - b.log || a.seqNum - b.seqNum)) {
    if (claim.target === undefined) continue
    const logs = targets.get(claim.target) ?? new Map<number, SettledClaim[]>()
    targets.set(claim.target, logs)
    const inOrder = logs.get(claim.log) ?? []
    if (claim.reach > (inOrder.at(-1)?.reach ?? 0)) inOrder.push(claim)
    logs.set(claim.log, inOrder)
  }
  return targets
}
