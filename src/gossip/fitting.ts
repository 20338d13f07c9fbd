// How many entries go into one message.

import type { SentEntry } from './messages.ts'

/** The first of them that have so many bytes together, and at least one. */
export function fitting<Entry extends SentEntry>(held: readonly Entry[], maxBytes: number): Entry[] {
  let bytes = 0
  const end = held.findIndex(({ entry, payload }, index) => {
    bytes += entry.length + (payload?.length ?? 0)
    return index > 0 && bytes > maxBytes
  })
  return held.slice(0, end === -1 ? held.length : end)
}
