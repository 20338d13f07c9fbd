// The fixed numbers of a bundle, one file for a set of logs (DESIGN 3.3, 10; every byte: docs/protocol-bundle.md), and why
// a file can not be read. Limits bind readers and writers alike, so that reading needs little memory whatever the file says.

import { encodeVarU64 } from '../../bamboo/index.ts'

/**
 * A byte that is no text, the name, and both kinds of line end: a transfer that turns bytes into text is noticed at once.
 */
export const MAGIC: Uint8Array = Uint8Array.of(
  0x89,
  0x70,
  0x32,
  0x70,
  0x61,
  0x6e,
  0x64,
  0x61,
  0x0d,
  0x0a,
  0x1a,
  0x0a, // . p 2 p a n d a CR LF SUB LF
)
export const VERSION = 1
/** What every bundle of this version begins with. */
export const PREAMBLE: Uint8Array = Uint8Array.of(...MAGIC, ...encodeVarU64(VERSION))

/** Types of records; others are skipped, so that later versions can add to a file without breaking readers. */
export const RECORD = { festival: 1, entries: 2, fork: 3, end: 4 } as const

/** Entries of one record. Segments of the database have as many, so records fall into rows without copying. */
export const MAX_RECORD_ENTRIES = 64
/** Bytes of a record's body that a reader takes. */
export const MAX_BODY_LENGTH: number = 1024 * 1024
/** Bytes of entries and payloads after which a writer begins another record. */
export const FULL_BODY_LENGTH: number = 256 * 1024
export const MAX_FESTIVALS = 100
/** UTF-8 bytes of an invite's text: more than the longest one has. */
export const MAX_INVITE_LENGTH = 8192
/** Bytes before the first record that is not about a festival: opening a file stays cheap, however long it is. */
export const MAX_HEAD_LENGTH: number = 1024 * 1024

/**
 * Why a file can not be read. `not-one`: no bundle at all. `unsupported`: made by a newer version. `truncated`: the end is
 * missing. `damaged`: the records contradict each other, or the checksum the records. `too-large`: a part is beyond the limits
 * above. `unreadable`: the file itself failed (moved, changed, taken away).
 */
export type BundleErrorCode = 'not-one' | 'unsupported' | 'truncated' | 'damaged' | 'too-large' | 'unreadable'

export interface BundleError {
  readonly code: BundleErrorCode
  /** Where in the file: the record's first byte. */
  readonly offset: number
}
