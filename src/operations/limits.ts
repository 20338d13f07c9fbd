// Limits of the fields of operations (DESIGN 4.3), in UTF-8 bytes for texts and in items for lists. They are part of the
// protocol: a payload beyond them is no operation for anybody, so none of them may ever change for `v` 1.

/** Bytes of a whole payload. */
export const MAX_PAYLOAD_LENGTH = 65_536

/** UTF-8 bytes of texts. */
export const TEXT = {
  title: 200,
  description: 8000,
  /** Messages, notes, reasons, what a profile says about somebody. */
  note: 2000,
  name: 80,
  contact: 500,
  tag: 40,
  timezone: 64,
  place: 200,
  addressLine: 200,
  alt: 500,
  mediaType: 100,
  series: 100,
  by: 300,
  op: 64,
  field: 64,
} as const

/** Items of lists. */
export const ITEMS = {
  tags: 20,
  links: 20,
  images: 10,
  requires: 20,
  windows: 200,
  weekly: 20,
  heads: 600,
  programme: 500,
  unset: 20,
} as const

/** Milliseconds of the longest buffer: one year of 365 days. */
export const MAX_BUFFER = 31_536_000_000

/** Largest capacity and largest quantity. */
export const MAX_QUANTITY = 65_535

/** Bytes of the largest blob. */
export const MAX_BLOB = 1_048_576

/** Bytes of the largest thumbnail. */
export const MAX_THUMBNAIL = 16_384

/** Pixels of the longest side that a picture can be said to have. */
export const MAX_SIDE = 65_535
