// The story of examples/bundles/two-different-things.p2panda: Cleo promises one drum kit to two people, by continuing one log in
// two ways. Whoever has both sees it, and neither promise counts.

import type { EntryHash, FestivalId, ObjectId } from '../../src/operations/ids.ts'
import type { LogStore } from '../../src/ports/log-store.ts'
import { ingestForkProof } from '../../src/log/fork-proof.ts'
import { gardenParty, type GardenParty } from './garden-party.ts'
import type { Person } from './people.ts'

/** Saturday, 12 June 2027, 16:00 to 18:00 in Berlin. */
const AFTERNOON = { from: Date.UTC(2027, 5, 12, 14), to: Date.UTC(2027, 5, 12, 16) }

interface Story extends GardenParty {
  cleo: Person
  drums: ObjectId
  /** Ada's and Ben's requests for the drums. */
  adas: EntryHash
  bens: EntryHash
}

/** Tells the story into two empty stores, one for each thing that was said; the first one then has the proof. */
export async function twoDifferentThings(
  store: LogStore,
  other: LogStore,
): Promise<{ festival: FestivalId; invite: string }> {
  const told = await until(store)
  const { festival, invite, ada, ben } = told
  await grant(told, told.adas, 'Yours, Ada!')
  // The same story again, up to the same word: from there on it goes differently.
  const retold = await until(other)
  await grant(retold, retold.bens, 'Yours, Ben!')
  const said = { op: 'profile.set' } as const
  await ada.say(festival, { ...said, name: 'Ada', about: 'Has a garden, a film projector and, says Cleo, drums.' })
  await ben.say(festival, { ...said, name: 'Ben', about: 'Plays the accordion, and now drums: Cleo said yes.' })
  const [first, second] = await Promise.all([lastOf(told), lastOf(retold)])
  const proof = await ingestForkProof(store, first, second)
  if (!proof.ok || !proof.value.news) throw new Error('Cleo said one thing only')
  return { festival, invite }
}

async function until(store: LogStore): Promise<Story> {
  const party = await gardenParty(store)
  const { festival, company, ada, ben } = party
  const cleo = await company.person('Cleo')
  await cleo.say(festival, { op: 'festival.join', festival, invitedBy: ben.signer.publicKey })
  await cleo.say(festival, { op: 'profile.set', name: 'Cleo', about: 'Can not say no.' })
  const drums = await cleo.say(festival, {
    op: 'resource.create',
    title: 'Drum kit',
    kind: 'thing',
    availability: 'always',
    policy: { kind: 'manual' },
  })
  const adas = await wish(festival, ada, 'Drum circle under the plum tree', drums)
  const bens = await wish(festival, ben, 'Accordion with drums', drums)
  return { ...party, cleo, drums, adas, bens }
}

async function wish(festival: FestivalId, person: Person, title: string, resource: ObjectId): Promise<EntryHash> {
  const event = await person.say(festival, { op: 'event.create', title, ...AFTERNOON })
  return person.say(festival, { op: 'request.create', event, resource, ...AFTERNOON })
}

async function grant({ festival, cleo, drums }: Story, request: EntryHash, note: string): Promise<void> {
  const granted = { op: 'authorization.grant', request, resource: drums, ...AFTERNOON, by: 'manual', note } as const
  await cleo.say(festival, granted)
}

async function lastOf({ company, cleo, festival }: Story): Promise<Uint8Array> {
  const log = await company.store.ownLog(cleo.signer.publicKey, festival)
  const [last] = log === undefined ? [] : await company.store.entries(log, log.seqNum, log.seqNum)
  if (last === undefined) throw new Error('Cleo said nothing')
  return last.entry
}
