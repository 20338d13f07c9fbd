// What waits for me, over all festivals. First who answers, a person or a policy, then what a person sees beside a request:
// the second costs more, and is read for what is shown only.

import { byTime, inbox } from '../../festival/inbox.ts'
import type { InboxItem } from '../../festival/overview.ts'
import type { PublicKey } from '../../operations/ids.ts'
import { atOnce, readViews } from './at-once.ts'
import type { Database } from './schema.ts'
import { readLeftToOwner } from './settings.ts'
import { readWaiting, withSurroundings } from './waiting-rows.ts'

/** Requests that wait for an answer of `me` by hand, with what they collide with, by time of the event. `now` is UTC ms. */
export async function readInbox(db: Database, me: PublicKey, now: number): Promise<InboxItem[]> {
  return readViews(db, async () => {
    const [decisive, left] = await atOnce([readWaiting(db, me, now), readLeftToOwner(db)])
    const shown = inbox(decisive, me, now, left).map(({ request }) => request)
    if (shown.length === 0) return []
    return inbox(await withSurroundings(db, decisive, shown), me, now, left)
  })
}

/** The same without what a person sees beside them: nothing is in their way, and their events have no lines. */
async function readInboxInShort(db: Database, me: PublicKey, now: number): Promise<InboxItem[]> {
  return readViews(db, async () => {
    const [decisive, left] = await atOnce([readWaiting(db, me, now), readLeftToOwner(db)])
    return inbox(decisive, me, now, left)
  })
}

/** How many they are. */
export async function countInbox(db: Database, me: PublicKey, now: number): Promise<number> {
  return (await readInboxInShort(db, me, now)).length
}

/** What waits for all personas together, in short and in no order. */
export async function readInboxesInShort(
  db: Database,
  personas: readonly PublicKey[],
  now: number,
): Promise<InboxItem[]> {
  const items: InboxItem[] = []
  for (const me of personas) items.push(...(await readInboxInShort(db, me, now)))
  return items
}

/** What waits for all personas together, by time of the event. */
export async function readInboxes(db: Database, personas: readonly PublicKey[], now: number): Promise<InboxItem[]> {
  const items: InboxItem[] = []
  for (const me of personas) items.push(...(await readInbox(db, me, now)))
  return byTime(items, now)
}

/** How much that is. */
export async function countInboxes(db: Database, personas: readonly PublicKey[], now: number): Promise<number> {
  let count = 0
  for (const me of personas) count += await countInbox(db, me, now)
  return count
}
