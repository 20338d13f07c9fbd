// The messages about blobs (docs/protocol-gossip.md, Blobs). Hash and size together say which one: whoever holds a blob of another size
// does not hold this one.

import type { BlobId } from '../../operations/operation.ts'

/** Please send the blob, from this part on. */
export type WantBlobMessage = { type: 'want-blob'; slot: number; blob: BlobId; part: number }
/** One part of it: 64 KiB, the last one shorter. */
export type BlobMessage = { type: 'blob'; slot: number; blob: BlobId; part: number; bytes: Uint8Array }
/** Whether it is here. Who asked for one that is not is told once when it is. */
export type BlobStateMessage = { type: 'blob-state'; slot: number; blob: BlobId; isHere: boolean }

export type AnyBlobMessage = WantBlobMessage | BlobMessage | BlobStateMessage

const BLOB_TYPES: ReadonlySet<string> = new Set<AnyBlobMessage['type']>(['want-blob', 'blob', 'blob-state'])

export function isAboutBlobs(message: { readonly type: string }): message is AnyBlobMessage {
  return BLOB_TYPES.has(message.type)
}
