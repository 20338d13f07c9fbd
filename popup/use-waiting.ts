// Everything that waits for the user, with the names and zones of the festivals it comes from.
import type { InboxItem } from '../src/festival/overview.ts'
import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readApprovals, readInboxes } from '../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import { useLive } from '../ui/use-live.ts'
import { loadPeople, type People } from '../ui/use-people.ts'

export interface WaitingState {
  items: InboxItem[]
  approvals: ApprovalRow[]
  /** By festival. */
  people: Readonly<Record<string, People>>
}

export function useWaiting(): WaitingState | undefined {
  return useLive(async (db) => {
    const [items, approvals] = await Promise.all([
      readInboxes(db, await readPersonaKeys(db), Date.now()),
      readApprovals(db),
    ])
    const festivals = [...new Set(items.map(({ resource }) => resource.festival))]
    const people = await Promise.all(
      festivals.map(async (festival) => [festival, await loadPeople(db, festival)] as const),
    )
    return { items, approvals, people: Object.fromEntries(people) }
  }, [])
}
