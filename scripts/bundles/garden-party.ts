// The story of examples/bundles/garden-party.p2panda: two people plan a weekend in a garden.

import { encodeInvite } from '../../src/festival/invite.ts'
import type { ObjectId, FestivalId } from '../../src/operations/ids.ts'
import type { LogStore } from '../../src/ports/log-store.ts'
import { Company, type Person } from './people.ts'

const TITLE = 'Garden party at Ada’s'
/** 1 November 2026, 10:00 UTC. */
const START = Date.UTC(2026, 10, 1, 10)
/** The weekend of 12 June 2027, whose zone is two hours ahead of UTC. */
const saturday = (hour: number, minute: number = 0): number => Date.UTC(2027, 5, 12, hour - 2, minute)
const sunday = (hour: number): number => Date.UTC(2027, 5, 13, hour - 2)

export interface GardenParty {
  festival: FestivalId
  invite: string
  company: Company
  ada: Person
  ben: Person
}

/** Tells the story into an empty store. */
export async function gardenParty(store: LogStore): Promise<GardenParty> {
  const company = new Company(store, START)
  const ada = await company.person('Ada')
  const ben = await company.person('Ben')
  const festival = await begin(ada)
  const things = await offer(festival, ada, ben)
  await plan(festival, ada, ben, things)
  const sign = (message: Uint8Array): Promise<Uint8Array> => ada.signer.sign(message)
  const invite = await encodeInvite({ festival, title: TITLE, trackers: [], invitedBy: ada.signer.publicKey, sign })
  return { festival, invite, company, ada, ben }
}

async function begin(ada: Person): Promise<FestivalId> {
  const festival = await ada.begin({
    op: 'festival.create',
    title: TITLE,
    description: 'A weekend on the lawn: films, pancakes, music. Bring a blanket, and something that others can use.',
    timezone: 'Europe/Berlin',
    from: saturday(12),
    to: sunday(20),
    place: 'The garden behind the old mill',
    tags: ['garden', 'summer'],
    visibility: 'open',
    nonce: '202706120000000067617264656e2121',
  })
  await ada.say(festival, { op: 'profile.set', name: 'Ada', about: 'Has a garden and a film projector.' })
  return festival
}

interface Things {
  lawn: ObjectId
  projector: ObjectId
  table: ObjectId
}

async function offer(festival: FestivalId, ada: Person, ben: Person): Promise<Things> {
  const lawn = await ada.say(festival, {
    op: 'resource.create',
    title: 'The big lawn',
    description: 'Room for sixty people, with a plum tree in the middle.',
    kind: 'place',
    location: { type: 'address', street: 'Mill Lane 4', city: 'Panda Springs' },
    availability: { windows: [[saturday(12), sunday(20)]] },
    policy: { kind: 'first-come-first-served' },
  })
  const projector = await ada.say(festival, {
    op: 'resource.create',
    title: 'Film projector and screen',
    description: 'Bright enough from half an hour after sunset.',
    kind: 'thing',
    availability: 'always',
    buffer: { before: 1_800_000, after: 1_800_000 },
    policy: { kind: 'manual' },
    message: 'Please tell me who carries it back.',
  })
  await ben.say(festival, { op: 'festival.join', festival, invitedBy: ada.signer.publicKey })
  await ben.say(festival, { op: 'profile.set', name: 'Ben', about: 'Plays the accordion, sometimes in tune.' })
  const table = await ben.say(festival, {
    op: 'resource.create',
    title: 'Long table with two benches',
    kind: 'thing',
    availability: 'always',
    policy: { kind: 'manual' },
  })
  return { lawn, projector, table }
}

async function plan(festival: FestivalId, ada: Person, ben: Person, things: Things): Promise<void> {
  const cinema = { from: saturday(21, 30), to: saturday(23, 30) }
  const films = await ben.say(festival, {
    op: 'event.create',
    title: 'Open-air cinema',
    description: 'Short films about bears. Bring a blanket.',
    ...cinema,
    tags: ['film'],
  })
  const wishes = { event: films, ...cinema }
  const onLawn = await ben.say(festival, { op: 'request.create', resource: things.lawn, ...wishes })
  const withProjector = await ben.say(festival, {
    op: 'request.create',
    resource: things.projector,
    ...wishes,
    message: 'I carry it back myself, still warm.',
  })
  const by = 'first-come-first-served'
  await ada.say(festival, { op: 'authorization.grant', request: onLawn, resource: things.lawn, ...cinema, by })
  await ada.say(festival, {
    op: 'authorization.grant',
    request: withProjector,
    resource: things.projector,
    ...cinema,
    by: 'manual',
    note: 'Gladly. The cable is in the blue box.',
  })
  const breakfast = { from: sunday(9), to: sunday(11) }
  const pancakes = await ada.say(festival, { op: 'event.create', title: 'Pancake breakfast', ...breakfast })
  const atTable = { op: 'request.create', event: pancakes, resource: things.table, ...breakfast } as const
  const asked = await ada.say(festival, { ...atTable, message: 'May the pancakes have your table?' })
  await ben.say(festival, {
    op: 'authorization.deny',
    request: asked,
    by: 'manual',
    reason: 'It is at my sister’s wedding that morning. Take the blankets!',
  })
}
