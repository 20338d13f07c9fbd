// What becomes of pictures on the disk (decision 0025): a blob lives as long as something that counts names it.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { wantedBlobs } from '../../../network/blob-fetching.ts'
import { readBlob, readBlobUsage, readWantedBlobs, tidyBlobs } from '../../../src/adapters/dexie/blob-rows.ts'
import { readStored } from '../../../src/adapters/dexie/read-stored.ts'
import { DexieBlobStore } from '../../../src/adapters/dexie/dexie-blob-store.ts'
import { blobName } from '../../../src/operations/blobs.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import type { BlobId, BlobRef } from '../../../src/operations/operation.ts'
import { PART_LENGTH, partCount } from '../../../src/ports/blob-store.ts'
import { madeUpBlob } from '../../../src/testing/blob-store-suite.ts'
import { deliver, HOUR, type Machine } from './machine.ts'
import { begin, FRIDAY, type Story } from './story.ts'

const WHOLE = madeUpBlob(100_000, 1)
const SMALL = madeUpBlob(9_000, 2)
const OTHER = madeUpBlob(5_000, 3)
const PICTURE: BlobRef = { ...WHOLE.blob, type: 'image/jpeg', width: 40, height: 30, thumbnail: SMALL.blob }

interface Offered extends Story {
  drum: ObjectId
}

/** Ben offers a drum with a picture; Ada knows of it. */
async function offered(picture: BlobRef = PICTURE): Promise<Offered> {
  const story = await begin()
  const { ada, ben, festival } = story
  for (const { blob, bytes } of [WHOLE, SMALL]) await storeOf(ben).put(blob, bytes)
  const made = await ben.done('resource.create', {
    festival,
    title: 'Drum',
    kind: 'thing',
    availability: 'always',
    policy: { kind: 'manual' },
    images: [picture],
  })
  await deliver(ben, ada, festival)
  return { ...story, drum: made.resource }
}

function storeOf({ db, clock }: Machine): DexieBlobStore {
  return new DexieBlobStore(db, clock)
}

/** As the network half stores what came over links. */
async function receives(machine: Machine, { blob, bytes }: { blob: BlobId; bytes: Uint8Array }): Promise<void> {
  for (let part = 0; part < partCount(blob.size); part += 1) {
    await storeOf(machine).append(blob, part, bytes.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH))
  }
}

async function has(machine: Machine, { blob }: { blob: BlobId }): Promise<boolean> {
  return (await readBlob(machine.db, blob)) !== undefined
}

async function nothingIsLeft({ db }: Machine): Promise<void> {
  expect([await db.heldBlobs.count(), await db.blobParts.count(), await db.wantedBlobs.count()]).toEqual([0, 0, 0])
}

async function keyOf(
  machine: Machine,
): Promise<NonNullable<Awaited<ReturnType<typeof machine.worker.wallet.persona>>>> {
  return (await machine.worker.wallet.persona()) ?? expect.fail('no persona')
}

