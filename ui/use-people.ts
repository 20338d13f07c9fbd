// Who is who in a festival: what they said of themselves, and what I call them (DESIGN 5.7).
import type { ProfileRow } from '../src/festival/views.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import { readBlocked } from '../src/adapters/dexie/block-rows.ts'
import { readRetiredIn } from '../src/adapters/dexie/persona-rows.ts'
import { readPetnames } from '../src/adapters/dexie/petname-rows.ts'
import { readAncestors, readPeople } from '../src/adapters/dexie/queries.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { imitators } from './name-likeness.ts'
import { personName, type Named } from './persona-title.ts'
import { useLive } from './use-live.ts'

/** Profiles by public key, without the blocked. A plain object, since live queries compare values as JSON. */
export type People = Readonly<Record<string, ProfileRow & Named>>

export function usePeople(festival: FestivalId): People {
  return useLive((db) => loadPeople(db, festival), [festival]) ?? {}
}

/** The same with the people of the festivals around it, whose things its events ask for. */
export function usePeopleAround(festival: FestivalId): People {
  return (
    useLive(
      async (db) => {
        const festivals = [festival, ...(await readAncestors(db, festival)).map(({ id }) => id)]
        const people = await Promise.all(festivals.map((each) => loadPeople(db, each)))
        return Object.fromEntries(people.toReversed().flatMap((each) => Object.entries(each)))
      },
      [festival],
    ) ?? {}
  )
}

export async function loadPeople(db: Database, festival: FestivalId): Promise<People> {
  const [profiles, petnames, blocked] = await Promise.all([readPeople(db, festival), readPetnames(db), readBlocked(db)])
  for (const author of blocked) profiles.delete(author)
  const chosen = new Map([...profiles].flatMap(([author, { name }]) => (name === undefined ? [] : [[author, name]])))
  const imitating = imitators(chosen, petnames)
  const mineOf = (author: PublicKey): Named => {
    const petname = petnames.get(author)
    return { ...(petname === undefined ? {} : { petname }), ...(imitating.has(author) ? { imitates: true } : {}) }
  }
  // Last words are a description, so whoever never gave one has not retired.
  const described = [...profiles.values()].filter(({ set }) => set !== undefined).map(({ author }) => author)
  const retired = await readRetiredIn(db, festival, described)
  const endOf = ({ author, successor }: ProfileRow): Named => {
    if (!retired.has(author)) return {}
    if (successor === undefined) return { retired: true }
    const goesOnAs = personName(successor, { ...profiles.get(successor), ...mineOf(successor) })
    return { retired: true, goesOnAs }
  }
  return Object.fromEntries(
    [...profiles].map(([author, profile]) => [author, { ...profile, ...mineOf(author), ...endOf(profile) }]),
  )
}
