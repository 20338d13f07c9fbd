// The messages that two peers exchange over one link, as values; `frames.ts` has their bytes, docs/protocol-gossip.md says
// what they mean. Type numbers are grouped by layer (0x1_ signalling, 0x2_ session, 0x3_ overlay, 0x4_ broadcast,
// 0x5_ sync, 0x6_ policy) so that range reconciliation fits in later.

import type { PublicKey } from '../operations/ids.ts'
import type { AnyBlobMessage, BlobMessage } from './blobs/blob-messages.ts'
import type { OverlayMessage } from './overlay/overlay-messages.ts'

/** Version of everything in this folder that two peers must agree on. */
export const PROTOCOL_VERSION: number = 1

/** The bit in `features` of a node that unpacks bulk messages. */
export const PACKING: bigint = 1n

export const TAG_LENGTH: number = 16
export const NONCE_LENGTH: number = 32
export const TOKEN_LENGTH: number = 4
/** A truncated head hash: two heads that agree in it are taken as the same entry. */
export const HEAD_HASH_LENGTH: number = 16
/** What stands for a set of heads when two nodes compare. */
export const FINGERPRINT_LENGTH: number = 10
/** What stands for a log when two nodes compare. */
export const LOG_PLACE_LENGTH: number = 16
/** What NEWS says of a head hash: enough to notice a fork by accident. */
export const NEWS_HASH_LENGTH: number = 4
/** The short name of a log in one topic, see `LogRefs`. */
export const LOG_REF_LENGTH: number = 8
/** The most topics that one link can share. */
export const MAX_TOPICS: number = 32
/** Slots are small numbers that stand for a topic on one link, in one direction. */
export const MAX_SLOT: number = 255
/** How many heads, wants or entries one message may list. */
export const MAX_HEADS: number = 200
export const MAX_GRAFTS: number = 64
export const MAX_WANTS: number = 64
export const MAX_ENTRIES: number = 256
/** Entries on a link path and newest entries in one NEWEST; the pool of entry 2^53 has fewer than 128. */
export const MAX_POOL: number = 128
export const MAX_NEWEST: number = 64
/** How much of each kind one RANGES may hold; its bytes are the tighter limit. */
export const MAX_RANGES: number = 1_024
/** Logs in one list of a RANGES. */
export const MAX_LISTED: number = 16
/** A range that shares so many hexadecimal digits is listed, not divided any more. */
export const DEEPEST_RANGE: number = 16

/** Why a link is closed. The first is no fault of anybody. */
export type CloseReason =
  | 'done'
  | 'no-topic' // nothing in common
  | 'self' // this is my own node
  | 'duplicate' // another link to the same node is kept
  | 'version'
  | 'bad-auth' // the peer is not who it claims to be, or somebody sits between us
  | 'protocol' // malformed or out of order
  | 'timeout'
  | 'rate'
  | 'bad-entry' // sent an entry that does not verify
  | 'full' // enough links already
  | 'unwelcome' // banned for what it did before
  | 'withholds' // told of much and sent nothing of it

export type HelloMessage = { type: 'hello'; version: number; nonce: Uint8Array; features: bigint }
export type ProveMessage = { type: 'prove'; tags: Uint8Array[] }
export type AuthMessage = { type: 'auth'; nodeKey: Uint8Array; signature: Uint8Array }

/** The newest entry that the sender holds of one log. */
export interface WireHead {
  author: PublicKey
  logId: bigint
  seqNum: number
  /** First 16 bytes of the digest in its yamf-hash. */
  hash: Uint8Array
  /** Lowest sequence number with two signed entries; `seqNum` is below it, but for the entry that the festival is named after. */
  forkedAt?: number
}

/** 32 hexadecimal digits that stand for a log in a topic, and give its place among the others. */
export type LogPlace = string

/** How all heads of a topic look together. */
export type RootMessage = { type: 'root'; slot: number; fingerprint: Uint8Array; count: number }

/** A sixteenth of a range that has something in it. */
export interface RangeChild {
  /** 0 to 15: the next hexadecimal digit of its places after the prefix. */
  digit: number
  fingerprint: Uint8Array
}

/** The logs whose places begin with `prefix`, as the fingerprints of their sixteenths, ascending; at least one. */
export interface DividedRange {
  prefix: string
  children: RangeChild[]
}

/** What is told of a log whose name the other side may or may not know. */
export type ListedHead = Pick<WireHead, 'seqNum' | 'hash' | 'forkedAt'> & { place: LogPlace }

/** The logs whose places begin with `prefix`, one by one, ascending. */
export interface ListedRange {
  prefix: string
  heads: ListedHead[]
}

