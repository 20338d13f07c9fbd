// Types of window.p2panda for web developers: the page API, version 1 (docs/page-api.md).

/** `read:<festival>` · `publish:<festival>/<op>` · `authorize:<festival>[/<resource>]` · `identity` */
export type Scope = string

export interface Permission {
  origin: string
  scopes: Scope[]
  /** UTC ms after which the permission lapses. */
  until: number
  /** Public key of the persona that this site sees; only with scope `identity`. */
  publicKey?: string
}

export type ItemType =
  | 'festival'
  | 'resource'
  | 'event'
  | 'request'
  | 'authorization'
  | 'programme'
  | 'profile'
  | 'child'

export interface Query {
  festival: string
  type: ItemType
  /** Equality on top-level fields of the item, e.g. `{ owner: '…' }`. */
  where?: Record<string, string | number | boolean>
  /** 1 to 200, default 100. */
  limit?: number
  cursor?: string
}

export interface Confirmation {
  required: number
  granted: number
  /** One state per request line, in the order of the lines. */
  lines: { request: string; resource: string; required: boolean; state: LineState }[]
}

export type LineState =
  | 'granted'
  | 'waiting'
  /** What is granted is not what is asked for any more; the old time stays blocked. */
  | 'needs-reconfirmation'
  | 'declined'
  | 'unavailable'
  | 'withdrawn'
  /** The line goes on in a later request. */
  | 'superseded'
  /** Another alternative is granted. */
  | 'not-needed'
  | 'expired'

export interface FestivalItem {
  type: 'festival'
  id: string
  creator: string
  title: string
  description?: string
  timezone: string
  from?: number
  to?: number
  place?: string
  tags: string[]
  visibility: 'open' | 'closed'
  parent?: string
}

export interface ResourceItem {
  type: 'resource'
  id: string
  owner: string
  title: string
  description?: string
  kind: 'place' | 'thing' | 'skill' | 'ticket'
  location?: object
  tags: string[]
  capacity: number
  policy: string
  retired: boolean
}

export interface EventItem {
  type: 'event'
  id: string
  author: string
  title: string
  description?: string
  from: number
  to: number
  tags: string[]
  cancelled: boolean
  confirmation: Confirmation
  /** Only where the festival asks every event for a ticket: whether this one has it. The popup folds those without. */
  ticket?: boolean
}

export interface RequestItem {
  type: 'request'
  id: string
  author: string
  event: string
  resource: string
  from: number
  to: number
  quantity: number
  required: boolean
  message?: string
  state: LineState
  /** True when the resource belongs to this site's persona and waits for an answer. Only with scope `authorize`. */
  mine?: boolean
}

export interface AuthorizationItem {
  type: 'authorization'
  id: string
  owner: string
  kind: 'grant' | 'deny' | 'hold'
  state: 'effective' | 'void' | 'ended'
  resource?: string
  request?: string
  from: number
  to: number
  quantity: number
  by: string
  note?: string
}

export interface ProgrammeItem {
  type: 'programme'
  id: string
  author: string
  title: string
  /** In the order of the list; what an event is, where it is known here. */
  events: { event: string; note?: string; title?: string; from?: number; to?: number; cancelled?: boolean }[]
}

export interface ProfileItem {
  type: 'profile'
  id: string
  name: string
  about?: string
}

export interface ChildItem {
  type: 'child'
  id: string
  title: string
  listed: boolean
}

export type Item =
  | FestivalItem
  | ResourceItem
  | EventItem
  | RequestItem
  | AuthorizationItem
  | ProgrammeItem
  | ProfileItem
  | ChildItem

export interface Receipt {
  /** yamf-hash of the entry, hex. */
  id: string
  author: string
  /** Decimal. */
  logId: string
  seqNum: number
  /** The entry is stored durably on the user's device; it spreads from there. */
  status: 'stored'
}

/** What a site may ever ask to be written; each needs `publish:<festival>/<op>`. */
export type PublishableOp =
  | 'event.create'
  | 'event.update'
  | 'event.cancel'
  | 'request.create'
  | 'request.withdraw'
  | 'resource.create'
  | 'resource.update'
  | 'programme.publish'

export interface PublishOperation {
  festival: string
  op: PublishableOp
  /** Data, not bytes: what the operation says, without `v`, `op` and `at`. */
  fields: object
}

