// The story that the database tests tell: Ada creates a festival and lends two things, Ben makes an event and asks for them,
// Ada answers. Ada's logs are written here (own), Ben's comes from outside.

import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { writeSetting } from '../../../src/adapters/dexie/settings.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { Step } from '../../../src/log/publication.ts'
import { publish } from '../../../src/log/publish.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import {
  HandLog,
  eventOf,
  festivalCreate,
  grantOf,
  joinOf,
  person,
  portsOf,
  profileOf,
  requestOf,
  resourceOf,
} from '../log/fixtures.ts'

export interface Story {
  festival: FestivalId
  projector: EntryHash
  room: EntryHash
  event: EntryHash
  /** For the projector and for the room. */
  requests: [EntryHash, EntryHash]
  bens: HandLog
}

/** Appends steps to the log of Ada, who lives in this database. */
export async function adaPublishes(
  db: Database,
  festival: FestivalId | 'new',
  steps: readonly Step[],
): Promise<EntryHash[]> {
  const ports = portsOf(new DexieLogStore(db), await person('ada'))
  const value = (receipts: readonly { id: EntryHash }[]): EntryHash[] => receipts.map(({ id }) => id)
  const result = await publish(ports, { festival, steps, value })
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** Tells the story up to Ben's requests; nobody has answered yet. */
export async function tellStory(db: Database): Promise<Story> {
  await writeSetting(db, 'personas', [{ publicKey: (await person('ada')).publicKey, index: 0 }])
  const [festival, projector, room] = await adaPublishes(db, 'new', [
    () => festivalCreate,
    () => resourceOf('Projector'),
    () => resourceOf('Room', 'first-come-first-served'),
  ])
  if (festival === undefined || projector === undefined || room === undefined) throw new Error('three entries')
  const bens = new HandLog(await person('ben'))
  await bens.add(joinOf(festival))
  await bens.add(profileOf('Ben'))
  const event = await bens.add(eventOf('Slides at night'))
  const requests: Story['requests'] = [
    await bens.add(requestOf(event, projector)),
    await bens.add(requestOf(event, room)),
  ]
  const result = await ingest(new DexieLogStore(db), festival, bens.incoming())
  if (!result.ok) throw new Error(result.error.code)
  return { festival, projector, room, event, requests, bens }
}

/** Ada grants the room. */
export async function grantRoom(db: Database, { festival, requests, room }: Story): Promise<EntryHash> {
  const [grant] = await adaPublishes(db, festival, [() => grantOf(requests[1], room)])
  if (grant === undefined) throw new Error('one entry')
  return grant
}
