// The last things that I decided and asked for, in all festivals, with the names of the people in them.
import { readPersonaKeys } from '../../src/adapters/dexie/persona-rows.ts'
import { readHistory, type HistoryLine, type HistoryPart } from '../../src/adapters/dexie/read-history.ts'
import { useLive } from '../../ui/use-live.ts'
import { loadPeople, type People } from '../../ui/use-people.ts'

export interface HistoryState {
  lines: HistoryLine[]
  hasMore: boolean
  /** By festival. */
  people: Readonly<Record<string, People>>
}

export function useHistory(part: HistoryPart, count: number): HistoryState | undefined {
  return useLive(
    async (db) => {
      const page = await readHistory(db, await readPersonaKeys(db), { part, count, now: Date.now() })
      const festivals = [...new Set(page.lines.flatMap(({ resource }) => resource?.festival ?? []))]
      const people = await Promise.all(
        festivals.map(async (festival) => [festival, await loadPeople(db, festival)] as const),
      )
      return { ...page, people: Object.fromEntries(people) }
    },
    [part, count],
  )
}
