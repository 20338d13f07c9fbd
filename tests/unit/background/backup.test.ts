// Making a backup and coming back with it: what is there afterwards, what is refused, and that a killed worker leaves it before
// or after, never between.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromHex } from '../../../src/bamboo/bytes.ts'
import { readContent } from '../../../options/backup/read-content.ts'
import { readSetting, writeSetting } from '../../../src/adapters/dexie/settings.ts'
import { writePetname } from '../../../src/adapters/dexie/petname-rows.ts'
import { countOwn } from '../../../src/adapters/dexie/backup-rows.ts'
import { readPersonaKeys } from '../../../src/adapters/dexie/persona-rows.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { wordsOf } from '../../../src/wallet/words.ts'
import { operationsOf } from '../log/operations-of.ts'
import {
  backupOf,
  headOf,
  importAll,
  opened,
  PASSPHRASE,
  restoreInto,
  stage,
  takeOver,
  type Opened,
} from './backups.ts'
import { deliver, dieAt, HOUR, Machine } from './machine.ts'
import { ask, begin, type Story } from './story.ts'

/** Stretching a passphrase costs more than a second, and several where much else is going on; ms. */
const SLOW = 60_000
const STRANGER = 'cd'.repeat(32) as PublicKey
const SPAMMER = 'ef'.repeat(32) as PublicKey
const TRACKER = 'wss://meet.example'

/** `file` in base64. */
interface Golden {
  passphrase: string
  words: string
  personas: PublicKey[]
  festival: FestivalId
  own: number
  petname: string
  trackers: string[]
  file: string
}

let story: Story
let file: Uint8Array
let backup: Opened

async function meOf(machine: Machine): Promise<PublicKey> {
  return (await machine.worker.wallet.persona()) ?? expect.fail('no persona')
}

async function logsOf(machine: Machine, author: PublicKey): Promise<StoredLog[]> {
  return machine.worker.store.logsOf(author, story.festival)
}

async function writtenHere(machine: Machine): Promise<string[]> {
  const log = (await logsOf(machine, await meOf(machine))).findLast(({ own }) => own)
  return log === undefined ? [] : operationsOf(machine.worker.store, log)
}

/** What a backup brings back, or what is there without it. */
async function stateOf(machine: Machine): Promise<object> {
  const { db } = machine
  return {
    personas: (await readSetting(db, 'personas'))?.length ?? 0,
    memberships: await db.memberships.count(),
    trackers: await readSetting(db, 'trackers'),
    petname: (await db.petnames.get(STRANGER))?.name,
    blocked: (await db.petnames.get(SPAMMER))?.blocked,
    imports: (await db.imports.toArray()).map(({ state }) => state),
    online: await readSetting(db, 'online'),
  }
}

beforeAll(async () => {
  story = await begin()
  const { ada } = story
  await writePetname(ada.db, STRANGER, 'Stranger')
  await ada.done('person.block', { author: SPAMMER })
  await ada.done('network.trackers', { trackers: [TRACKER] })
  await writeSetting(ada.db, 'online', true)
  file = await backupOf(ada)
  backup = await opened(new Machine(), file)
}, SLOW)

