// From an entry to the rows that it changes (DESIGN 3.3, 5.2). Whoever keeps the rows loads what `reads` names, gives it to
// `project` and writes the changes in one transaction with the log's `folded` mark. What a log says about an object that
// does not live there (home.ts) is ignored and its entry kept.

import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../operations/ids.ts'
import type { Buffer, Operation, RequestCreate } from '../operations/operation.ts'
import { homeOrder, speaksFor } from './home.ts'
import type { Asked } from './judge-answer.ts'
import {
  cancelledEvent,
  createdEvent,
  createdFestival,
  inheritingFestival,
  listingFestival,
  updatedEvent,
  updatedFestival,
} from './object-rows.ts'
import { joinedProfile, setProfile } from './profile-rows.ts'
import { isResourceOperation, resourceStep, type ResourceOperation } from './resource-step.ts'
import { askedBy, stated, type Position } from './resource-state.ts'
import type { Residence } from './succession.ts'
import type {
  AnswerRow,
  EventRow,
  FestivalRow,
  Homed,
  ProfileRow,
  ProgrammeRow,
  RequestRow,
  ResourceRow,
  RowChange,
} from './views.ts'

/** An entry of a log's gap-free, unforked prefix, with its operation. */
export interface FoldEntry {
  id: EntryHash
  /** The festival of the log, as its first entry says. */
  festival: FestivalId
  /** Local number of the log. */
  log: number
  author: PublicKey
  seqNum: number
  /** Local order of arrival, kept with requests. */
  arrival: number
  op: Operation
  /** Where an object that it creates lives; absent while that is this log and nothing is known to continue it. */
  residence?: Residence
}

/** The rows that an entry's projection needs, by primary key; of the answers those that bear on what is asked. */
export interface RowReads {
  festival?: FestivalId
  resource?: ObjectId
  event?: ObjectId
  request?: ObjectId
  answer?: ObjectId
  answersOf?: AnswersAround
  profile?: [FestivalId, PublicKey]
  /** The buffers that `resource` may have after it. */
  buffer?: Buffer
}

/** What is asked of a resource: the answers that bear on it (`bearsOn`) are meant. */
export interface AnswersAround extends Omit<Asked, 'quantity'> {
  readonly resource: ObjectId
}

/** The rows that were found. What does not exist is absent. */
export interface Loaded {
  festival?: FestivalRow
  resource?: ResourceRow
  event?: EventRow
  request?: RequestRow
  answer?: AnswerRow
  /** At least those that bear on what the entry asks. */
  answers: AnswerRow[]
  profile?: ProfileRow
}

/**
 * What to load before `project`. One step is enough for every operation: a revoke changes the answer that it names and
 * nothing else, since void answers stay void.
 */
export function reads(entry: FoldEntry): RowReads {
  const { op } = entry
  switch (op.op) {
    case 'festival.update':
    case 'festival.list':
    case 'festival.unlist':
    case 'festival.heads':
      return { festival: entry.festival }
    case 'festival.create':
    case 'festival.join':
    case 'profile.set':
      return { profile: [entry.festival, entry.author] }
    case 'resource.update':
      return { resource: op.resource, ...(op.set.buffer === undefined ? {} : { buffer: op.set.buffer }) }
    case 'resource.retire':
      return { resource: op.resource }
    case 'event.update':
    case 'event.cancel':
      return { event: op.event }
    case 'request.withdraw':
      return { request: op.request }
    case 'authorization.grant':
    case 'authorization.hold':
      return { resource: op.resource, answersOf: { ...askedBy(op), resource: op.resource } }
    case 'authorization.revoke':
    case 'authorization.release':
      return { answer: op.grant }
    case 'log.continue':
    case 'resource.create':
    case 'event.create':
    case 'request.create':
    case 'authorization.deny':
    case 'programme.publish':
    case 'retract':
      return {}
  }
}

/** The rows that an entry changes: none when its log may not say what it says. */
export function project(entry: FoldEntry, loaded: Loaded): RowChange[] {
  const { op } = entry
  if (isResourceOperation(op)) return projectResource(entry, op, loaded)
  const { id, festival, log, seqNum, residence } = entry
  const place = { id, festival, log, seqNum, at: op.at, ...residence }
  switch (op.op) {
    case 'festival.create':
    case 'festival.update':
    case 'festival.list':
    case 'festival.unlist':
    case 'festival.heads':
      return projectFestival(entry, loaded)
    case 'festival.join':
      return entry.seqNum === 1 ? [{ table: 'profiles', row: joinedProfile(entry, op.at, loaded.profile) }] : []
    case 'profile.set':
      return [{ table: 'profiles', row: setProfile(entry, op, loaded.profile) }]
    case 'event.create':
    case 'event.update':
    case 'event.cancel':
      return projectEvent(entry, loaded)
    case 'request.create':
      return [{ table: 'requests', row: { ...requested(op), ...place, author: entry.author, arrival: entry.arrival } }]
    case 'request.withdraw':
      return withdrawn(entry, op.at, op.reason, loaded.request)
    case 'programme.publish': {
      const row: ProgrammeRow = { ...place, author: entry.author, title: op.title, events: op.events }
      return [{ table: 'programmes', row }]
    }
    case 'log.continue':
    case 'retract':
      return []
  }
}

