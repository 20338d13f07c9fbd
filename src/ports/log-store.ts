// Where logs live: an append-only store of verified entries. Adapters: Dexie (browsers), memory (tests, Node).
// Every adapter must pass `logStoreSuite` of src/testing.

import type { Result } from '../bamboo/result.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'

/** A log as this node holds it. The gap-free, verified prefix is 1...seqNum. */
export interface StoredLog {
  /** Local number, never leaves this node. */
  id: number
  author: PublicKey
  logId: bigint
  festival: FestivalId
  /** True when this installation drew the log id and may append to it. */
  own: boolean
  /** Highest sequence number held; 0 while the log is empty. */
  seqNum: number
  /**
   * Every signature up to here was checked. Entries above it are provisional (DESIGN 4.1): their hash chain is right, they
   * are shown, and never relayed, answered or called verified. Mostly equal to `seqNum`.
   */
  verified: number
  /** Hash of that entry; absent while the log is empty. */
  hash?: EntryHash
  /** Bytes of its entries and payloads together; counts against the author's quota (DESIGN 5.7). */
  bytes: number
  /** Last sequence number that the projector has folded into the view tables. */
  folded: number
  ended: boolean
  /** Lowest sequence number with two signed headers; entries from here on have no effect. */
  forkedAt?: number
  /** True when an own log was continued elsewhere: this installation writes it no more and takes it from outside. */
  stopped: boolean
}

export interface StoredEntry {
  seqNum: number
  /** The entry's bytes exactly as signed. */
  entry: Uint8Array
  /** Absent when the payload is not held (retracted or not fetched). */
  payload?: Uint8Array
}

/** An entry that passed verification and continues its log. */
export interface VerifiedAppend extends StoredEntry {
  /** Yamf-hash of the entry's bytes, 66 bytes. */
  hash: Uint8Array
  ended: boolean
}

/** A log by its name, and what an append knows about it. */
export interface AppendTarget {
  author: PublicKey
  logId: bigint
  festival: FestivalId
  own: boolean
  /** True when only the hash chain of these entries was checked (see `StoredLog.verified`). */
  provisional?: boolean
}

/** What an append was judged by, besides the head. */
export interface SeenOfLog {
  forkedAt: number | undefined
  /** Entries beyond the head. */
  sparse: readonly Pick<StoredEntry, 'seqNum'>[]
}

export interface AppendOptions {
  /**
   * When the log is forked elsewhere by now, or an entry is kept beyond the head, up to the new one, that is not among these,
   * the log counts as moved. Not asked about when absent.
   */
  seen?: SeenOfLog | undefined
  /** Stored in the same transaction. */
  record?: CommandRecord | undefined
  /**
   * Called when all of the append was handed to a disk, if it is not there already when the call returns: until that answers
   * the caller's thread has nothing to do for it. Not called when nothing is appended. Must not throw.
   */
  onIssued?: (() => void) | undefined
}

/** What is known here of a log for whose festival entries came, all at one moment. */
export interface LogSituation {
  /** Absent while it is unknown. */
  log?: StoredLog
  /** Entries beyond its head, as by `sparse`. */
  sparse: StoredEntry[]
  isBlocked: boolean
  /** All logs of its author in the festival. */
  logs: StoredLog[]
  /** What the user allowed the author there; absent where they left it as it is. */
  quota?: Quota
}

/** The last entry of a stretch whose signatures were checked. The hash chain vouches for what lies before it. */
export type CheckedUpTo = Pick<StoredEntry, 'seqNum' | 'entry'>

/** A payload that came after its entry, checked against it. */
export interface LatePayload {
  seqNum: number
  payload: Uint8Array
}

export interface ForkProof {
  author: PublicKey
  logId: bigint
  seqNum: number
  /** Two validly signed entries with different hashes. */
  first: Uint8Array
  second: Uint8Array
}

export type AppendError =
  | { code: 'moved'; seqNum: number } // the head is not the expected one any more: read again
  | { code: 'blocked' } // its author is blocked here
  | { code: 'storage-full' }
  | { code: 'storage-failed'; message: string }

/** What one author may make this node store in one festival, all logs together (DESIGN 5.7). */
export interface Quota {
  entries: number
  /** Bytes of entries and payloads. */
  bytes: number
}

/** Fork proofs kept for logs that are not held (yet). */
export const MAX_UNPLACED_PROOFS = 256
/** Entries beyond a gap that are kept per log: a certificate pool and the newest ones. */
export const MAX_SPARSE_ENTRIES = 512