describe('a backup file', { timeout: SLOW }, () => {
  it('brings back key, festivals, own logs, names, blocks and choices, and stays offline unless asked', async () => {
    const machine = new Machine()
    await restoreInto(machine, backup)
    expect(await meOf(machine)).toBe(await meOf(story.ada))
    expect(await stateOf(machine)).toMatchObject({
      memberships: 1,
      trackers: [TRACKER],
      petname: 'Stranger',
      blocked: 1,
      imports: ['done'],
      online: undefined,
    })
    const [log, ...others] = await logsOf(machine, await meOf(machine))
    expect(others).toEqual([])
    expect(log).toMatchObject({ own: false, seqNum: 3, verified: 3 })
    expect((await machine.db.resources.toArray()).map(({ title }) => title).toSorted()).toEqual(['Projector', 'Room'])
    expect(await readSetting(machine.db, 'backup')).toEqual({ at: headOf(file).header.made, own: 3 })
    expect(await readSetting(machine.db, 'restoring')).toBeUndefined()
  })

  it('goes online when the person says so', async () => {
    const machine = new Machine()
    await stage(machine, backup)
    expect(await takeOver(machine, backup, { online: true })).toMatchObject({ ok: true })
    expect(await readSetting(machine.db, 'online')).toBe(true)
  })

  it('begins a new log, which continues the old one when a person changes something in it', async () => {
    const machine = new Machine()
    await restoreInto(machine, backup)
    const { festival, projector, ben } = story
    await machine.done('profile.set', { festival, name: 'Ada' })
    expect(await writtenHere(machine)).toEqual(['festival.join', 'profile.set'])
    const { requests } = await ask({ ...story, ada: machine })
    await deliver(ben, machine, festival)
    const answered = await machine.done('authorization.answer', {
      request: requests[0] ?? expect.fail(),
      decision: 'grant',
    })
    expect(answered.state).toBe('effective')
    // The other one is given by itself, now that this log is the home of both things.
    const grants = ['authorization.grant', 'authorization.grant']
    expect(await writtenHere(machine)).toEqual(['festival.join', 'profile.set', 'log.continue', ...grants])
    await deliver(machine, ben, festival)
    expect(
      (
        await ben.db.answers
          .where('request')
          .equals(requests[0] ?? '')
          .toArray()
      )[0]?.state,
    ).toBe('effective')
    expect((await ben.db.resources.get(projector))?.stays).toHaveLength(2)
  })

  it('gives its secrets to nobody with another passphrase, and is refused when that is too short', async () => {
    const { head } = backup
    const wrong = await new Machine().command('backup.open', { head, passphrase: `${PASSPHRASE}s` })
    expect(wrong).toEqual({ ok: false, error: { code: 'backup-wrong-passphrase' } })
    const short = await story.ada.command('backup.begin', { passphrase: 'short' })
    expect(short).toEqual({ ok: false, error: { code: 'passphrase-short' } })
    expect(await new Machine().command('backup.begin', { passphrase: PASSPHRASE })).toMatchObject({
      error: { code: 'no-persona' },
    })
    expect(await new Machine().command('backup.open', { head: 'zz', passphrase: PASSPHRASE })).toMatchObject({
      error: { code: 'backup-not-one' },
    })
  })

  it('changes nothing where another wallet is', async () => {
    const machine = new Machine()
    await machine.done('persona.create', {})
    const me = await meOf(machine)
    const before = await stateOf(machine)
    await stage(machine, backup)
    expect(await takeOver(machine, backup)).toEqual({ ok: false, error: { code: 'other-wallet' } })
    machine.kill()
    await machine.worker.background.boot()
    expect(await meOf(machine)).toBe(me)
    expect(await stateOf(machine)).toEqual({ ...before, imports: ['staged'] })
  })

  it('adds what is missing where its own wallet is, and leaves what was chosen there', async () => {
    const machine = new Machine()
    await machine.done('backup.restoreWords', { words: wordsOf(await story.ada.worker.wallet.entropy()) })
    await machine.done('network.trackers', { trackers: ['wss://other.example'] })
    await writePetname(machine.db, STRANGER, 'Mine')
    await stage(machine, backup)
    expect(await takeOver(machine, backup)).toMatchObject({ ok: true })
    await importAll(machine)
    expect(await stateOf(machine)).toMatchObject({ memberships: 1, trackers: ['wss://other.example'], petname: 'Mine' })
    expect(await machine.db.resources.count()).toBe(2)
  })

  it('whose end is missing brings back what comes before, the key at least', async () => {
    const content = headOf(file).length
    const contentOf = (bytes: Uint8Array): ReturnType<typeof readContent> =>
      readContent(
        new Blob([new Uint8Array(bytes)]),
        headOf(file),
        fromHex(backup.keys.contentKey) ?? expect.fail(),
        () => undefined,
      )
    expect((await contentOf(file)).trouble).toBeUndefined()
    expect(await contentOf(file.subarray(0, content + 100))).toEqual({
      bundles: [],
      pictures: [],
      trouble: 'truncated',
    })
    const machine = new Machine()
    const cut = { ...backup, file: file.subarray(0, content + 100) }
    await restoreInto(machine, cut)
    expect(await meOf(machine)).toBe(await meOf(story.ada))
    expect(await stateOf(machine)).toMatchObject({ memberships: 0, imports: [] })
    // The whole file completes it.
    await restoreInto(machine, backup)
    expect(await stateOf(machine)).toMatchObject({ memberships: 1, imports: ['done'] })
    expect(await machine.db.resources.count()).toBe(2)
  })

  it('put into the database twice is there once', async () => {
    const machine = new Machine()
    await stage(machine, backup)
    await stage(machine, backup)
    expect(await machine.db.imports.count()).toBe(1)
    expect(await machine.db.importFiles.count()).toBe(1)
  })

  it('is taken over whole or not at all, wherever the worker is killed, and a retry finishes it', async () => {
    const after = {
      personas: 1,
      memberships: 1,
      trackers: [TRACKER],
      petname: 'Stranger',
      blocked: 1,
      imports: ['running'],
    }
    const before = { personas: 0, memberships: 0, imports: ['staged'] }
    const seen = new Set<string>()
    for (let operation = 1, died = true; died; operation += 1) {
      const machine = new Machine()
      await stage(machine, backup)
      machine.kill()
      const id = machine.freshId()
      const death = dieAt(machine.db, operation)
      await takeOver(machine, backup, { id })
      died = death.hasDied()
      machine.kill()
      await machine.worker.background.boot()
      const state = await stateOf(machine)
      const isAfter = (await readSetting(machine.db, 'personas')) !== undefined
      expect(state, `killed at operation ${operation}`).toMatchObject(isAfter ? after : before)
      seen.add(isAfter ? 'after' : 'before')
      expect(await takeOver(machine, backup, { id })).toMatchObject({ ok: true })
      expect(await stateOf(machine)).toMatchObject(after)
    }
    expect(seen).toEqual(new Set(['before', 'after']))
  }, 120_000)
})

