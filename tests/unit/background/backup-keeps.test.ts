// What a backup keeps besides key, festivals and logs: what I call my personas, the pictures that they show, and what they wrote in
// festivals that were left. Files of earlier versions have none of it, see backup.test.ts.

import 'fake-indexeddb/auto'
import { beforeAll, describe, expect, it } from 'vitest'
import { readBlob, tidyBlobs } from '../../../src/adapters/dexie/blob-rows.ts'
import { DexieBlobStore } from '../../../src/adapters/dexie/dexie-blob-store.ts'
import { readSetting } from '../../../src/adapters/dexie/settings.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { madeUpBlob } from '../../../src/testing/blob-store-suite.ts'
import { backupOf, opened, restoreInto, type Opened } from './backups.ts'
import { HOUR, Machine } from './machine.ts'
import { begin, type Story } from './story.ts'

const SLOW = 60_000
const WHOLE = madeUpBlob(100_000, 1)
const SMALL = madeUpBlob(9_000, 2)
/** Of somebody else. */
const FOREIGN = madeUpBlob(5_000, 3)

let story: Story
let left: FestivalId
let invite: string
let me: PublicKey
let backup: Opened

beforeAll(async () => {
  story = await begin()
  const { ada, festival } = story
  me = (await ada.worker.wallet.persona()) ?? expect.fail()
  await ada.done('persona.label', { persona: me, label: 'For work' })
  for (const { blob, bytes } of [WHOLE, SMALL, FOREIGN]) await new DexieBlobStore(ada.db, ada.clock).put(blob, bytes)
  const thing = { kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
  const image = { ...WHOLE.blob, type: 'image/jpeg', width: 40, height: 30, thumbnail: SMALL.blob }
  await ada.done('resource.create', { festival, title: 'Drum', ...thing, images: [image] })
  ;({ festival: left } = await ada.done('festival.create', { title: 'Left', timezone: 'UTC', visibility: 'open' }))
  ;({ invite } = await ada.done('festival.invite', { festival: left }))
  await ada.done('resource.create', { festival: left, title: 'Canoe', ...thing })
  await ada.done('festival.leave', { festival: left, forget: false })
  backup = await opened(new Machine(), await backupOf(ada))
}, SLOW)

describe('a backup', { timeout: SLOW }, () => {
  it('brings back what I call my personas, and leaves what I call them where it is restored', async () => {
    const machine = new Machine()
    await restoreInto(machine, backup)
    expect(await readSetting(machine.db, 'personaLabels')).toEqual({ [me]: 'For work' })
    await machine.done('persona.label', { persona: me, label: 'For fun' })
    await restoreInto(machine, backup)
    expect(await readSetting(machine.db, 'personaLabels')).toEqual({ [me]: 'For fun' })
  })

  it('brings back the pictures that my personas show, to stay, and no others', async () => {
    const machine = new Machine()
    await restoreInto(machine, backup)
    machine.clock.advance(2 * HOUR)
    await tidyBlobs(machine.db, machine.clock.now())
    expect(await readBlob(machine.db, WHOLE.blob)).toEqual(WHOLE.bytes)
    expect(await readBlob(machine.db, SMALL.blob)).toEqual(SMALL.bytes)
    expect(await machine.db.heldBlobs.count()).toBe(2)
  })

  it('brings back what I wrote where I left, follows nothing there, and coming back goes on with it', async () => {
    const machine = new Machine()
    await restoreInto(machine, backup)
    expect((await machine.db.memberships.toArray()).map(({ festival }) => festival)).toEqual([story.festival])
    expect(await readSetting(machine.db, 'left')).toEqual({ [left]: 'kept' })
    const [log] = await machine.worker.store.logsOf(me, left)
    expect(log).toMatchObject({ own: false, seqNum: 2, verified: 2 })
    await machine.done('festival.join', { invite })
    const canoe = (await machine.db.resources.where('festival').equals(left).first()) ?? expect.fail()
    await machine.done('resource.update', { resource: canoe.id, set: { title: 'Kayak' } })
    expect((await machine.db.resources.get(canoe.id))?.title).toBe('Kayak')
    expect(await readSetting(machine.db, 'left')).toEqual({})
  })

  it('that is restored where the festival is followed leaves it nowhere', async () => {
    const { ada } = story
    await ada.done('festival.join', { invite })
    await restoreInto(ada, backup)
    expect(await readSetting(ada.db, 'left')).toEqual({})
    expect(await ada.db.memberships.get(left)).toBeDefined()
  })
})
