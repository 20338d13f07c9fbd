// Commands about bundle files: who may add what, that nobody goes online by it, and that it goes on whatever dies.

import { beforeEach, describe, expect, it } from 'vitest'
import { OffscreenHost } from '../../../background/offscreen-host.ts'
import { stageImport } from '../../../src/adapters/dexie/import-rows.ts'
import { readSetting } from '../../../src/adapters/dexie/settings.ts'
import { encodeVarU64 } from '../../../src/bamboo/index.ts'
import { MAGIC } from '../../../src/log/bundle/format.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import type { ImportRow } from '../../../src/adapters/dexie/import-schema.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { FakePort } from './fake-extension.ts'
import { dieAt, Machine, START } from './machine.ts'

let ada: Machine
let ben: Machine
let festival: FestivalId

beforeEach(async () => {
  ada = new Machine()
  ben = new Machine()
  await ada.done('persona.create', {})
  await ben.done('persona.create', {})
  const made = await ada.done('festival.create', {
    title: 'Herbst Fest',
    timezone: 'Europe/Berlin',
    visibility: 'closed',
  })
  festival = made.festival
})

/** Ada's festival as a file. */
async function file(invite?: string): Promise<Blob> {
  const parts = [{ festival, ...(invite === undefined ? {} : { invite }) }]
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of writeBundle(ada.worker.store, parts)) chunks.push(new Uint8Array(chunk))
  return new Blob(chunks)
}

async function fileWithInvite(): Promise<Blob> {
  return file((await ada.done('festival.invite', { festival })).invite)
}

/** As the options page does it; gives the number of the import. */
async function stage(machine: Machine, data: Blob): Promise<number> {
  return stageImport(machine.db, { name: 'fest.p2panda', size: data.size, data }, START)
}

async function rowOf(machine: Machine, number: number): Promise<ImportRow> {
  return (await machine.db.imports.get(number)) ?? expect.fail('no such import')
}

describe('adding a file', () => {
  it('follows the festival by the invite in the file, and stays offline', async () => {
    const number = await stage(ben, await fileWithInvite())
    expect(await rowOf(ben, number)).toMatchObject({ state: 'staged', offset: 0 })
    await ben.done('import.start', { import: number, kind: 'add' })
    expect(await rowOf(ben, number)).toMatchObject({ state: 'running', kind: 'add', festivals: [festival] })
    const membership = await ben.db.memberships.get(festival)
    expect(membership).toMatchObject({ title: 'Herbst Fest', invitedBy: await ada.worker.wallet.persona() })
    expect(membership?.topicKey).toEqual((await ada.db.memberships.get(festival))?.topicKey)
    expect(await readSetting(ben.db, 'online')).toBeUndefined()
    expect(await readSetting(ben.db, 'currentFestival')).toBe(festival)
  })

  it('joins with one entry, however often and wherever the worker is killed, and loses no command', async () => {
    const data = await fileWithInvite()
    for (let operation = 1; ; operation += 1) {
      const cleo = new Machine()
      await cleo.done('persona.create', {})
      const params = { import: await stage(cleo, data), kind: 'add' } as const
      const id = cleo.freshId()
      cleo.kill()
      const death = dieAt(cleo.db, operation)
      await cleo.worker.background.commands.run({ id, name: 'import.start', params })
      cleo.kill()
      const again = await cleo.command('import.start', params, id)
      expect(again, `killed at operation ${operation}`).toEqual({ ok: true, value: {} })
      const [log, ...others] = await cleo.worker.store.logs(festival)
      expect([log?.own, log?.seqNum, others.length]).toEqual([true, 1, 0])
      expect(await rowOf(cleo, params.import)).toMatchObject({ state: 'running' })
      if (!death.hasDied()) {
        expect(operation).toBeGreaterThan(15)
        return
      }
    }
  })

  it('joins with one entry, also when two files are added at the same moment', async () => {
    const data = await fileWithInvite()
    const numbers = [await stage(ben, data), await stage(ben, data)]
    await Promise.all(numbers.map((number) => ben.done('import.start', { import: number, kind: 'add' })))
    const logs = await ben.worker.store.logs(festival)
    expect(logs.map(({ own, seqNum }) => [own, seqNum])).toEqual([[true, 1]])
  })

  it('is not begun again by a late retry of the command that began it', async () => {
    const number = await stage(ben, await fileWithInvite())
    const id = ben.freshId()
    await ben.command('import.start', { import: number, kind: 'add' }, id)
    await ben.db.imports.update(number, { state: 'done', added: 1 })
    expect(await ben.command('import.start', { import: number, kind: 'add' }, id)).toEqual({ ok: true, value: {} })
    expect(await rowOf(ben, number)).toMatchObject({ state: 'done', added: 1 })
  })

  it('needs no invite to a festival that is followed', async () => {
    const number = await stage(ada, await file())
    await ada.done('import.start', { import: number, kind: 'add' })
    expect(await rowOf(ada, number)).toMatchObject({ state: 'running' })
  })

  it('is refused without an invite, with a broken one, and with one to another festival; nothing is followed', async () => {
    const other = await ben.done('festival.create', { title: 'Other', timezone: 'UTC', visibility: 'open' })
    const { invite: elsewhere } = await ben.done('festival.invite', { festival: other.festival })
    for (const invite of [undefined, 'p2panda:1:nothing', elsewhere]) {
      const number = await stage(ben, await file(invite))
      const refusal = await ben.command('import.start', { import: number, kind: 'add' })
      expect(refusal).toMatchObject({ ok: false, error: { code: 'bundle-uninvited' } })
      expect(await rowOf(ben, number)).toMatchObject({ state: 'staged' })
    }
    expect(await ben.db.memberships.get(festival)).toBeUndefined()
  })

  it('needs somebody who adds it', async () => {
    const nobody = new Machine()
    const number = await stage(nobody, await fileWithInvite())
    const refusal = await nobody.command('import.start', { import: number, kind: 'add' })
    expect(refusal).toMatchObject({ ok: false, error: { code: 'no-persona' } })
  })
})

