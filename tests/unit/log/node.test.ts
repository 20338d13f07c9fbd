// A whole node in memory: two of them play the story by handing each other entries.

import { expect, it } from 'vitest'
import {
  MemoryLogStore,
  createNode,
  eventOverviews,
  headsOf,
  inbox,
  compareHeads,
  type EntryHash,
  type FestivalId,
  type LocalNode,
  type LogStore,
} from '../../../src/index.ts'
import {
  AT,
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
} from './fixtures.ts'

interface Party {
  node: LocalNode
  store: LogStore
}

async function party(name: string): Promise<Party> {
  const store = new MemoryLogStore()
  return { node: createNode(portsOf(store, await person(name))), store }
}

/** `to` gets all that `from` has more, the way sync does it. */
async function sync(from: Party, to: Party, festival: FestivalId): Promise<void> {
  const { wants } = compareHeads(await to.node.heads(festival), await headsOf(from.store, festival))
  for (const { author, logId, from: first, to: last } of wants) {
    const log = await from.store.log(author, logId)
    if (log === undefined) throw new Error('offered and not held')
    const result = await to.node.ingest(festival, await from.store.entries(log, first, last))
    expect(result).toMatchObject({ ok: true })
  }
}

async function published(party: Party, ...[publication]: Parameters<LocalNode['publish']>): Promise<EntryHash[]> {
  const result = await party.node.publish({ ...publication, value: (receipts) => receipts.map(({ id }) => id) })
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

const value = (): object => ({})

it('two nodes plan a festival: request, inbox, grant, confirmed', async () => {
  const [ada, ben] = [await party('ada'), await party('ben')]
  const steps = [() => festivalCreate, () => resourceOf('Projector')]
  const [festival, projector] = await published(ada, { festival: 'new', steps, value })
  if (festival === undefined || projector === undefined) throw new Error('two entries')
  await sync(ada, ben, festival)
  const asking = [() => eventOf('Slides'), ([event]: readonly EntryHash[]) => requestOf(event ?? projector, projector)]
  const [, request] = await published(ben, { festival, steps: asking, value })
  await sync(ben, ada, festival)
  const waiting = inbox((await ada.node.views(festival)).rowsOf(festival), ada.node.publicKey, AT)
  expect(waiting.map((item) => item.request.id)).toEqual([request])
  await published(ada, { festival, steps: [() => grantOf(request ?? projector, projector)], value })
  await sync(ada, ben, festival)
  const [event] = eventOverviews((await ben.node.views(festival)).rowsOf(festival), AT)
  expect(event?.confirmation).toEqual({ required: 1, granted: 1 })
})

it('requests keep the number of the look that saw them first', async () => {
  const ada = await party('ada')
  const [festival] = await published(ada, { festival: 'new', steps: [() => festivalCreate], value })
  if (festival === undefined) throw new Error('one entry')
  const bens = new HandLog(await person('ben'))
  await bens.add(joinOf(festival))
  const event = await bens.add(eventOf('Slides'))
  const first = await bens.add(requestOf(event, festival))
  await ada.node.ingest(festival, bens.incoming())
  await ada.node.views(festival)
  const second = await bens.add(requestOf(event, festival))
  await ada.node.ingest(festival, bens.incoming())
  const { requests } = await ada.node.views(festival)
  expect(requests.get(first)?.arrival).toBeLessThan(requests.get(second)?.arrival ?? 0)
})

it('what an author said twice in two ways has no effect in the views', async () => {
  const ada = await party('ada')
  const [festival] = await published(ada, { festival: 'new', steps: [() => festivalCreate], value })
  if (festival === undefined) throw new Error('one entry')
  const bens = new HandLog(await person('ben'))
  await bens.add(joinOf(festival))
  const twin = bens.fork()
  await bens.add(profileOf('Ben'))
  await twin.add(profileOf('Bert'))
  await ada.node.ingest(festival, bens.incoming())
  expect([...(await ada.node.views(festival)).profiles.values()].map(({ name }) => name)).toContain('Ben')
  await ada.node.ingest(festival, twin.incoming())
  expect([...(await ada.node.views(festival)).profiles.values()].map(({ name }) => name)).not.toContain('Ben')
})
