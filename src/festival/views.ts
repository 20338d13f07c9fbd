// What is true now, as rows: the projection of logs (DESIGN 3.3). Each row is derived from logs of one author only and
// written in the transaction that moves their `folded` marks; whatever joins logs (inbox, confirmation) is computed when read, but
// for the standings of requests for my own resources (`standing-rows.ts`, decision 0010).

import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../operations/ids.ts'
import type { InheritedHeads } from '../operations/inherited-heads.ts'
import type {
  Audience,
  Availability,
  BlobRef,
  Buffer,
  Interval,
  Link,
  Location,
  Policy,
  ResourceKind,
} from '../operations/operation.ts'

/** A stretch of a log that speaks for an object; without `to` it is the object's home now. */
export interface Stay {
  /** Local number of the log (`logs.id`). */
  log: number
  from: number
  to?: number
}

/** Where a row comes from: the entry that created the object, and the logs that it lived in. */
export interface Homed {
  id: ObjectId
  festival: FestivalId
  /** Local number of the log (`logs.id`) with the entry that created it. */
  log: number
  seqNum: number
  /** The author's clock at creation, UTC ms, for display. */
  at: number
  /** Where it lived, oldest first, once a `log.continue` moved it (DESIGN 4.2); absent while it never left `log`. */
  stays?: Stay[]
  /** A log says that it continues the home, and is not known to; nothing is answered automatically meanwhile. */
  incomplete?: true
}

export interface FestivalRow extends Homed {
  creator: PublicKey
  title: string
  description?: string
  timezone: string
  from?: number
  to?: number
  place?: string
  tags: string[]
  eventTicket?: ObjectId
  visibility: 'open' | 'closed'
  parent?: FestivalId
  forkOf?: FestivalId
  /** What a clone inherits of `forkOf` and of what that one inherited. */
  inherited?: InheritedHeads
  /** Sub-festivals that the creator lists, in the order of listing; each counts only if it names this one as its parent. */
  children?: FestivalId[]
}

export interface ResourceRow extends Homed {
  owner: PublicKey
  title: string
  description?: string
  kind: ResourceKind
  location?: Location
  tags: string[]
  images: BlobRef[]
  availability: Availability
  capacity: number
  buffer: Buffer
  /** What they were before updates changed them, the newest last, as far as `MAX_FORMER_BOUNDS` goes. */
  were?: FormerBounds[]
  policy: Policy
  /** When an update changed `policy` for the last time, by the owner's clock; absent while it is the first one. */
  policyChangedAt?: number
  requires: ObjectId[]
  message?: string
  audience: Audience
  origin?: ObjectId
  retired?: { at: number; reason?: string }
}

/** Capacity and buffers of a resource until an update, by the owner's clock, UTC ms. */
export interface FormerBounds {
  until: number
  capacity: number
  buffer: Buffer
}

export interface EventRow extends Homed {
  author: PublicKey
  title: string
  description?: string
  from: number
  to: number
  tags: string[]
  links: Link[]
  images: BlobRef[]
  audience: Audience
  series?: string
  /** Times that it had before it moved, the newest last, as far as `MAX_FORMER_TIMES` goes. */
  was?: Interval[]
  cancelled?: { at: number; reason?: string }
}

export interface RequestRow extends Homed {
  author: PublicKey
  event: ObjectId
  eventFestival?: FestivalId
  eventTitle?: string
  resource: ObjectId
  from: number
  to: number
  quantity: number
  required: boolean
  message?: string
  supersedes?: ObjectId
  alternativeTo?: ObjectId
  expires?: number
  withdrawn?: { at: number; reason?: string }
  /** Order of arrival at this node (never leaves it): first-come-first-served decides by it. */
  arrival: number
}

/** An answer of an owner: a grant, a hold (own use) or a denial, decided once at its place in the log (DESIGN 5.3). */
export interface AnswerRow extends Homed {
  kind: 'grant' | 'hold' | 'deny'
  owner: PublicKey
  /** Absent for a denial. */
  resource?: ObjectId
  /** Absent for a hold. */
  request?: ObjectId
  from: number
  to: number
  quantity: number
  by: string
  note?: string
  /** The nonce of the lottery that decided, 32 bytes as hex. */
  draw?: string
  /** Void answers have no effect and never will; a denial is never void. */
  state: 'effective' | 'void' | 'ended'
  /** Why it is void: the earliest answers in its way, or what it lacks. */
  void?: { code: VoidCode; blockers: EntryHash[] }
  /** What ended it. `replaced` is the atomic move. */
  ended?: { kind: 'revoke' | 'release' | 'replaced'; by: EntryHash; at: number; reason?: string }
  /** The interval with the buffers that were in force, frozen. */
  occupied: Interval
}

export type VoidCode = 'no-resource' | 'retired' | 'already-answered' | 'over-capacity'

export interface ProfileRow {
  festival: FestivalId
  author: PublicKey
  log: number
  name?: string
  about?: string
  contact?: string
  picture?: BlobRef
  successor?: PublicKey
  joinedAt: number
  /** The `profile.set` that counts: the author's clock and its entry. Absent while there is none. */
  set?: { at: number; entry: EntryHash }
}

export interface ProgrammeRow extends Homed {
  author: PublicKey
  title: string
  events: { event: ObjectId; note?: string }[]
}

/** One change of one view table; `put` by primary key. */
export type RowChange =
  | { table: 'festivals'; row: FestivalRow }
  | { table: 'resources'; row: ResourceRow }
  | { table: 'events'; row: EventRow }
  | { table: 'requests'; row: RequestRow }
  | { table: 'answers'; row: AnswerRow }
  | { table: 'profiles'; row: ProfileRow }
  | { table: 'programmes'; row: ProgrammeRow }