/** Part of one turn in comparing the heads of a topic (docs/protocol-gossip.md, Comparing). */
export type RangesMessage = {
  type: 'ranges'
  slot: number
  /** The turn ends with this message. */
  isLast: boolean
  /** Which turn it is, beginning with 0; all prefixes in it have this many digits. */
  depth: number
  divided: DividedRange[]
  listed: ListedRange[]
  /** Please tell of these logs by name. */
  asked: LogPlace[]
  heads: WireHead[]
}

/** The short name of a log in one topic, as hex. */
export type LogRef = string & { readonly __brand: 'log-ref' }

/** The newest entry of one log, in few bytes. */
export interface NewsHead {
  ref: LogRef
  seqNum: number
  /** First 4 bytes of the digest in its yamf-hash. */
  hash: Uint8Array
}

/** Please send entries `from` to `to`, inclusive. */
export interface WantedRange {
  author: PublicKey
  logId: bigint
  from: number
  to: number
}

export interface SentEntry {
  entry: Uint8Array
  payload?: Uint8Array
}

export type SessionMessage =
  | HelloMessage
  | ProveMessage
  | AuthMessage
  | { type: 'ping' | 'pong'; token: Uint8Array }
  | { type: 'topic-add'; slot: number; tag: Uint8Array }
  | { type: 'topic-drop'; slot: number }
  | { type: 'close'; reason: CloseReason; retryAfterMs: number }

/** These logs changed. */
export type HaveMessage = { type: 'have'; slot: number; heads: WireHead[] }
export type WantMessage = { type: 'want'; slot: number; wants: WantedRange[] }
/** Consecutive entries of one log. */
export type EntriesMessage = {
  type: 'entries'
  slot: number
  author: PublicKey
  logId: bigint
  from: number
  entries: SentEntry[]
}
/** New entries that nobody asked for, or that GRAFT did. */
export type PushMessage = Omit<EntriesMessage, 'type'> & { type: 'push' }
/** Please show the newest entries of a long log before all that comes before them: at most `count`. */
export type WantNewestMessage = { type: 'want-newest'; slot: number; author: PublicKey; logId: bigint; count: number }
/**
 * The newest entries with their payloads, and the entries that link them to entry 1 (bamboo's certificate pool), of which
 * only entry 1 needs its payload.
 */
export type NewestMessage = {
  type: 'newest'
  slot: number
  author: PublicKey
  logId: bigint
  pool: SentEntry[]
  newest: SentEntry[]
}
/** Two signed entries of the same author, log id and sequence number. */
export type ForkMessage = { type: 'fork'; slot: number; first: Uint8Array; second: Uint8Array }

/** These logs have new entries, which are not pushed. */
export type NewsMessage = { type: 'news'; slot: number; heads: NewsHead[] }
/** Please push these logs from there on, and everything that is new from now on. */
export type GraftMessage = { type: 'graft'; slot: number; logs: { ref: LogRef; from: number }[] }
/** Please announce what is new instead of pushing it. */
export type PruneMessage = { type: 'prune'; slot: number }

/** What keeps the broadcast tree in shape. */
export type BroadcastMessage = NewsMessage | GraftMessage | PruneMessage

export type SyncMessage =
  | BroadcastMessage
  | PushMessage
  | HaveMessage
  | RootMessage
  | RangesMessage
  | WantMessage
  | EntriesMessage
  | WantNewestMessage
  | NewestMessage
  | ForkMessage

const SYNC_TYPES: ReadonlySet<string> = new Set<SyncMessage['type']>([
  'push',
  'news',
  'graft',
  'prune',
  'have',
  'root',
  'ranges',
  'want',
  'entries',
  'want-newest',
  'newest',
  'fork',
])

export type Message =
  | SessionMessage
  | SyncMessage
  | AnyBlobMessage
  | OverlayMessage
  /** More bytes that the receiver of bulk messages is ready to take. */
  | { type: 'credit'; bytes: number }

/** Whether the message is about logs. */
export function isSyncMessage(message: Message | UnknownMessage): message is SyncMessage {
  return SYNC_TYPES.has(message.type)
}

/** What carries entries with payloads. */
export type EntryMessage = PushMessage | EntriesMessage | NewestMessage

/** What travels on the bulk lane, which has credit. */
export type BulkMessage = EntryMessage | BlobMessage

const BULK_TYPES: ReadonlySet<string> = new Set<BulkMessage['type']>(['push', 'entries', 'newest', 'blob'])

/** Whether the message carries entries with payloads, or blobs. */
export function isBulkMessage(message: Message | UnknownMessage): message is BulkMessage {
  return BULK_TYPES.has(message.type)
}

/** A message of a later version: skipped. */
export type UnknownMessage = { type: 'unknown'; number: number }