describe('a wallet that is damaged', { timeout: SLOW }, () => {
  it('is brought back by a file of it, with what was damaged kept aside', async () => {
    const machine = new Machine()
    await restoreInto(machine, backup)
    const me = await meOf(machine)
    await machine.db.vault.delete('kek')
    machine.kill()
    expect(await machine.worker.wallet.state()).toBe('damaged')
    const again = await opened(machine, file)
    expect(again.keys.here).toBe('damaged')
    await stage(machine, again)
    expect(await takeOver(machine, again)).toEqual({ ok: true, value: { publicKey: me } })
    expect(await machine.worker.wallet.state()).toBe('open')
    await machine.done('profile.set', { festival: story.festival, name: 'Ada' })
    const aside = (await machine.db.vault.toArray()).filter(({ key }) => key.startsWith('aside:'))
    expect(aside).not.toEqual([])
  })
})

describe('a wallet with a password', { timeout: SLOW }, () => {
  it('gives its words and a backup to nobody without it', async () => {
    const machine = new Machine()
    await machine.done('persona.create', {})
    const password = 'panda panda'
    await machine.done('wallet.setPassword', { password })
    const refused = { ok: false, error: { code: 'wrong-password' } }
    expect(await machine.command('backup.words', {})).toEqual(refused)
    expect(await machine.command('backup.begin', { passphrase: PASSPHRASE })).toEqual(refused)
    machine.clock.advance(HOUR / 6)
    expect((await machine.done('backup.words', { password })).words.split(' ')).toHaveLength(12)
    expect(await machine.done('backup.begin', { passphrase: PASSPHRASE, password })).toHaveProperty('head')
    await machine.done('wallet.lock', {})
    expect(await machine.command('backup.words', { password })).toMatchObject({ error: { code: 'locked' } })
  })
})

describe('making a backup', { timeout: SLOW }, () => {
  it('leaves everything as it is, wherever the worker is killed, and is made by a retry', async () => {
    const machine = new Machine()
    await machine.done('persona.create', {})
    await machine.worker.background.boot()
    const rows = async (): Promise<unknown> => [await machine.db.settings.toArray(), await machine.db.vault.count()]
    const before = await rows()
    const id = machine.freshId()
    for (let operation = 1, died = true; died; operation += 1) {
      machine.kill()
      const death = dieAt(machine.db, operation)
      const made = await machine.command('backup.begin', { passphrase: PASSPHRASE }, id)
      died = death.hasDied()
      expect(made.ok).toBe(!died)
      machine.kill()
      await machine.worker.background.boot()
      expect(await rows()).toEqual(before)
    }
    expect(await machine.db.commands.count()).toBe(0)
  })
})

