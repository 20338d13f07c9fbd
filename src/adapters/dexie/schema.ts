// The one IndexedDB database that background, network and panels share (DESIGN 3.1, 3.3), complete for the whole design.
// Entries live in segments of 64 per row because IndexedDB costs per record, not per byte; the newest ones live one per
// row in `tail` until 64 of them fill a segment. Log ids are 8 big-endian bytes in keys: IndexedDB has no bigint keys.

import { Dexie, type EntityTable, type Table } from 'dexie'
import type { BlobName } from '../../operations/blobs.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import type { StandingRow } from '../../festival/standing-rows.ts'
import type {
  AnswerRow,
  EventRow,
  FestivalRow,
  ProfileRow,
  ProgrammeRow,
  RequestRow,
  ResourceRow,
} from '../../festival/views.ts'
import type { Membership } from '../../ports/log-store.ts'
import { declareVersions } from './schema-versions.ts'
import type { ImportFileRow, ImportRow } from './import-schema.ts'
import type { StatusRow } from './status-schema.ts'

export interface LogRow {
  id: number
  author: PublicKey
  logId: Uint8Array
  festival: FestivalId
  own: 0 | 1
  seqNum: number
  /** Signatures are checked up to here; entries above it are provisional. */
  verified: number
  /** Hash of the entry at `seqNum`; absent while the log is empty. */
  hash?: EntryHash
  /** Bytes of its entries and payloads together. */
  bytes: number
  folded: number
  ended: 0 | 1
  forkedAt?: number
  /** The fork that the rows know of (see `forkedAt`): claims on this log end below it. */
  foldedFork?: number
  /**
   * While the fold waits at a missing payload: how far the entries beyond it were searched for retractions, and how many
   * payloads up to there could still come.
   */
  looked?: { to: number; holes: number }
  /** Where newer software spoke about resources: from here on they stand still until this node is updated. */
  newerAt?: number
  /** Set when an own log was continued elsewhere. */
  stopped?: 1
}

/** Order of arrival of a request at this node: no log says it, so it outlives the view rows when they are rebuilt. */
export interface ArrivalRow {
  request: ObjectId
  arrival: number
}

/** 64 entries: `data` is, per entry, VarU64 length + entry bytes, VarU64 (payload length + 1, or 0 when absent) + payload. */
export interface SegmentRow {
  log: number
  /** Entries 64 * index + 1 to 64 * index + 64. */
  index: number
  data: Uint8Array
}

export interface TailRow {
  log: number
  seqNum: number
  entry: Uint8Array
  payload?: Uint8Array
}

/** An entry held beyond a gap, or a header whose payload is not held: signed, not yet known effective (DESIGN 4.1). */
export interface SparseRow {
  log: number
  seqNum: number
  entry: Uint8Array
  payload?: Uint8Array
}

/** An entry that is held without its payload. `forgotten`: retracted by its author, so nobody asks for it. */
export interface HoleRow {
  log: number
  seqNum: number
  forgotten?: 1
}

/** A `log.continue` in the folded part of a log (DESIGN 4.2), and what it comes to here. */
export interface ClaimRow {
  /** The log that it stands in, and its place there. */
  log: number
  seqNum: number
  entry: EntryHash
  festival: FestivalId
  author: PublicKey
  /** The log that it continues, of the same author. */
  logId: Uint8Array
  head: { seqNum: number; hash: EntryHash }
  state: 'counts' | 'pending' | 'never'
}

/** A `retract` in the folded part of a log, or one that was found beyond a missing payload. */
export interface RetractRow {
  log: number
  seqNum: number
  festival: FestivalId
  author: PublicKey
  /** The entry whose payload is to be forgotten. */
  entry: EntryHash
  /** The bytes are gone, here. */
  done?: 1
}

export interface ForkRow {
  author: PublicKey
  logId: Uint8Array
  seqNum: number
  first: Uint8Array
  second: Uint8Array
  /** Absent while the log is unknown. */
  festival?: FestivalId
}

export interface CommandRow {
  id: string
  result: unknown
  at: number
}

export interface SettingRow {
  key: string
  value: unknown
}

/** The encrypted vault (src/wallet/vault.ts); `key` 'vault' is the record, 'kek' the non-extractable CryptoKey. */
export interface VaultRow {
  key: string
  value: unknown
}

export interface ApprovalRow {
  /** `<origin>|<container>|<call id or idempotency key>`: a resent call finds its approval again. */
  id: string
  /** Ids of other calls that wait for the same answer, because they asked the same. */
  aliases?: string[]
  kind: 'connect' | 'authorize' | 'publish' | 'request' | 'join'
  origin: string
  container: string
  tab: number
  /** What was asked, validated. */
  params: unknown
  /** Exactly the payload bytes that approving signs, of an answer. */
  payload?: Uint8Array
  /** The same of what a site wants published: for each item its own payload, then those that it makes necessary. */
  items?: Uint8Array[][]
  /** Which items were signed. */
  ticked?: number[]
  /** Who signs; for `connect`, who the prompt offers to be. Absent in prompts of older versions. */
  persona?: PublicKey
  /** When the permission was given under which the site asks, UTC ms. */
  permittedAt?: number
  /** When a panel showed it, UTC ms. */
  shownAt?: number
  createdAt: number
  deadline: number
  state: 'waiting' | 'approved' | 'rejected' | 'expired' | 'cancelled'
  /** Settled value or error for the page, kept 24 h for retries. */
  outcome?: unknown
}