describe('a file that is', () => {
  const newer = new Uint8Array([...MAGIC, ...encodeVarU64(2)])
  const cut = new Uint8Array([...MAGIC, ...encodeVarU64(1), 1, 66, 0])
  it.each([
    ['no bundle', 'bundle-not-one', new TextEncoder().encode('Are you coming on Friday?')],
    ['empty', 'bundle-not-one', new Uint8Array()],
    ['made by newer software', 'bundle-unsupported', newer],
    ['cut in its head', 'bundle-damaged', cut],
  ])('%s is refused as %s, to look at and to add', async (_, code, bytes) => {
    const number = await stage(ben, new Blob([bytes]))
    for (const kind of ['check', 'add'] as const) {
      const refusal = await ben.command('import.start', { import: number, kind })
      expect(refusal).toMatchObject({ ok: false, error: { code } })
    }
    expect(ben.worker.host.running).toBe(false)
  })

  it('not there any more is refused', async () => {
    expect(await ben.command('import.start', { import: 7, kind: 'check' })).toMatchObject({
      ok: false,
      error: { code: 'unknown-import' },
    })
    expect(await ben.command('import.pause', { import: 7 })).toMatchObject({ ok: false })
    await ben.done('import.remove', { import: 7 })
  })

  it('only looked at needs no persona and makes no membership', async () => {
    const nobody = new Machine()
    const number = await stage(nobody, await fileWithInvite())
    await nobody.done('import.start', { import: number, kind: 'check' })
    expect(await rowOf(nobody, number)).toMatchObject({ state: 'running', kind: 'check' })
    expect(await nobody.db.memberships.count()).toBe(0)
  })
})

describe('the network half', () => {
  it('is there while an import runs, also offline and for the next worker, and ends when it says that it is done', async () => {
    const number = await stage(ben, await fileWithInvite())
    await ben.done('import.start', { import: number, kind: 'add' })
    expect(ben.worker.host.running).toBe(true)
    expect(ben.worker.host.sent).toContainEqual({ kind: 'imports' })
    expect(ben.api.wakeAlarms).toEqual(new Map([['network', 0.5]]))
    ben.kill()
    expect(ben.worker.host.running).toBe(false)
    await ben.worker.background.boot()
    expect(ben.worker.host.running).toBe(true)
    expect(ben.worker.host.sent).toContainEqual({ kind: 'imports' })
    await ben.db.imports.update(number, { state: 'done' })
    ben.worker.receive({ kind: 'imported' })
    await ben.worker.background.network.refresh()
    expect(ben.worker.host.running).toBe(false)
    expect(ben.api.wakeAlarms.size).toBe(0)
  })

  it('stays when the user is online', async () => {
    const number = await stage(ada, await file())
    await ada.done('network.set', { online: true })
    await ada.done('import.start', { import: number, kind: 'add' })
    expect(ada.api.wakeAlarms.get('network')).toBe(0.5)
    await ada.db.imports.update(number, { state: 'done' })
    ada.worker.receive({ kind: 'imported' })
    await ada.worker.background.network.refresh()
    expect(ada.worker.host.running).toBe(true)
    expect(ada.api.wakeAlarms.get('network')).toBe(5)
  })

  it('is made again when it is lost', async () => {
    const number = await stage(ada, await file())
    await ada.done('import.start', { import: number, kind: 'add' })
    const { host } = ada.worker
    await host.stop()
    host.sent.splice(0)
    host.onLost?.()
    await ada.worker.background.network.refresh()
    expect(host.running).toBe(true)
    expect(host.sent).toContainEqual({ kind: 'imports' })
  })

  it('is known to be lost when its document is gone, unless it was ended', async () => {
    const offscreen = { hasDocument: async () => false, createDocument: async () => {}, closeDocument: async () => {} }
    const host = new OffscreenHost(
      offscreen,
      () => undefined,
      () => undefined,
    )
    let lost = 0
    host.onLost = () => (lost += 1)
    const [first, second] = [new FakePort('network'), new FakePort('network')]
    host.attach(first)
    host.attach(second)
    first.vanish()
    expect(lost).toBe(0)
    second.vanish()
    expect(lost).toBe(1)
    const third = new FakePort('network')
    host.attach(third)
    await host.stop()
    third.vanish()
    expect(lost).toBe(1)
  })

  it('hears of a pause, goes on at the offset, and forgets what is removed', async () => {
    const number = await stage(ada, await file())
    await ada.done('import.start', { import: number, kind: 'add' })
    await ada.db.imports.update(number, { offset: 99, entries: 3, added: 2 })
    ada.worker.host.sent.splice(0)
    await ada.done('import.pause', { import: number })
    expect(await rowOf(ada, number)).toMatchObject({ state: 'paused', offset: 99 })
    expect(ada.worker.host.sent).toEqual([{ kind: 'imports' }])
    await ada.done('import.start', { import: number, kind: 'add' })
    expect(await rowOf(ada, number)).toMatchObject({ state: 'running', offset: 99, entries: 3, added: 2 })
    await ada.done('import.start', { import: number, kind: 'check' })
    expect(await rowOf(ada, number)).toMatchObject({ state: 'running', kind: 'check', offset: 0, entries: 0, added: 0 })
    await ada.done('import.remove', { import: number })
    expect([await ada.db.imports.count(), await ada.db.importFiles.count()]).toEqual([0, 0])
  })
})