describe('a picture', () => {
  it('is named in its festival, whole and small, and nowhere else', async () => {
    const { ada, festival } = await offered()
    const store = storeOf(ada)
    expect(await store.isNamed(festival, WHOLE.blob)).toBe(true)
    expect(await store.isNamed(festival, SMALL.blob)).toBe(true)
    expect(await store.isNamed(festival, { ...WHOLE.blob, size: 99_999 })).toBe(false)
    expect(await store.isNamed('0040'.padEnd(132, '0') as typeof festival, WHOLE.blob)).toBe(false)
  })

  it('of a media type that nobody can show is not fetched', async () => {
    const { ada, festival } = await offered({ ...PICTURE, type: 'image/svg+xml' })
    expect(await storeOf(ada).isNamed(festival, WHOLE.blob)).toBe(false)
    expect((await ada.db.resources.toArray()).flatMap(({ images }) => images)).toHaveLength(1)
  })

  it.each<[string, (story: Offered) => Promise<unknown>]>([
    [
      'its thing shows another one',
      ({ ben, drum }) => ben.done('resource.update', { resource: drum, set: { images: [] } }),
    ],
    ['its author is blocked', async ({ ada, ben }) => ada.done('person.block', { author: await keyOf(ben) })],
    ['its festival is forgotten', ({ ada, festival }) => ada.done('festival.leave', { festival, forget: true })],
  ])('goes when %s', async (_when, end) => {
    const story = await offered()
    const { ada, ben, festival } = story
    for (const each of [WHOLE, SMALL]) await receives(ada, each)
    await receivesHalf(ada, story)
    expect([await has(ada, WHOLE), await has(ada, SMALL)]).toEqual([true, true])
    await end(story)
    await deliver(ben, ada, festival)
    await ada.worker.background.settled()
    await nothingIsLeft(ada)
  })

  /** The first part of another picture of Ben's drum, which somebody looks for. */
  async function receivesHalf(ada: Machine, { ben, drum, festival }: Offered): Promise<void> {
    const long = madeUpBlob(PART_LENGTH + 1, 4)
    await ben.done('resource.update', {
      resource: drum,
      set: { images: [PICTURE, { ...long.blob, type: 'image/png' }] },
    })
    await deliver(ben, ada, festival)
    await ada.done('blob.look', { blobs: [long.blob] })
    await storeOf(ada).append(long.blob, 0, long.bytes.slice(0, PART_LENGTH))
    expect(await ada.db.wantedBlobs.count()).toBe(1)
  }

  it('goes when its event is taken back', async () => {
    const { ada, ben, festival } = await begin()
    const { event } = await ben.done('event.create', {
      festival,
      title: 'Show',
      ...FRIDAY,
      lines: [],
      images: [PICTURE],
    })
    await deliver(ben, ada, festival)
    await receives(ada, SMALL)
    await ben.done('retract', { festival, entry: event })
    await deliver(ben, ada, festival)
    await ada.worker.background.settled()
    await nothingIsLeft(ada)
  })

  it('stays when the festival is left and its data is kept, and when another thing shows it too', async () => {
    const story = await offered()
    const { ada, ben, festival, drum } = story
    await receives(ada, SMALL)
    await ben.done('event.create', { festival, title: 'Show', ...FRIDAY, lines: [], images: [PICTURE] })
    await ben.done('resource.update', { resource: drum, set: { images: [] } })
    await deliver(ben, ada, festival)
    await ada.done('festival.leave', { festival, forget: false })
    await ada.worker.background.settled()
    expect(await has(ada, SMALL)).toBe(true)
  })

  it('that was chosen and not published is kept for an hour', async () => {
    const { ada } = await begin()
    await storeOf(ada).put(OTHER.blob, OTHER.bytes)
    await tidyBlobs(ada.db, ada.clock.now())
    expect(await has(ada, OTHER)).toBe(true)
    ada.clock.advance(HOUR)
    await tidyBlobs(ada.db, ada.clock.now())
    await nothingIsLeft(ada)
  })
})

describe('room for pictures', () => {
  it('is made by dropping what was not looked at for longest, never what is mine', async () => {
    const { ada, ben, festival, drum } = await offered()
    await ben.done('resource.update', {
      resource: drum,
      set: { images: [PICTURE, { ...OTHER.blob, type: 'image/webp' }] },
    })
    await deliver(ben, ada, festival)
    const mine = madeUpBlob(50_000, 5)
    await storeOf(ada).put(mine.blob, mine.bytes)
    await ada.done('profile.set', { festival, name: 'Ada', picture: { ...mine.blob, type: 'image/png' } })
    ada.clock.advance(HOUR * 2)
    for (const each of [WHOLE, SMALL, OTHER]) {
      await receives(ada, each)
      ada.clock.advance(1_000)
    }
    await ada.done('blob.look', { blobs: [WHOLE.blob] })
    await tidyBlobs(ada.db, ada.clock.now(), 106_000)
    expect(await Promise.all([WHOLE, SMALL, OTHER, mine].map((each) => has(ada, each)))).toEqual([
      true,
      false,
      true,
      true,
    ])
    expect(await readBlobUsage(ada.db)).toEqual({ own: 50_000, others: 105_000, count: 3 })
    expect((await readStored(ada.db)).map(({ pictures }) => pictures)).toEqual([155_000])
    await ada.done('blob.empty', {})
    expect(await readBlobUsage(ada.db)).toEqual({ own: 50_000, others: 0, count: 1 })
  })
})

