// Shapes that come in at several doors: names of objects, short texts, plain objects.

import * as v from 'valibot'
import { parseEntryHash, type EntryHash } from '../src/operations/ids.ts'

/** `0040` and 64 bytes in lower-case hex: a festival, an object, an entry. */
export const objectId: v.GenericSchema<unknown, EntryHash> = v.custom<EntryHash>(
  (value) => parseEntryHash(value) !== undefined,
)

/** A text of at most `max` UTF-16 units; the operation's own limits in bytes are checked when it is encoded. */
export function text(max: number): v.GenericSchema<unknown, string> {
  return v.pipe(v.string(), v.maxLength(max))
}
