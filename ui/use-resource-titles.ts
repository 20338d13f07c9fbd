// Titles of everything that the followed festivals offer, by id: what scopes of web sites name.
import type { FestivalOverview } from '../src/festival/overview.ts'
import { readResources } from '../src/adapters/dexie/queries.ts'
import { useLive } from './use-live.ts'

export function useResourceTitles(festivals: readonly FestivalOverview[]): Readonly<Record<string, string>> {
  const ids = festivals.map(({ festival }) => festival)
  const titles = useLive(
    async (db) => {
      const resources = await Promise.all(ids.map((festival) => readResources(db, festival)))
      return Object.fromEntries(resources.flat().map(({ id, title }) => [id, title]))
    },
    [ids.join(' ')],
  )
  return titles ?? {}
}
