// Retiring a persona: last words, the end of its logs, and that nobody writes as it any more, here or elsewhere.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { isRetired, readDefaultPersona, readPersonaKeys } from '../../../src/adapters/dexie/persona-rows.ts'
import { readInboxPage } from '../../../src/adapters/dexie/queries.ts'
import { decodeEntry } from '../../../src/bamboo/index.ts'
import { decodeOperation } from '../../../src/operations/codec.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { deliver, dieAtWrite, Machine, restored, START } from './machine.ts'
import { ask, begin, type Story } from './story.ts'

async function main(machine: Machine): Promise<PublicKey> {
  return (await machine.worker.wallet.persona()) ?? expect.fail()
}

interface Said {
  op: Operation
  isEnd: boolean
}

async function lastSaid(machine: Machine, author: PublicKey, festival: FestivalId): Promise<Said[]> {
  const { store } = machine.worker
  const log = (await store.logsOf(author, festival)).at(-1) ?? expect.fail()
  return (await store.entries(log, 1, log.seqNum)).map(({ entry, payload }) => {
    const decoded = decodeEntry(entry)
    const op = payload === undefined ? undefined : decodeOperation(payload)
    return decoded.ok && op?.ok === true ? { op: op.value, isEnd: decoded.value.isEndOfLog } : expect.fail()
  })
}

async function withRequests(): Promise<Story & { old: PublicKey }> {
  const story = await begin()
  await story.ada.done('profile.set', { festival: story.festival, name: 'Ada' })
  await ask(story)
  return { ...story, old: await main(story.ada) }
}

describe('a persona that retires', () => {
  it('declines who waits, retires its things, keeps its promises and ends its log with its successor as last word', async () => {
    const { ada, ben, festival, projector, room, old } = await withRequests()
    const { festivals } = await ada.done('persona.retire', { persona: old, successor: 'new' })
    expect(festivals).toBe(1)
    const [, successor] = await readPersonaKeys(ada.db)
    const said = await lastSaid(ada, old, festival)
    expect(said.map(({ isEnd }) => isEnd).lastIndexOf(true)).toBe(said.length - 1)
    expect(said.filter(({ isEnd }) => isEnd)).toHaveLength(1)
    expect(said.at(-1)?.op).toMatchObject({ op: 'profile.set', name: 'Ada', successor })
    expect(await ada.db.memberships.get(festival)).toMatchObject({ persona: successor, earlier: [old] })

    await deliver(ada, ben, festival)
    expect(await ben.db.profiles.get([festival, old])).toMatchObject({ name: 'Ada', successor })
    expect(await isRetired(ben.db, old)).toBe(true)
    expect((await ben.db.resources.get(projector))?.retired).toBeDefined()
    const answers = await ben.db.answers.where('festival').equals(festival).toArray()
    const kinds = new Map(answers.map(({ request, kind, state }) => [request, `${kind} ${state}`]))
    const ofThing = async (resource: ObjectId): Promise<string | undefined> =>
      kinds.get((await ben.db.requests.where('resource').equals(resource).first())?.id)
    expect([await ofThing(projector), await ofThing(room)]).toEqual(['deny effective', 'grant effective'])
    const page = await readInboxPage(ada.db, await readPersonaKeys(ada.db), START, { count: 30 })
    expect(page).toEqual({ items: [], total: 0 })
  })

  it('writes nothing any more, anywhere; somebody else of the wallet goes on', async () => {
    const { ada, festival, old } = await withRequests()
    await ada.done('persona.retire', { persona: old })
    const offer = {
      festival,
      title: 'Tent',
      kind: 'thing',
      availability: 'always',
      policy: { kind: 'manual' },
    } as const
    expect(await ada.command('resource.create', offer)).toEqual({ ok: false, error: { code: 'persona-retired' } })
    const asOld = { title: 'Mine', timezone: 'UTC', visibility: 'open', as: old } as const
    expect(await ada.command('festival.create', asOld)).toEqual({ ok: false, error: { code: 'persona-retired' } })
    const { persona } = await ada.done('persona.switch', { festival, as: 'new' })
    const { resource } = await ada.done('resource.create', offer)
    expect((await ada.db.resources.get(resource))?.owner).toBe(persona)
    expect(await readDefaultPersona(ada.db)).toBe(persona)
    expect(await ada.command('persona.switch', { festival, as: old })).toMatchObject({ ok: false })
  })

  it('is refused as a successor of itself, of a stranger, and when the successor has retired', async () => {
    const { ada, ben, old } = await withRequests()
    const refused = async (successor: PublicKey): Promise<unknown> => {
      const response = await ada.command('persona.retire', { persona: old, successor })
      return response.ok || response.error.code
    }
    expect(await refused(old)).toBe('unknown-persona')
    expect(await refused(await main(ben))).toBe('unknown-persona')
    const { publicKey } = await ada.done('persona.add', {})
    const other = await ada.done('festival.create', { title: 'B', timezone: 'UTC', visibility: 'open', as: publicKey })
    await ada.done('persona.retire', { persona: publicKey })
    expect(await isRetired(ada.db, publicKey)).toBe(true)
    expect(await refused(publicKey)).toBe('persona-retired')
    expect(await isRetired(ada.db, old)).toBe(false)
    expect(other.listed).toBe(false)
  })

  it('has ended in all festivals, once, wherever the worker is killed and whether the panel asks again or not', async () => {
    let rounds = 0
    for (const retried of [true, false]) {
      for (let write = 1, died = true; died; write += 1) {
        const ada = new Machine()
        await ada.done('persona.create', {})
        const old = await main(ada)
        const made = { timezone: 'UTC', visibility: 'open' } as const
        const { publicKey: successor } = await ada.done('persona.add', {})
        const one = await ada.done('festival.create', { title: 'One', ...made })
        const two = await ada.done('festival.create', { title: 'Two', ...made })
        const id = ada.freshId()
        ada.kill()
        const death = dieAtWrite(ada.db, write)
        await ada.command('persona.retire', { persona: old, successor }, id)
        died = death.hasDied()
        ada.kill()
        const isBegun = await isRetired(ada.db, old)
        if (retried) await ada.command('persona.retire', { persona: old, successor }, id)
        else await ada.worker.background.boot()
        for (const { festival } of [one, two]) {
          const ends = (await lastSaid(ada, old, festival)).filter(({ isEnd }) => isEnd)
          expect(ends).toHaveLength(retried || isBegun ? 1 : 0)
          expect((await ada.db.memberships.get(festival))?.persona).toBe(retried || isBegun ? successor : old)
        }
        rounds += 1
      }
    }
    expect(rounds).toBeGreaterThan(20)
  }, 120_000)

  it('is learned by another installation of the same words, which ends its own log and stops', async () => {
    const { ada, ben, festival, old } = await withRequests()
    const second = await restored(ada)
    await second.worker.wallet.repair()
    const { invite } = await ada.done('festival.invite', { festival })
    await second.done('festival.join', { invite })
    const lent = { festival, title: 'Tent', kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
    const { resource } = await second.done('resource.create', lent)
    await ada.done('persona.retire', { persona: old })
    await deliver(ada, second, festival)
    expect((await second.db.resources.get(resource))?.retired).toBeDefined()
    expect((await lastSaid(second, old, festival)).at(-1)?.isEnd).toBe(true)
    expect(await second.command('resource.create', lent)).toEqual({ ok: false, error: { code: 'persona-retired' } })
    await deliver(second, ben, festival)
    expect((await ben.worker.store.logsOf(old, festival)).every(({ ended }) => ended)).toBe(true)
  })
})
