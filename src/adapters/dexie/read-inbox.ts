// What waits for me, over all festivals. First who answers, a person or a policy, then what is in the way of a request: the
// second costs more, and is read for what is shown only. How the event of a request stands otherwise is read where it is open.

import { byTime, firstOfInbox, inbox, type InboxChoice, type InboxPart } from '../../festival/inbox.ts'
import type { FestivalRows, InboxItem } from '../../festival/overview.ts'
import type { LeftReason } from '../../festival/waits-for-person.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import { atOnce, readViews } from './at-once.ts'
import type { Database } from './schema.ts'
import { readLeftToOwner } from './settings.ts'
import { readWaitingPart } from './read-waiting-part.ts'
import { withDecisive, withTaken } from './waiting-rows.ts'

/** A page that is all waiting list goes on until something can be given, up to so many times its length. */
const MAX_STRETCH = 8

export interface InboxPage {
  /** By time of the event; with what collides with them a few more than asked for. */
  items: InboxItem[]
  /** How many there are; beyond the most that was asked for about as many. */
  total: number
}

/** What a page shows, and how far it counts the others: to all of them where nothing is said. */
export interface PageChoice extends InboxChoice {
  readonly most?: number
}

/** Requests that wait for an answer of `me` by hand, with what they collide with, by time of the event. `now` is UTC ms. */
export async function readInbox(db: Database, me: PublicKey, now: number): Promise<InboxItem[]> {
  return (await readPageOf(db, me, now, { count: Number.POSITIVE_INFINITY })).items
}

/** The first `count` of what waits for each persona, all together by time of the event, and the request `about`. */
export async function readInboxPage(
  db: Database,
  personas: readonly PublicKey[],
  now: number,
  choice: PageChoice,
): Promise<InboxPage> {
  const pages: InboxPage[] = []
  for (const me of personas) pages.push(await readPageOf(db, me, now, choice))
  return {
    items: byTime(
      pages.flatMap(({ items }) => items),
      now,
    ),
    total: pages.reduce((sum, { total }) => sum + total, 0),
  }
}

async function readPageOf(
  db: Database,
  me: PublicKey,
  now: number,
  { count, about, most }: PageChoice,
): Promise<InboxPage> {
  return readViews(db, async () => {
    let length = count
    for (;;) {
      const choice = { count: length, about }
      const [{ rows, others }, left] = await atOnce([
        readWaitingPart(db, { me, now }, choice, most),
        readLeftToOwner(db),
      ])
      const decisive = await withDecisive(db, rows, now)
      const part = firstOfInbox(decisive, me, now, left, choice)
      const items = await itemsOf(db, decisive, part, { me, now, left })
      const total = part.total + others
      if (part.shown.length >= total || length >= count * MAX_STRETCH || items.some(({ available }) => available)) {
        return { items, total }
      }
      length *= 2
    }
  })
}

async function itemsOf(
  db: Database,
  decisive: FestivalRows,
  { shown }: InboxPart,
  { me, now, left }: { me: PublicKey; now: number; left: ReadonlyMap<ObjectId, LeftReason> },
): Promise<InboxItem[]> {
  if (shown.length === 0) return []
  const rows = await withTaken(db, decisive, shown)
  return inbox(rows, me, now, left, new Set(shown.map(({ id }) => id)))
}

/** How many they are; whoever does not care beyond `most` is told about as many. */
export async function countInbox(db: Database, me: PublicKey, now: number, most?: number): Promise<number> {
  return readViews(db, async () => {
    const [{ rows, others }, left] = await atOnce([
      readWaitingPart(db, { me, now }, { count: 0 }, most),
      readLeftToOwner(db),
    ])
    return firstOfInbox(await withDecisive(db, rows, now), me, now, left, { count: 0 }).total + others
  })
}

/** How much waits for all personas together; beyond `most` about as many. */
export async function countInboxes(
  db: Database,
  personas: readonly PublicKey[],
  now: number,
  most?: number,
): Promise<number> {
  let count = 0
  for (const me of personas) count += await countInbox(db, me, now, most)
  return count
}
