// Shapes that come in at several doors: names of objects, short texts, plain objects.

import * as v from 'valibot'
import type { AsWhom } from '../messages/panel.ts'
import { parseEntryHash, parsePublicKey, type EntryHash, type PublicKey } from '../src/operations/ids.ts'

/** `0040` and 64 bytes in lower-case hex: a festival, an object, an entry. */
export const objectId: v.GenericSchema<unknown, EntryHash> = v.custom<EntryHash>(
  (value) => parseEntryHash(value) !== undefined,
)

/** The key of a person: 64 lower-case hex digits. */
export const publicKey: v.GenericSchema<unknown, PublicKey> = v.custom<PublicKey>(
  (value) => parsePublicKey(value) !== undefined,
)

/** A persona of mine, or one to be made. */
export const asWhom: v.GenericSchema<unknown, AsWhom> = v.union([v.literal('new'), publicKey])

/** A text of at most `max` UTF-16 units; the operation's own limits in bytes are checked when it is encoded. */
export function text(max: number): v.GenericSchema<unknown, string> {
  return v.pipe(v.string(), v.maxLength(max))
}