export interface LogStore {
  log(author: PublicKey, logId: bigint): Promise<StoredLog | undefined>
  /** All that the door has to know before it takes entries of a log for a festival: in one question, because many come. */
  situation(author: PublicKey, logId: bigint, festival: FestivalId): Promise<LogSituation>
  /** The newest log that this installation began for `author` in `festival`, stopped or not. */
  ownLog(author: PublicKey, festival: FestivalId): Promise<StoredLog | undefined>
  /** All logs of `author` in `festival`, own and foreign. */
  logsOf(author: PublicKey, festival: FestivalId): Promise<StoredLog[]>
  logs(festival: FestivalId): Promise<StoredLog[]>
  /** Entries from...to inclusive in order; stops at the first one not held. */
  entries(log: StoredLog, from: number, to: number): Promise<StoredEntry[]>
  /**
   * Appends verified entries after `expectedSeqNum` in one transaction with strict durability; all or nothing.
   * Creates the log row when `expectedSeqNum` is 0.
   * A command that is recorded already counts as moved: reading again finds its result.
   * With `own` a stopped log counts as moved, without it a log that this installation writes does: one writer per log.
   * Entries without their payload leave holes (see `holes`). Sparse entries up to the new head are dropped.
   */
  append(
    log: AppendTarget,
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    options?: AppendOptions,
  ): Promise<Result<StoredLog, AppendError>>
  /**
   * The signatures up to this entry are checked. Does nothing when something else, or nothing, is held there by now: the log
   * may have been cut and have gone on differently. Never moves `verified` back.
   */
  confirm(author: PublicKey, logId: bigint, last: CheckedUpTo): Promise<void>
  /**
   * Drops entry `from` and all after it, because a signature does not verify. Only provisional entries can be dropped:
   * anything at or below `verified` is a RangeError, except all of a log that is forked at entry 1. A log cut to nothing
   * stays, with `seqNum` 0, and may begin anew.
   */
  cut(author: PublicKey, logId: bigint, from: number): Promise<void>
  /** Sequence numbers of entries held without a payload that may still come, ascending, at most `limit`. */
  holes(log: StoredLog, limit: number): Promise<number[]>
  /** Logs that may have such entries, of all festivals, in the order of their ids: looks at no others. */
  holed(): Promise<StoredLog[]>
  /** Puts payloads to entries that are held without. Entries that have theirs, or whose payload was forgotten, stay. */
  fill(log: StoredLog, payloads: readonly LatePayload[]): Promise<void>
  /** Removes the payload bytes of entries for good; their holes are not asked for again. What is not held is skipped. */
  forget(log: StoredLog, seqNums: readonly number[]): Promise<void>
  /**
   * Keeps verified entries beyond the head (DESIGN 4.1: "signed, not yet known effective"). What does not fit in
   * `MAX_SPARSE_ENTRIES` is left out, oldest first. The log row must exist; entries up to its head are ignored.
   */
  keepSparse(log: StoredLog, entries: readonly StoredEntry[]): Promise<void>
  /** Entries beyond the head, ascending, with gaps. */
  sparse(log: StoredLog): Promise<StoredEntry[]>
  /** Marks an own log as continued elsewhere (see `StoredLog.stopped`). Does nothing for an unknown log. */
  stop(author: PublicKey, logId: bigint): Promise<void>
  /**
   * Keeps a fork proof (the one with the lowest seqNum counts) and marks the log. True when it was news. Of logs not held
   * only `MAX_UNPLACED_PROOFS` are kept: anybody can make keys and contradict themselves.
   */
  keepForkProof(proof: ForkProof): Promise<boolean>
  forkProofs(festival: FestivalId): Promise<ForkProof[]>
  /** The proof kept of one log, also of one that is not held: its entries from there on are not taken. */
  forkProof(author: PublicKey, logId: bigint): Promise<ForkProof | undefined>
  /**
   * Keeps nothing of an author any more (DESIGN 5.7): drops their entries and proofs, and refuses what comes, as `blocked`. Of
   * a log that begins with the entry that its festival is named after, that entry stays and is taken, like below a fork.
   * @throws RangeError when this installation ever wrote as this author.
   */
  block(author: PublicKey): Promise<void>
  /** Takes entries of the author again. What was dropped has to come anew. */
  unblock(author: PublicKey): Promise<void>
  isBlocked(author: PublicKey): Promise<boolean>
  blocked(): Promise<PublicKey[]>
  /** What the user allowed one author in one festival; undefined where they left it as it is. */
  quotaOf(author: PublicKey, festival: FestivalId): Promise<Quota | undefined>
  /** The result of a command that already ran, so that a retry runs it no second time. */
  commandResult(id: string): Promise<unknown>
}

/** A command's outcome, written in the transaction of its entries: a killed worker leaves both or none. */
export interface CommandRecord {
  id: string
  /** JSON-like value that is given again to every retry. */
  result: unknown
  /** Membership to write with the first entry of a festival. */
  membership?: Membership
}

/** A festival this node follows. */
export interface Membership {
  festival: FestivalId
  /** 32 bytes: names the topic and encrypts its signalling (DESIGN 6). Derived from the id for open festivals. */
  topicKey: Uint8Array
  trackers: string[]
  /** Title from the invite, shown until the festival's own entry is there. */
  title?: string
  invitedBy?: PublicKey
  joinedAt: number
  /** Author key of the persona that new things are made as here. */
  persona: PublicKey
  /** Who I was here before, newest first: what they made is theirs, and is looked after as them. */
  earlier?: PublicKey[]
  /** Those of them that were found again here, until the person has said who to go on as. */
  found?: PublicKey[]
  /** Made up, to be tried (decision 0044): nothing of it ever leaves this node. */
  demo?: true
}