function projectResource(entry: FoldEntry, op: ResourceOperation, loaded: Loaded): RowChange[] {
  const resource = spokenFor(loaded.resource, entry)
  const answer = spokenFor(loaded.answer, entry)
  // A grant of somebody else's resource would be void whatever arrives, so it leaves no row at all.
  if ((op.op === 'authorization.grant' || op.op === 'authorization.hold') && resource === undefined) return []
  const position: Position = { id: entry.id, seqNum: entry.seqNum, at: op.at }
  const changes = resourceStep<AnswerRow>(position, op, {
    ...(resource === undefined ? {} : { resource, order: (a, b) => homeOrder(resource, a, b) }),
    ...(answer === undefined ? {} : { answer }),
    answers: loaded.answers,
  })
  // What was there before keeps its place. An answer lives where its resource does.
  const residence = resource === undefined ? entry.residence : residenceOf(resource)
  const place = { festival: entry.festival, log: entry.log, owner: entry.author, ...residence }
  const answers = changes.answers.map((row): RowChange => ({ table: 'answers', row: { ...place, ...row } }))
  if (changes.resource === undefined) return answers
  return [{ table: 'resources', row: { ...place, ...changes.resource } }, ...answers]
}

function projectFestival(entry: FoldEntry, loaded: Loaded): RowChange[] {
  const { op } = entry
  if (op.op === 'festival.create') {
    // Only the entry that the festival is named after creates it.
    if (entry.seqNum !== 1 || entry.id !== entry.festival) return []
    return [
      { table: 'festivals', row: createdFestival(entry, op) },
      { table: 'profiles', row: joinedProfile(entry, op.at, loaded.profile) },
    ]
  }
  const row = changedFestival(entry, loaded.festival)
  return row === undefined ? [] : [{ table: 'festivals', row }]
}

function changedFestival(entry: FoldEntry, loaded: FestivalRow | undefined): FestivalRow | undefined {
  const { op } = entry
  // The list stands where the festival was created, wherever it lives by now.
  if (op.op === 'festival.heads') return loaded === undefined ? undefined : inheritingFestival(loaded, entry, op)
  const festival = spokenFor(loaded, entry)
  if (festival === undefined) return undefined
  if (op.op === 'festival.update') return updatedFestival(festival, op)
  return op.op === 'festival.list' || op.op === 'festival.unlist' ? listingFestival(festival, op) : undefined
}

function projectEvent(entry: FoldEntry, loaded: Loaded): RowChange[] {
  const { op } = entry
  if (op.op === 'event.create') return [{ table: 'events', row: createdEvent(entry, op) }]
  const event = spokenFor(loaded.event, entry)
  if (event === undefined) return []
  if (op.op === 'event.cancel') return [{ table: 'events', row: cancelledEvent(event, op) }]
  const row = op.op === 'event.update' ? updatedEvent(event, op) : undefined
  return row === undefined ? [] : [{ table: 'events', row }]
}

/** A request is kept whatever it names; the joins of `overview.ts` ignore one for somebody else's event. */
function requested(op: RequestCreate): Omit<RequestRow, 'id' | 'festival' | 'log' | 'seqNum' | 'author' | 'arrival'> {
  const { v: _version, op: _name, ...fields } = op
  return stated({ quantity: 1, required: true, ...fields })
}

function withdrawn(
  entry: FoldEntry,
  at: number,
  reason: string | undefined,
  loaded: RequestRow | undefined,
): RowChange[] {
  const request = spokenFor(loaded, entry)
  if (request === undefined || request.withdrawn !== undefined) return []
  const because = reason === undefined || reason === '' ? {} : { reason }
  return [{ table: 'requests', row: { ...request, withdrawn: { at, ...because } } }]
}

/** The row when the entry may speak for it. */
function spokenFor<Row extends Homed>(row: Row | undefined, entry: FoldEntry): Row | undefined {
  return row !== undefined && speaksFor(row, entry) ? row : undefined
}

function residenceOf({ stays, incomplete }: Homed): Residence {
  return { ...(stays === undefined ? {} : { stays }), ...(incomplete === undefined ? {} : { incomplete }) }
}
