// Bulk messages in fewer bytes, as LZ4 blocks, when it is worth it (docs/protocol-gossip.md, Packing). Each by itself: a message is about
// one log, so that its length tells nothing about what somebody else wrote.

import { concatBytes } from '../../bamboo/index.ts'
import { compress } from './lz4-compress.ts'
import { decompress } from './lz4-decompress.ts'

/** The bytes that are around a message on its way weigh more than what a shorter one would save. */
const SHORTEST = 1_024
/** Of a message that loses less than a sixteenth the receiver has more work than the line. */
const WORTHWHILE = 15 / 16

export interface Packed {
  bytes: Uint8Array
  /** Bytes of the message that they were. */
  unpacked: number
}

/** What to send instead of a message; undefined when that is the message itself. */
export function pack(parts: readonly Uint8Array[]): Packed | undefined {
  const message = concatBytes(...parts)
  const unpacked = message.length
  if (unpacked < SHORTEST) return undefined
  const bytes = compress(message, Math.floor(unpacked * WORTHWHILE))
  return bytes && { bytes, unpacked }
}

/** The message that became these parts, which are hostile bytes; undefined when it is not exactly as long as was said. */
export function unpack(parts: readonly Uint8Array[], length: number): Uint8Array | undefined {
  const message = new Uint8Array(length)
  return decompress(concatBytes(...parts), message) ? message : undefined
}
