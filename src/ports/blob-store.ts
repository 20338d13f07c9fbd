// Blobs on this machine (DESIGN 4.3): bytes that entries name by their hash. They come in parts, from anybody, so that a transfer
// goes on where it broke off; they count as held once they are whole and their hash is right.

import type { BlobId } from '../operations/operation.ts'
import type { FestivalId } from '../operations/ids.ts'

/** Bytes of a part; the last one of a blob is shorter. */
export const PART_LENGTH = 65_536

/** Parts of a blob of this size. */
export function partCount(size: number): number {
  return Math.ceil(size / PART_LENGTH)
}

/** Bytes that part `part` of a blob of this size has; 0 beyond its end. */
export function partLength(size: number, part: number): number {
  return Math.max(0, Math.min(PART_LENGTH, size - part * PART_LENGTH))
}

/**
 * more: stored, others are missing · whole: that was the last one, and the blob is held · wrong: that was the last one, and the bytes
 * are not what the hash says; nothing of the blob is kept · misplaced: not the part that comes next, not stored.
 */
export type PartOutcome = 'more' | 'whole' | 'wrong' | 'misplaced'

export interface BlobStore {
  /** Whether something that counts in the festival names the blob. */
  isNamed(festival: FestivalId, blob: BlobId): Promise<boolean>
  /** How many parts are here, counted from the beginning; all of them only when the blob is held. */
  parts(blob: BlobId): Promise<number>
  /** One part of a held blob; undefined when the blob is not held, or has no such part. */
  read(blob: BlobId, part: number): Promise<Uint8Array | undefined>
  /** Stores the next part. Part 0 of a blob that is not whole begins it anew. Rejects when there is no room. */
  append(blob: BlobId, part: number, bytes: Uint8Array): Promise<PartOutcome>
  /** Stores a whole blob at once. @throws RangeError when its bytes are not what it says. */
  put(blob: BlobId, bytes: Uint8Array): Promise<void>
}