export interface CallOptions {
  /** The same one never prompts or signs twice; at most 200 characters. */
  idempotencyKey?: string
  signal?: AbortSignal
  /** Milliseconds until the call settles with `Expired`; default 5 minutes, at most 24 hours. */
  deadlineMs?: number
}

export type View = { view: 'festival' | 'event' | 'resource'; id: string } | { view: 'queue' }

export type P2pandaErrorName =
  | 'UserRejected' // 4001
  | 'Unauthorized' // 4100
  | 'UnsupportedMethod' // 4200
  | 'Expired' // 4701
  | 'Aborted' // 4702
  | 'Conflict' // 4703
  | 'Frozen' // 4704
  | 'StorageFull' // 4705
  | 'Disconnected' // 4900
  | 'LimitExceeded' // -32005
  | 'InvalidParams' // -32602
  | 'Internal' // -32603

export interface P2pandaError extends Error {
  readonly code: 4001 | 4100 | 4200 | 4701 | 4702 | 4703 | 4704 | 4705 | 4900 | -32005 | -32602 | -32603
  readonly name: P2pandaErrorName
  readonly retryable: boolean
  readonly data?: unknown
}

/** What became of a prompt. `cancelled`: taken back by the page, or nothing that the user could agree to any more. */
export type PromptState = 'queued' | 'shown' | 'approved' | 'rejected' | 'expired' | 'cancelled'

/**
 * Events by name. Each is a state: it comes when a page begins to listen and whenever it differs, and again after a reconnect, so
 * none is lost and one may come twice.
 */
export interface P2pandaEventMap {
  /** What `permissions()` would give. */
  permissionchange: CustomEvent<Permission[]>
  /** With scope `identity`: who the user is for this site. */
  identitychange: CustomEvent<{ publicKey: string; name: string }>
  /** With `read:<festival>`: something in it is different from when it had another cursor. */
  statechange: CustomEvent<{ festival: string; cursor: string }>
  /** An entry that was written for this site is held by at least so many others. */
  delivery: CustomEvent<{ id: string; peers: 1 | 3 | 10 }>
  /** `id` is the call's `idempotencyKey`, else a name of ours. */
  request: CustomEvent<{ id: string; state: PromptState }>
  /** The extension was updated or removed. */
  disconnect: CustomEvent<{ code: 4900 }>
}

export interface P2panda extends EventTarget {
  readonly api: 1
  readonly version: string
  addEventListener<Name extends keyof P2pandaEventMap>(
    name: Name,
    listener: (event: P2pandaEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void
  connect(o: {
    festival?: string
    invite?: string
    scopes: Scope[]
    reason?: string
    silent?: boolean
  }): Promise<Permission>
  permissions(): Promise<Permission[]>
  disconnect(): Promise<void>
  identity(o?: { festival?: string }): Promise<{ publicKey: string; name: string }>
  query(q: Query): Promise<{ items: Item[]; cursor?: string }>
  subscribe(q: Query, onChange: (r: { items: Item[] }) => void, o?: { signal?: AbortSignal }): Promise<void>
  publish(op: PublishOperation, o?: CallOptions): Promise<Receipt>
  /** All of one festival; null where the user left something out. */
  publishAll(ops: PublishOperation[], o?: CallOptions): Promise<(Receipt | null)[]>
  requestResource(
    o: { event: string; resource: string; from?: number; to?: number; quantity?: number; message?: string },
    options?: CallOptions,
  ): Promise<Receipt>
  authorize(
    o: { request: string; decision: 'grant' | 'deny'; reason?: string },
    options?: CallOptions,
  ): Promise<Receipt>
  join(invite: string): Promise<{ festival: string }>
  open(view: View): Promise<void>
  call(o: { method: string; params?: unknown }): Promise<unknown>
}

/** Detail of the `p2panda:announce` window event; dispatch `p2panda:request` to be told again. */
export interface P2pandaAnnouncement {
  info: { rdns: string; name: string; version: string; api: 1; uuid: string }
  provider: P2panda
}

declare global {
  interface Window {
    readonly p2panda?: P2panda
  }
  interface WindowEventMap {
    'p2panda:announce': CustomEvent<P2pandaAnnouncement>
    'p2panda:request': Event
  }
}
