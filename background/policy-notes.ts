// What a round of policies leaves behind besides answers: notes why a request was given back to the owner where nobody can
// tell that from the rows, and the time at which the next round is due though nothing arrives (DESIGN 5.4).

import { readSetting, writeSetting } from '../src/adapters/dexie/settings.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { indexFestival } from '../src/festival/festival-index.ts'
import { homeOf } from '../src/festival/home.ts'
import type { FestivalRows } from '../src/festival/overview.ts'
import { waitingRequests } from '../src/festival/pending.ts'
import type { PendingDecision } from '../src/festival/policies/decide-all.ts'
import { LEFT_REASONS, type LeftReason } from '../src/festival/waits-for-person.ts'
import type { FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'

const ALARM = 'policies:'

/** The name of the alarm that wakes background for the policies of a persona in a festival. */
export function policyAlarm(festival: FestivalId, me: PublicKey): string {
  return `${ALARM}${festival}/${me}`
}

/** The festival whose policies an alarm is for; undefined for other alarms. */
export function festivalOfAlarm(name: string): FestivalId | undefined {
  return name.startsWith(ALARM) ? (name.slice(ALARM.length).split('/')[0] as FestivalId) : undefined
}

/** Writes the notes of one festival anew; true when they are others than before. */
export async function writeNotes(
  db: Database,
  festival: FestivalId,
  given: readonly [ObjectId, LeftReason][],
): Promise<boolean> {
  const notes = Object.fromEntries(given)
  const before = new Map(Object.entries((await readSetting(db, 'leftToOwner'))?.[festival] ?? {}))
  const now = Object.entries(notes)
  if (before.size === now.length && now.every(([request, reason]) => before.get(request) === reason)) return false
  return db.transaction('rw', db.settings, async () => {
    const { [festival]: _before, ...others } = (await readSetting(db, 'leftToOwner')) ?? {}
    const isEmpty = given.length === 0
    await writeSetting(db, 'leftToOwner', isEmpty ? others : { ...others, [festival]: notes })
    return true
  })
}

/** The notes of one festival as they are. */
export async function readNotes(db: Database, festival: FestivalId): Promise<[ObjectId, LeftReason][]> {
  return Object.entries((await readSetting(db, 'leftToOwner'))?.[festival] ?? {}) as [ObjectId, LeftReason][]
}

/** Writes how many requests of one festival wait until the wallet is unlocked; true when that is news. */
export async function writeWaitForUnlock(db: Database, festival: FestivalId, count: number): Promise<boolean> {
  if (((await readSetting(db, 'waitForUnlock'))?.[festival] ?? 0) === count) return false
  return db.transaction('rw', db.settings, async () => {
    const { [festival]: _before, ...others } = (await readSetting(db, 'waitForUnlock')) ?? {}
    await writeSetting(db, 'waitForUnlock', count === 0 ? others : { ...others, [festival]: count })
    return true
  })
}

/** The notes that these decisions come to. */
export function notesOn(decisions: readonly PendingDecision[]): [ObjectId, LeftReason][] {
  return decisions.flatMap(noteOf)
}

/**
 * Notes on the requests for what lives in another log of mine than `active`, the one that would be written: policies never
 * continue a log (DESIGN 4.2), so a wallet that was restored here asks its person.
 */
export function notesElsewhere(
  rows: FestivalRows,
  me: PublicKey,
  active: number | undefined,
  now: number,
): [ObjectId, LeftReason][] {
  const index = indexFestival(rows)
  return [...rows.resources.values()]
    .filter((resource) => resource.owner === me && resource.incomplete !== true && homeOf(resource) !== active)
    .flatMap((resource) =>
      waitingRequests(index, resource, now).map(({ id }): [ObjectId, LeftReason] => [id, 'other-log']),
    )
}

function noteOf({ request, decision }: PendingDecision): [ObjectId, LeftReason][] {
  if (decision.kind !== 'ask' && decision.kind !== 'wait') return []
  const reason = LEFT_REASONS.find((each) => each === decision.reason)
  return reason === undefined ? [] : [[request.id, reason]]
}

/**
 * The next time after `now` (UTC ms) at which a decision changes by itself: a draw is due, a request for something of mine
 * expires, one of the `others` is there (a site's permission ends, …). Undefined when there is none.
 */
export function nextDue(
  { resources, requests }: FestivalRows,
  me: PublicKey,
  others: readonly number[],
  now: number,
): number | undefined {
  const mine = [...resources.values()].filter(({ owner }) => owner === me)
  const times = [
    ...mine.flatMap(({ policy }) => (policy.kind === 'lottery' ? policy.until : [])),
    ...requests.flatMap(({ resource, expires }) => (resources.get(resource)?.owner === me ? (expires ?? []) : [])),
    ...others,
  ]
  return times
    .filter((time) => time > now)
    .reduce<number | undefined>((next, time) => Math.min(next ?? time, time), undefined)
}
