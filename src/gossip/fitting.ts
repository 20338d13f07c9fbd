// How many entries go into one message, and how large entries are.

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

/** Bytes of the entries with their payloads. */
export function bytesOf(entries: readonly SentEntry[]): number {
  return entries.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
}
