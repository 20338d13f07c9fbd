// The meaning of payloads: every operation of version 1 (DESIGN 4.3). Times are UTC milliseconds, intervals are
// half-open [from, to). In payload bytes hashes and keys are byte strings; here they are hex.

import type { EntryHash, FestivalId, ObjectId, PublicKey } from './ids.ts'

/** Half-open interval [from, to) in UTC milliseconds, 0 <= from < to <= 253402300800000. */
export interface Interval {
  from: number
  to: number
}

/** One log of an author. */
export interface LogName {
  author: PublicKey
  logId: bigint
}

/** A head that somebody vouches for. */
export interface LogHead extends LogName {
  seqNum: number
  hash: EntryHash
}

export type Location =
  | { type: 'gps'; lat: number; lon: number } // 1e-7 degrees, integers
  | { type: 'address'; street?: string; city?: string; postcode?: string; country?: string; note?: string }
  | { type: 'url'; url: string }
  | { type: 'space'; x: number; y: number; z: number; world?: string }

/** One weekly opening: days 1 (Monday) to 7, minutes after midnight in the festival's zone, half-open. */
export interface WeeklyWindow {
  days: number[]
  from: number
  to: number
}

export type Availability =
  | 'always'
  | { windows: [number, number][]; weekly?: WeeklyWindow[]; except?: [number, number][] }

export type Policy =
  | { kind: 'first-come-first-served' }
  | { kind: 'manual' }
  | { kind: 'lottery'; until: number; commitment: string }
  | { kind: 'token'; resource: ObjectId }
  | { kind: 'external'; url: string }

export type ResourceKind = 'place' | 'thing' | 'skill' | 'ticket'
export type Audience = 'public' | 'members'

/** A link of an event to the web. */
export interface Link {
  title?: string
  url: string
}

/** Milliseconds that a resource is blocked before and after a grant, 0 to one year. */
export interface Buffer {
  before: number
  after: number
}

/** What a blob is fetched by: its yamf-hash (`0040` + 64 bytes as hex) and its length in bytes. */
export interface BlobId {
  hash: string
  size: number
}

/** A blob, with what a reader must know before fetching it. */
export interface BlobRef extends BlobId {
  /** Media type; readers show `image/jpeg`, `image/png` and `image/webp`. */
  type: string
  /** What is to be seen, for those who do not see it. */
  alt?: string
  /** Pixels; both or neither. */
  width?: number
  height?: number
  /** The same picture, small, of the same media type. */
  thumbnail?: BlobId
}

export interface FestivalFields {
  title: string
  description?: string
  timezone: string
  from?: number
  to?: number
  place?: string
  tags?: string[]
  eventTicket?: ObjectId
}

export interface ResourceFields {
  title: string
  description?: string
  kind: ResourceKind
  location?: Location
  tags?: string[]
  images?: BlobRef[]
  availability: Availability
  capacity?: number
  buffer?: Buffer
  policy: Policy
  requires?: ObjectId[]
  message?: string
  audience?: Audience
}

export interface EventFields {
  title: string
  description?: string
  from: number
  to: number
  tags?: string[]
  links?: Link[]
  images?: BlobRef[]
  audience?: Audience
  series?: string
}

/** What an update can take away. An empty text takes a text away; everything else that may be absent has a value to set. */
export type FestivalUnset = 'from' | 'to' | 'eventTicket'
export type ResourceUnset = 'location'

interface Base<Op extends string> {
  v: 1
  op: Op
  /** The author's clock, UTC ms, for display only. */
  at: number
}

export interface FestivalCreate extends Base<'festival.create'>, FestivalFields {
  visibility: 'open' | 'closed'
  parent?: FestivalId
  forkOf?: { festival: FestivalId; heads: LogHead[] }
  /** 16 random bytes as hex: two festivals with the same words are still two. */
  nonce: string
}
export interface FestivalUpdate extends Base<'festival.update'> {
  set: Partial<FestivalFields>
  unset?: FestivalUnset[]
}
export interface FestivalList extends Base<'festival.list'> {
  festival: FestivalId
}
export interface FestivalUnlist extends Base<'festival.unlist'> {
  festival: FestivalId
}
export interface FestivalHeads extends Base<'festival.heads'> {
  heads: LogHead[]
}
export interface FestivalJoin extends Base<'festival.join'> {
  festival: FestivalId
  invitedBy?: PublicKey
}
export interface LogContinue extends Base<'log.continue'> {
  log: LogName
  head: { seqNum: number; hash: EntryHash }
}
export interface ProfileSet extends Base<'profile.set'> {
  name?: string
  about?: string
  contact?: string
  picture?: BlobRef
  successor?: PublicKey
}
export interface ResourceCreate extends Base<'resource.create'>, ResourceFields {
  origin?: ObjectId
}
export interface ResourceUpdate extends Base<'resource.update'> {
  resource: ObjectId
  set: Partial<ResourceFields>
  unset?: ResourceUnset[]
}
export interface ResourceRetire extends Base<'resource.retire'> {
  resource: ObjectId
  reason?: string
}
export interface EventCreate extends Base<'event.create'>, EventFields {}
export interface EventUpdate extends Base<'event.update'> {
  event: ObjectId
  set: Partial<EventFields>
}
export interface EventCancel extends Base<'event.cancel'> {
  event: ObjectId
  reason?: string
}
export interface RequestCreate extends Base<'request.create'> {
  event: ObjectId
  eventFestival?: FestivalId
  eventTitle?: string
  resource: ObjectId
  from: number
  to: number
  quantity?: number
  required?: boolean
  message?: string
  supersedes?: ObjectId
  alternativeTo?: ObjectId
  expires?: number
}
export interface RequestWithdraw extends Base<'request.withdraw'> {
  request: ObjectId
  reason?: string
}
export interface AuthorizationGrant extends Base<'authorization.grant'> {
  request: ObjectId
  resource: ObjectId
  from: number
  to: number
  quantity?: number
  /** `manual`, a policy kind, or `site:<origin>`. */
  by: string
  replaces?: ObjectId
  note?: string
  /** The nonce of the lottery that decided, 32 bytes as hex: its hash was the commitment in the resource's policy. */
  draw?: string
}
export interface AuthorizationDeny extends Base<'authorization.deny'> {
  request: ObjectId
  by: string
  reason?: string
  /** As in a grant. */
  draw?: string
}
export interface AuthorizationRevoke extends Base<'authorization.revoke'> {
  grant: ObjectId
  reason?: string
}
export interface AuthorizationRelease extends Base<'authorization.release'> {
  grant: ObjectId
  reason?: string
}
export interface AuthorizationHold extends Base<'authorization.hold'> {
  resource: ObjectId
  from: number
  to: number
  quantity?: number
  note?: string
}
export interface ProgrammePublish extends Base<'programme.publish'> {
  title: string
  events: { event: ObjectId; note?: string }[]
}
export interface Retract extends Base<'retract'> {
  entry: EntryHash
}

export type Operation =
  | FestivalCreate
  | FestivalUpdate
  | FestivalList
  | FestivalUnlist
  | FestivalHeads
  | FestivalJoin
  | LogContinue
  | ProfileSet
  | ResourceCreate
  | ResourceUpdate
  | ResourceRetire
  | EventCreate
  | EventUpdate
  | EventCancel
  | RequestCreate
  | RequestWithdraw
  | AuthorizationGrant
  | AuthorizationDeny
  | AuthorizationRevoke
  | AuthorizationRelease
  | AuthorizationHold
  | ProgrammePublish
  | Retract

export type OperationName = Operation['op']