export interface PermissionRow {
  /** `<origin>|<container>|<persona>` */
  id: string
  origin: string
  container: string
  persona: PublicKey
  scopes: string[]
  /** For these scopes nothing is asked until then, UTC ms; only `publish:…`. */
  alone?: Record<string, number>
  createdAt: number
  lastUsedAt: number
  until: number
  version: number
  blocked: 0 | 1
}

/** How many others ever confirmed at one time to hold the newest entries of an own log (see delivery-rows.ts). */
export interface DeliveryRow {
  log: number
  /** Sequence number to which the first of `peers` belongs; the next one follows. */
  first: number
  peers: number[]
}

/** A blob that is here, or on its way (blob-rows.ts). */
export interface HeldBlobRow {
  name: BlobName
  /** Bytes that are here. */
  held: number
  /** All bytes are here, and are what the hash says. */
  whole: 0 | 1
  /** When it was stored or looked at last, UTC ms. */
  usedAt: number
  /** Put here by a panel for an operation that is still to be written: nothing names it yet. */
  fresh?: 1
}

export interface BlobPartRow {
  name: BlobName
  part: number
  data: Uint8Array
}

/** A blob that somebody looks at and that is not here. */
export interface WantedBlobRow {
  name: BlobName
  /** When somebody looked for it last, UTC ms. */
  at: number
  /** Nobody who is linked to us now has it: written by the network half. */
  nobody?: 1
}

export interface PetnameRow {
  author: PublicKey
  name?: string
  blocked: 0 | 1
}

/** An answer that a person gave, and that is signed only at `due`: until then it can be taken back (held-answer-rows.ts). */
export interface HeldAnswerRow {
  /** `<batch>/<request>` */
  id: string
  /** What was answered with one press, and is taken back with one. */
  batch: string
  request: ObjectId
  decision: 'grant' | 'deny'
  note?: string
  /** When it was given, and when it is to be signed, UTC ms. */
  at: number
  due: number
  /** `undone` and `refused` were never signed, and are kept for the history. */
  state: 'held' | 'undone' | 'refused'
  /** Why it could not be signed, as for panels. */
  refusal?: string
  /** A person read that it was refused. */
  seen?: 1
}

/** What became of a request of mine when this was told last (told-rows.ts). */
export interface ToldRow {
  request: ObjectId
  /** The answer and its state. Empty while there is none. */
  stands: string
  /** The end of what was asked for, UTC ms: afterwards nobody wants to know. */
  until: number
}

export class Database extends Dexie {
  logs!: EntityTable<LogRow, 'id'>
  segments!: Table<SegmentRow, [number, number]>
  tail!: Table<TailRow, [number, number]>
  sparse!: Table<SparseRow, [number, number]>
  holes!: Table<HoleRow, [number, number]>
  forks!: Table<ForkRow, [PublicKey, Uint8Array]>
  claims!: Table<ClaimRow, [number, number]>
  retracts!: Table<RetractRow, [number, number]>
  imports!: EntityTable<ImportRow, 'id'>
  importFiles!: Table<ImportFileRow, number>
  arrivals!: EntityTable<ArrivalRow, 'request'>
  festivals!: Table<FestivalRow, FestivalId>
  resources!: Table<ResourceRow, ObjectId>
  events!: Table<EventRow, ObjectId>
  requests!: Table<RequestRow, ObjectId>
  answers!: Table<AnswerRow, ObjectId>
  profiles!: Table<ProfileRow, [FestivalId, PublicKey]>
  programmes!: Table<ProgrammeRow, ObjectId>
  memberships!: Table<Membership, FestivalId>
  commands!: Table<CommandRow, string>
  settings!: Table<SettingRow, string>
  vault!: Table<VaultRow, string>
  approvals!: Table<ApprovalRow, string>
  permissions!: Table<PermissionRow, string>
  status!: Table<StatusRow, string>
  delivery!: Table<DeliveryRow, number>
  heldBlobs!: Table<HeldBlobRow, BlobName>
  blobParts!: Table<BlobPartRow, [BlobName, number]>
  wantedBlobs!: Table<WantedBlobRow, BlobName>
  petnames!: Table<PetnameRow, PublicKey>
  standings!: Table<StandingRow, ObjectId>
  heldAnswers!: Table<HeldAnswerRow, string>
  told!: Table<ToldRow, ObjectId>

  constructor(name: string = 'p2panda') {
    // No cache: asking again is how a panel notices what a killed worker could not tell, so it must reach the disk.
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' })
    declareVersions(this)
  }
}