describe('a backup file of an earlier day', { timeout: SLOW }, () => {
  it('is opened by this version, and says all that it said', async () => {
    const golden = JSON.parse(readFileSync('tests/vectors/backup.json', 'utf8')) as Golden
    const machine = new Machine()
    expect(golden.passphrase).toBe(PASSPHRASE)
    await restoreInto(machine, await opened(machine, new Uint8Array(Buffer.from(golden.file, 'base64'))))
    expect(wordsOf(await machine.worker.wallet.entropy())).toBe(golden.words)
    expect(await readPersonaKeys(machine.db)).toEqual(golden.personas)
    expect((await machine.db.memberships.toArray()).map(({ festival }) => festival)).toEqual([golden.festival])
    expect((await machine.db.petnames.toArray()).map(({ name }) => name)).toEqual([golden.petname])
    expect(await readSetting(machine.db, 'trackers')).toEqual(golden.trackers)
    expect(await countOwn(machine.db)).toBe(golden.own)
  })
})

describe('twelve words', { timeout: SLOW }, () => {
  it('bring back the key alone; the festival brings back the own log, and it can be gone on with', async () => {
    const { ada, festival, projector } = story
    const { words } = await ada.done('backup.words', {})
    const machine = new Machine()
    const typed = ` ${words.toUpperCase().replaceAll(' ', '  ')}\n`
    expect((await machine.done('backup.restoreWords', { words: typed })).publicKey).toBe(await meOf(ada))
    expect(await readSetting(machine.db, 'wordsKept')).toBeDefined()
    const { invite } = await ada.done('festival.invite', { festival })
    await machine.done('festival.join', { invite })
    await deliver(ada, machine, festival)
    await machine.done('resource.update', { resource: projector, set: { title: 'Beamer' } })
    expect(await writtenHere(machine)).toEqual(['festival.join', 'log.continue', 'resource.update'])
    await deliver(machine, ada, festival)
    expect((await ada.db.resources.get(projector))?.title).toBe('Beamer')
  })

  it('are told by their place when they can not be right, and change nothing', async () => {
    const machine = new Machine()
    const words = wordsOf(new Uint8Array(16)).split(' ')
    const code = async (typed: string[]): Promise<unknown> => {
      const answer = await machine.command('backup.restoreWords', { words: typed.join(' ') })
      return answer.ok ? answer : answer.error
    }
    expect(await code(words.slice(1))).toEqual({ code: 'words-count' })
    expect(await code(words.with(3, 'pandda'))).toEqual({ code: 'words-unknown', data: { word: 4 } })
    expect(await code(words.with(11, 'zoo'))).toEqual({ code: 'words-checksum' })
    expect(await machine.worker.wallet.persona()).toBeUndefined()
    await machine.done('persona.create', {})
    expect(await code(words)).toEqual({ code: 'other-wallet' })
  })
})

describe('what was told of a backup', { timeout: SLOW }, () => {
  it('is what speaks for the next one', async () => {
    const { ada } = story
    await ada.done('backup.made', { made: 5, own: 2 })
    await ada.done('backup.tried', { made: 4 })
    expect(await readSetting(ada.db, 'backup')).toEqual({ at: 5, own: 2 })
    await ada.done('backup.tried', { made: 5 })
    expect(await readSetting(ada.db, 'backup')).toEqual({ at: 5, own: 2, tried: ada.clock.now() })
  })

  it('never reaches the table of commands, nor does any secret', async () => {
    for (const machine of [story.ada]) {
      const { words } = await machine.done('backup.words', {})
      const rows = JSON.stringify([await machine.db.commands.toArray(), await machine.db.settings.toArray()])
      const secrets = [PASSPHRASE, words, backup.keys.secretsKey, backup.keys.contentKey]
      for (const secret of secrets) expect(rows).not.toContain(secret)
    }
  })
})
