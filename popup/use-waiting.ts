// Everything that waits for the user, with the names and zones of the festivals it comes from.
import type { InboxItem } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { readApprovals, readInbox } from '../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import { useLive } from '../ui/use-live.ts'
import { loadPeople, type People } from '../ui/use-people.ts'

export interface WaitingState {
  items: InboxItem[]
  approvals: ApprovalRow[]
  /** By festival. */
  people: Readonly<Record<string, People>>
}

export function useWaiting(me: PublicKey): WaitingState | undefined {
  return useLive(
    async (db) => {
      const [items, approvals] = await Promise.all([readInbox(db, me, Date.now()), readApprovals(db)])
      const festivals = [...new Set(items.map(({ resource }) => resource.festival))]
      const people = await Promise.all(
        festivals.map(async (festival) => [festival, await loadPeople(db, festival)] as const),
      )
      return { items, approvals, people: Object.fromEntries(people) }
    },
    [me],
  )
}
