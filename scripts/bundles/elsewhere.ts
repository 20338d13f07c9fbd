// The story of the example web site: four days in an old spinning mill, seven people, what they lend and what they make of it.

import type { FestivalId, ObjectId } from '../../src/operations/ids.ts'
import type { LogStore } from '../../src/ports/log-store.ts'
import { HAPPENINGS, PEOPLE, THINGS, on, type Happening, type Thing } from './elsewhere-plan.ts'
import { Company, type Person } from './people.ts'

/** 20 November 2026, 8:00 UTC. */
const START = Date.UTC(2026, 10, 20, 8)
interface Told {
  readonly festival: FestivalId
  readonly company: Company
  /** What the web site gives away. */
  readonly boat: ObjectId
}

/** Tells the story into an empty store. */
export async function elsewhere(store: LogStore): Promise<Told> {
  const company = new Company(store, START)
  const people = new Map<string, Person>()
  for (const name of Object.keys(PEOPLE)) people.set(name, await company.person(name))
  const who = (name: string): Person => people.get(name) ?? missing(name)
  const festival = await who('Mareike').begin({
    op: 'festival.create',
    title: 'Elsewhere 2027',
    description: 'Four days in the space between. Everything here was lent by somebody.',
    timezone: 'Europe/Berlin',
    from: on(3, 16),
    to: on(6, 20),
    place: 'The old spinning mill, Leipzig-Plagwitz',
    tags: ['neighbourhood'],
    visibility: 'open',
    nonce: '20270603000000656c73657768657265',
  })
  for (const [name, about] of Object.entries(PEOPLE)) {
    if (name !== 'Mareike') await who(name).say(festival, { op: 'festival.join', festival })
    await who(name).say(festival, { op: 'profile.set', name, about })
  }
  const things = new Map<string, ObjectId>()
  for (const thing of THINGS) things.set(thing.name, await offer(festival, who(thing.owner), thing))
  const events: ObjectId[] = []
  for (const happening of HAPPENINGS) events.push(await happen(festival, happening, things, who))
  await who('Inês').say(festival, {
    op: 'programme.publish',
    title: 'Music and night',
    events: [4, 6, 7, 8, 12].flatMap((index) => (events[index] === undefined ? [] : [{ event: events[index] }])),
  })
  return { festival, company, boat: things.get('Rowing boat') ?? missing('Rowing boat') }
}

function offer(festival: FestivalId, owner: Person, { name, kind, about, at, site }: Thing): Promise<ObjectId> {
  return owner.say(festival, {
    op: 'resource.create',
    title: name,
    description: about,
    kind,
    ...(at === undefined ? {} : { location: { type: 'gps', lat: degrees(at[0]), lon: degrees(at[1]) } }),
    availability: 'always',
    policy: site === undefined ? { kind: 'manual' } : { kind: 'external', url: site },
  })
}

async function happen(
  festival: FestivalId,
  { title, by, from, to, needs, about, tags, yes = [], no, cancelled }: Happening,
  things: ReadonlyMap<string, ObjectId>,
  who: (name: string) => Person,
): Promise<ObjectId> {
  const event = await who(by).say(festival, {
    op: 'event.create',
    title,
    from,
    to,
    ...(about === undefined ? {} : { description: about }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
  })
  for (const name of needs) {
    const resource = things.get(name) ?? missing(name)
    const { owner: lender, site } = THINGS.find((thing) => thing.name === name) ?? missing(name)
    const owner = who(lender)
    const said = site === undefined ? 'manual' : `site:${new URL(site).origin}`
    const request = await who(by).say(festival, { op: 'request.create', event, resource, from, to })
    if (yes.includes(name))
      await owner.say(festival, { op: 'authorization.grant', request, resource, from, to, by: said })
    if (no?.[0] === name) await owner.say(festival, { op: 'authorization.deny', request, by: 'manual', reason: no[1] })
  }
  if (cancelled !== undefined) await who(by).say(festival, { op: 'event.cancel', event, reason: cancelled })
  return event
}

/** Whole units of 1e-7 degrees. */
function degrees(value: number): number {
  return Math.round(value * 10_000_000)
}

function missing(name: string): never {
  throw new Error(`nobody knows ${name}`)
}
