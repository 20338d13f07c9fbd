// The programme of a festival for files, from this browser's database. People are called as they call themselves: what I call them
// is nobody else's business.
import { gatherProgramme } from '../../src/exchange/gather-programme.ts'
import type { ProgrammeHere } from '../../src/exchange/plan-programme.ts'
import type { ProgrammeData } from '../../src/exchange/programme-data.ts'
import type { InventorySource } from '../../src/exchange/write-inventory.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import type { Audience } from '../../src/operations/operation.ts'
import { readEvents, readPeople, readResources } from '../../src/adapters/dexie/queries.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { personName } from '../../ui/persona-title.ts'

export async function loadProgramme(db: Database, about: FestivalOverview, audience: Audience): Promise<ProgrammeData> {
  const { festival: id } = about
  const [events, resources, people] = await Promise.all([
    readEvents(db, id, Date.now()),
    readResources(db, id),
    readPeople(db, id),
  ])
  return gatherProgramme({ festival: { ...about, id }, events, resources, nameOf: namesOf(people) }, audience)
}

/** The things of a festival for a table. */
export async function loadInventory(db: Database, festival: FestivalId): Promise<InventorySource> {
  const [resources, people] = await Promise.all([readResources(db, festival), readPeople(db, festival)])
  return { resources, nameOf: namesOf(people) }
}

function namesOf(people: Awaited<ReturnType<typeof readPeople>>): (author: PublicKey) => string {
  return (author) => {
    const name = people.get(author)?.name
    return personName(author, name === undefined ? {} : { name })
  }
}

/** What a programme can be saved by itself for: places and people, by name. */
export async function loadParts(
  db: Database,
  festival: FestivalId,
): Promise<{ places: { id: string; title: string }[]; people: { key: string; name: string }[] }> {
  const [resources, people] = await Promise.all([readResources(db, festival), readPeople(db, festival)])
  const places = resources.filter(({ kind, retired }) => kind === 'place' && retired === undefined)
  const named = [...people].map(([key, { name }]) => ({
    key,
    name: personName(key, name === undefined ? {} : { name }),
  }))
  return {
    places: places.map(({ id, title }) => ({ id, title })),
    people: named.sort((a, b) => a.name.localeCompare(b.name)),
  }
}

/** What the festival has, for whoever I am there. */
export async function loadHere(db: Database, about: FestivalOverview): Promise<ProgrammeHere> {
  const [data, resources] = await Promise.all([loadProgramme(db, about, 'members'), readResources(db, about.festival)])
  const titles = new Map(data.rooms.map(({ id, title }) => [id, title]))
  return {
    me: about.me,
    resources,
    events: data.events.map(({ id, title, from, to, rooms }) => ({
      event: { id, title, from, to },
      rooms: rooms.flatMap((room) => titles.get(room) ?? []),
    })),
  }
}