describe('what is fetched', () => {
  const names = async (machine: Machine, festival: Story['festival'], isSparing = false): Promise<string[]> => {
    const wanted = await wantedBlobs(machine.db, { festivals: [festival], isSparing }, machine.clock.now())
    return wanted.map(({ blob }) => blobName(blob))
  }

  it('is a thumbnail by itself, the whole when somebody looks, and that first', async () => {
    const { ada, festival } = await offered()
    expect(await names(ada, festival)).toEqual([blobName(SMALL.blob)])
    await ada.done('blob.look', { blobs: [WHOLE.blob] })
    expect(await names(ada, festival)).toEqual([blobName(WHOLE.blob), blobName(SMALL.blob)])
    expect(ada.worker.host.sent).toContainEqual({ kind: 'blobs' })
    await receives(ada, WHOLE)
    expect(await names(ada, festival)).toEqual([blobName(SMALL.blob)])
    expect(await readWantedBlobs(ada.db, ada.clock.now())).toEqual([])
  })

  it('is only what somebody looks at for who is sparing, and nothing of a festival that is not followed', async () => {
    const { ada, festival } = await offered()
    expect(await names(ada, festival, true)).toEqual([])
    await ada.done('blob.look', { blobs: [SMALL.blob] })
    expect(await names(ada, festival, true)).toEqual([blobName(SMALL.blob)])
    expect(await wantedBlobs(ada.db, { festivals: [], isSparing: false }, ada.clock.now())).toEqual([])
  })

  it('goes on at the part that is missing, and is given up after a day', async () => {
    const { ada, festival } = await offered()
    await ada.done('blob.look', { blobs: [WHOLE.blob] })
    await storeOf(ada).append(WHOLE.blob, 0, WHOLE.bytes.slice(0, PART_LENGTH))
    const [first] = await wantedBlobs(ada.db, { festivals: [festival], isSparing: true }, ada.clock.now())
    expect(first).toMatchObject({ parts: 1, isUrgent: true })
    ada.clock.advance(24 * HOUR)
    expect(await names(ada, festival, true)).toEqual([])
  })

  it('is as much of one author as may be kept of their entries', async () => {
    const { ada, ben, festival, drum } = await offered()
    const images = (seed: number, size: number): BlobRef[] =>
      Array.from({ length: 10 }, (_, index) => ({ ...madeUpBlob(8, seed * 10 + index).blob, size, type: 'image/png' }))
    await ben.done('resource.update', { resource: drum, set: { images: images(1, 1_048_576) } })
    for (let seed = 2; seed < 9; seed += 1) {
      await ben.done('event.create', {
        festival,
        title: `${seed}`,
        ...FRIDAY,
        lines: [],
        images: images(seed, 1_048_576),
      })
    }
    await deliver(ben, ada, festival)
    const rows = [...(await ada.db.resources.toArray()), ...(await ada.db.events.toArray())]
    const all = rows.flatMap((row) => row.images)
    for (let at = 0; at < all.length; at += 16) {
      await ada.done('blob.look', { blobs: all.slice(at, at + 16).map(({ hash, size }) => ({ hash, size })) })
    }
    expect(all).toHaveLength(80)
    expect(await names(ada, festival)).toHaveLength(64)
  })

  it('refuses what is no blob', async () => {
    const { ada } = await begin()
    const look = async (blob: BlobId): Promise<unknown> => ada.command('blob.look', { blobs: [blob] })
    expect(await look({ hash: 'x', size: 1 })).toMatchObject({ ok: false, error: { code: 'invalid-params' } })
    expect(await look({ ...SMALL.blob, size: 0 })).toMatchObject({ ok: false, error: { code: 'invalid-params' } })
  })
})
