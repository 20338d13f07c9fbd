// Why an entry has no effect (DESIGN 4.1, 4.2, 5.2, 5.3), for people who read whole logs. Nothing here decides anything: the
// folds have decided, and this reads off their rows which of their rules an entry fell under.

import { decodeOperation, stopsResourceFolds, type OperationError } from '../operations/codec.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../operations/ids.ts'
import type { Operation } from '../operations/operation.ts'
import { speaksFor, type Place } from './home.ts'
import { isResourceOperation } from './resource-step.ts'
import type { ClaimState } from './succession.ts'
import type { AnswerRow, EventRow, FestivalRow, Homed, ProfileRow, RequestRow, ResourceRow, VoidCode } from './views.ts'

/**
 * Why an entry without effect has none.
 * `not-an-operation`: bytes that mean nothing · `impossible`: a field that no operation can have, like an end before the start
 * or an absurd number; `field` is a path · `unknown-operation` and `newer-version`: newer software wrote it · `stands-still`:
 * newer software spoke about resources in this log before · `retracted`: by its author · `not-first`: opens a log, and is not
 * its first entry · `unknown-object`: it names what is not here, or not yet · `not-theirs`: what it names is somebody else's ·
 * `lives-elsewhere`: another log speaks for it at this place · `void`: see `AnswerRow.void` · `nothing-to-end`: the answer was
 * void or had ended · `again`: it was cancelled, withdrawn or retired before · `replaced`: another description of oneself counts ·
 * `claim-waits` and `claim-wrong`: a `log.continue` whose head is not held yet, or never was there.
 */
export type NoEffect =
  | { readonly code: 'not-an-operation' }
  | { readonly code: 'impossible'; readonly field: string }
  | { readonly code: 'unknown-operation' | 'newer-version' | 'stands-still' }
  | { readonly code: 'retracted' | 'not-first' | 'replaced' | 'nothing-to-end' | 'again' }
  | { readonly code: 'unknown-object' | 'not-theirs' | 'lives-elsewhere' }
  | { readonly code: 'claim-waits' | 'claim-wrong' }
  | { readonly code: 'void'; readonly because: VoidCode; readonly blockers: readonly EntryHash[] }

/** An entry whose payload is held and which the fold has passed. */
export interface ReadEntry extends Place {
  readonly id: EntryHash
  readonly author: PublicKey
  readonly festival: FestivalId
  readonly payload: Uint8Array
}

/** The rows by which an entry is explained, by primary key. With a `request` its resource is meant too. */
export interface FactKeys {
  readonly festival?: FestivalId
  readonly resource?: ObjectId
  readonly event?: ObjectId
  readonly request?: ObjectId
  readonly answer?: ObjectId
  readonly profile?: readonly [FestivalId, PublicKey]
  /** The claim that stands at this entry. */
  readonly claim?: true
}

/** What was found of them. What does not exist is absent. */
export interface Facts {
  readonly festival?: FestivalRow | undefined
  readonly resource?: ResourceRow | undefined
  readonly event?: EventRow | undefined
  readonly request?: RequestRow | undefined
  readonly answer?: AnswerRow | undefined
  readonly profile?: ProfileRow | undefined
  readonly claim?: ClaimState | undefined
  /** Where newer software spoke about resources in this log. */
  readonly newerAt?: number | undefined
  /** Whether a retraction of its author that stands names it. */
  readonly isRetracted: boolean
}

/** What to load before `explainEntry`. */
export function factKeys({ id, author, festival, payload }: ReadEntry): FactKeys {
  const decoded = decodeOperation(payload)
  if (!decoded.ok) return {}
  const op = decoded.value
  switch (op.op) {
    case 'festival.update':
    case 'festival.list':
    case 'festival.unlist':
    case 'festival.heads':
      return { festival }
    case 'profile.set':
      return { profile: [festival, author] }
    case 'resource.update':
    case 'resource.retire':
      return { resource: op.resource }
    case 'event.update':
    case 'event.cancel':
      return { event: op.event }
    case 'request.create':
      return op.eventFestival === undefined ? { event: op.event, resource: op.resource } : { resource: op.resource }
    case 'request.withdraw':
    case 'authorization.deny':
      return { request: op.request }
    case 'authorization.grant':
    case 'authorization.hold':
      return { answer: id, resource: op.resource }
    case 'authorization.revoke':
    case 'authorization.release':
      return { answer: op.grant }
    case 'log.continue':
      return { claim: true }
    case 'festival.create':
    case 'festival.join':
    case 'resource.create':
    case 'event.create':
    case 'programme.publish':
    case 'retract':
      return {}
  }
}

