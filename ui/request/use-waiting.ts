// What waits for the user, the first of it and more with each press, with the names of the festivals it comes from.
import { useState } from 'preact/hooks'
import type { InboxItem } from '../../src/festival/overview.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { readPersonaKeys } from '../../src/adapters/dexie/persona-rows.ts'
import { readApprovals, readInboxPage } from '../../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import { useLive } from '../use-live.ts'
import type { Paged } from '../use-paged.ts'
import { loadPeople, type People } from '../use-people.ts'

/** Requests at first, and more of them with each press. */
const PAGE = 30

export interface WaitingState {
  requests: Paged<InboxItem>
  /** All requests, also those that are not shown. */
  total: number
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
        readInboxPage(db, await readPersonaKeys(db), Date.now(), count, parseEntryHash(about)),
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
  if (read === undefined) return undefined
  const { items, total, approvals, people } = read
  const showMore = (): void => setCount(Math.max(count, items.length) + PAGE)
  return { requests: { shown: items, left: total - items.length, showMore }, total, approvals, people }
}
