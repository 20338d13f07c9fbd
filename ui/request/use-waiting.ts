// What waits for the user, the first of it and more with each press, with the names of the festivals it comes from. Where hundreds wait
// they are counted to the end only when the first of them are on the screen: that takes a database longer than to find these.
import { useState } from 'preact/hooks'
import type { InboxItem } from '../../src/festival/overview.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { readPersonaKeys } from '../../src/adapters/dexie/persona-rows.ts'
import { countInboxes, readApprovals, readInboxPage } from '../../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import { useLive } from '../use-live.ts'
import type { Paged } from '../use-paged.ts'
import { loadPeople, type People } from '../use-people.ts'

/** Requests at first, and more of them with each press. */
const PAGE = 30
/** So many more are counted at once. */
const COUNTED = 300

export interface WaitingState {
  requests: Paged<InboxItem>
  /** All requests, also those that are not shown. */
  total: number
  /** There are more of them than that: they are being counted. */
  isCounting: boolean
  approvals: ApprovalRow[]
  /** By festival. */
  people: Readonly<Record<string, People>>
}

/** `about` is a request that is shown wherever it stands, as an address names it. */
export function useWaiting(about?: string): WaitingState | undefined {
  const [count, setCount] = useState(PAGE)
  const read = useLive(
    async (db) => {
      const [{ items, total }, approvals] = await Promise.all([
        readInboxPage(db, await readPersonaKeys(db), Date.now(), {
          count,
          about: parseEntryHash(about),
          most: count + COUNTED,
        }),
        readApprovals(db),
      ])
      const festivals = [...new Set(items.map(({ resource }) => resource.festival))]
      const people = await Promise.all(
        festivals.map(async (festival) => [festival, await loadPeople(db, festival)] as const),
      )
      return { items, total, approvals, people: Object.fromEntries(people) }
    },
    [count, about],
  )
  const isCut = read !== undefined && read.total >= COUNTED
  const all = useLive(
    async (db) => (isCut ? countInboxes(db, await readPersonaKeys(db), Date.now()) : undefined),
    [isCut],
  )
  if (read === undefined) return undefined
  const { items, approvals, people } = read
  const total = isCut ? Math.max(all ?? 0, read.total) : read.total
  const showMore = (): void => setCount(Math.max(count, items.length) + PAGE)
  const requests = { shown: items, left: total - items.length, showMore }
  return { requests, total, isCounting: isCut && all === undefined, approvals, people }
}