/**
 * Why an entry has no effect, or undefined when it has one, or had one until a later entry ended it. An `event.update` that
 * would have left no interval is not told apart from one that counts: that takes the state of the event at its place.
 */
export function explainEntry(entry: ReadEntry, facts: Facts): NoEffect | undefined {
  if (facts.isRetracted && entry.seqNum !== 1) return { code: 'retracted' }
  const decoded = decodeOperation(entry.payload)
  if (!decoded.ok) return unreadable(decoded.error)
  const op = decoded.value
  const isStill = facts.newerAt !== undefined && entry.seqNum > facts.newerAt
  if (isStill && isResourceOperation(op)) return { code: 'stands-still' }
  return explainOperation(entry, op, facts)
}

function unreadable(error: OperationError): NoEffect {
  if (error.code === 'invalid-field') return { code: 'impossible', field: error.field }
  if (error.code === 'newer-version' || stopsResourceFolds(error)) return { code: 'newer-version' }
  return { code: error.code === 'unknown-operation' ? 'unknown-operation' : 'not-an-operation' }
}

function explainOperation(entry: ReadEntry, op: Operation, facts: Facts): NoEffect | undefined {
  const { festival, resource, event, request, answer, profile, claim } = facts
  switch (op.op) {
    case 'festival.create':
      return entry.id === entry.festival ? undefined : { code: 'not-first' }
    case 'festival.join':
      return entry.seqNum === 1 ? undefined : { code: 'not-first' }
    case 'festival.update':
    case 'festival.list':
    case 'festival.unlist':
    case 'festival.heads':
      return foreign(entry, festival, festival?.creator)
    case 'profile.set':
      return profile?.set?.entry === entry.id ? undefined : { code: 'replaced' }
    case 'resource.update':
      return foreign(entry, resource, resource?.owner)
    case 'resource.retire':
      return foreign(entry, resource, resource?.owner) ?? again(op.at, resource?.retired)
    case 'event.update':
      return foreign(entry, event, event?.author)
    case 'event.cancel':
      return foreign(entry, event, event?.author) ?? again(op.at, event?.cancelled)
    case 'request.create':
      if (resource === undefined) return { code: 'unknown-object' }
      return event !== undefined && event.author !== entry.author ? { code: 'not-theirs' } : undefined
    case 'request.withdraw':
      return foreign(entry, request, request?.author) ?? again(op.at, request?.withdrawn)
    case 'authorization.grant':
    case 'authorization.hold':
      return answer === undefined ? foreign(entry, resource, resource?.owner) : voidness(answer)
    case 'authorization.revoke':
    case 'authorization.release': {
      const isEnding = answer?.ended?.by === entry.id
      return foreign(entry, answer, answer?.owner) ?? (isEnding ? undefined : { code: 'nothing-to-end' })
    }
    case 'authorization.deny':
      return foreign(entry, resource, resource?.owner)
    case 'log.continue':
      if (claim === undefined) return { code: 'not-theirs' }
      return claim === 'counts' ? undefined : { code: claim === 'pending' ? 'claim-waits' : 'claim-wrong' }
    case 'resource.create':
    case 'event.create':
    case 'programme.publish':
    case 'retract':
      return undefined
  }
}

/** Only the home of an object changes it. */
function foreign(entry: ReadEntry, row: Homed | undefined, owner: PublicKey | undefined): NoEffect | undefined {
  if (row === undefined) return { code: 'unknown-object' }
  if (owner !== entry.author) return { code: 'not-theirs' }
  return speaksFor(row, entry) ? undefined : { code: 'lives-elsewhere' }
}

/** The first one counts, and its row keeps the time at which its author says to have done it. */
function again(at: number, first: { at: number } | undefined): NoEffect | undefined {
  return first === undefined || first.at === at ? undefined : { code: 'again' }
}

function voidness(answer: AnswerRow): NoEffect | undefined {
  if (answer.void === undefined) return undefined
  return { code: 'void', because: answer.void.code, blockers: answer.void.blockers }
}
