// Appending to my own log: what is stored, that a command runs once whatever dies, and why publishing may be refused.

import { beforeEach, describe, expect, it } from 'vitest'
import { verifyHeader } from '../../../src/bamboo/index.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { Publication, PublishPorts, Receipt } from '../../../src/log/publication.ts'
import { publish } from '../../../src/log/publish.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import type { LogStore } from '../../../src/ports/log-store.ts'
import type { Signer } from '../../../src/ports/signer.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { MemoryLocks } from '../../../src/memory/memory-locks.ts'
import { adasFestival, eventOf, festivalCreate, payloadOf, person, portsOf, profileOf, requestOf } from './fixtures.ts'
import { failing } from './failing-store.ts'

const resource = `0040${'99'.repeat(64)}` as EntryHash

let store: MemoryLogStore
let signer: Signer
let ports: PublishPorts
let festival: FestivalId

beforeEach(async () => {
  store = new MemoryLogStore()
  signer = await person('ben')
  ports = portsOf(store, signer)
  ;({ festival } = await adasFestival())
})

const receipts = (all: readonly Receipt[]): readonly Receipt[] => all
const setName = (name: string): Publication<readonly Receipt[]> => ({
  festival,
  steps: [() => profileOf(name)],
  value: receipts,
})

async function ownEntries(from: LogStore = store): Promise<Uint8Array[]> {
  const log = await from.ownLog(signer.publicKey, festival)
  return log === undefined ? [] : (await from.entries(log, 1, log.seqNum)).map(({ entry }) => entry)
}

describe('what is stored', () => {
  it('begins the log of a new festival with the entry that names it', async () => {
    const result = await publish(ports, { festival: 'new', steps: [() => festivalCreate], value: receipts })
    if (!result.ok) throw new Error(result.error.code)
    const [receipt] = result.value
    expect(receipt).toMatchObject({ author: signer.publicKey, seqNum: 1 })
    const log = await store.log(signer.publicKey, receipt?.logId ?? 0n)
    expect(log).toMatchObject({ festival: receipt?.id, hash: receipt?.id, seqNum: 1, own: true })
  })

  it('draws a log id of 48 bits for every log', async () => {
    const logIds = new Set<bigint>()
    for (let title = 1; title <= 3; title += 1) {
      const create = { ...festivalCreate, title: `Camp ${title}` }
      const result = await publish(ports, { festival: 'new', steps: [() => create], value: receipts })
      if (result.ok) logIds.add(result.value[0]?.logId ?? 0n)
    }
    expect(logIds.size).toBe(3)
    for (const logId of logIds) expect(logId < 2n ** 48n).toBe(true)
  })

  it('opens a log in a festival that exists by joining it', async () => {
    const result = await publish(ports, setName('ben'))
    expect(result).toMatchObject({ ok: true, value: [{ seqNum: 2 }] })
    expect(await ownEntries()).toHaveLength(2)
  })

  it('does not join twice when joining is what is asked', async () => {
    const steps = [() => ({ v: 1, op: 'festival.join', at: 1, festival }) as const]
    expect(await publish(ports, { festival, steps, value: receipts })).toMatchObject({
      ok: true,
      value: [{ seqNum: 1 }],
    })
    expect(await ownEntries()).toHaveLength(1)
  })

  it('lets later steps name the entries of earlier ones, in one append', async () => {
    const steps = [
      () => eventOf('Concert'),
      ([event]: readonly EntryHash[]) => requestOf(event ?? resource, resource),
      ([event]: readonly EntryHash[]) => requestOf(event ?? resource, resource),
    ]
    const result = await publish(ports, { festival, steps, value: receipts })
    if (!result.ok) throw new Error(result.error.code)
    expect(result.value.map(({ seqNum }) => seqNum)).toEqual([2, 3, 4])
    const other = new MemoryLogStore()
    const log = await store.ownLog(signer.publicKey, festival)
    if (log === undefined) throw new Error('no log')
    expect(await ingest(other, festival, await store.entries(log, 1, 4))).toMatchObject({ ok: true })
  })

  it('signs exactly the payload bytes that it is given', async () => {
    const payload = payloadOf(profileOf('shown and approved'))
    await publish(ports, { ...setName(''), steps: [() => payload] })
    const log = await store.ownLog(signer.publicKey, festival)
    if (log === undefined) throw new Error('no log')
    const [entry] = await store.entries(log, 2, 2)
    expect(entry?.payload).toEqual(payload)
  })

  it('writes a log that anybody can verify, also far enough for long lipmaalinks', async () => {
    for (let name = 1; name <= 45; name += 1) await publish(ports, setName(`ben ${name}`))
    const log = await store.ownLog(signer.publicKey, festival)
    if (log === undefined) throw new Error('no log')
    const result = await ingest(new MemoryLogStore(), festival, await store.entries(log, 1, log.seqNum))
    expect(result).toMatchObject({ ok: true, value: { appended: 46 } })
  })

  it('runs many commands at once, one after the other', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `ben ${index}`)
    const results = await Promise.all(names.map((name) => publish(ports, setName(name))))
    expect(results.every((result) => result.ok)).toBe(true)
    expect(await ownEntries()).toHaveLength(11)
  })

  it('gives in to a writer without the lock and still stores each entry once', async () => {
    const withoutLock = (): PublishPorts => ({ ...ports, locks: new MemoryLocks() })
    await publish(ports, setName('first'))
    const results = await Promise.all([publish(withoutLock(), setName('a')), publish(withoutLock(), setName('b'))])
    expect(results.map((result) => result.ok)).toEqual([true, true])
    expect(await ownEntries()).toHaveLength(4)
  })
})

describe('a command', () => {
  const command = { id: 'command-1' }

  it('runs once and gives its value again', async () => {
    const first = await publish(ports, { ...setName('ben'), command })
    const again = await publish(ports, { ...setName('ben'), command })
    expect(again).toEqual(first)
    expect(await ownEntries()).toHaveLength(2)
  })

  it('runs once when it is asked twice at the same time', async () => {
    const results = await Promise.all([
      publish(ports, { ...setName('ben'), command }),
      publish({ ...ports, locks: new MemoryLocks() }, { ...setName('ben'), command }),
    ])
    expect(results[0]).toEqual(results[1])
    expect(await ownEntries()).toHaveLength(2)
  })

  it('writes the membership of a new festival with its first entry', async () => {
    const membership = (id: FestivalId) => ({
      festival: id,
      topicKey: new Uint8Array(32),
      trackers: [],
      joinedAt: 1,
      persona: signer.publicKey,
    })
    const publication: Publication<{ festival: FestivalId }> = {
      festival: 'new',
      steps: [() => festivalCreate],
      value: ([receipt]) => ({ festival: receipt?.id ?? resource }),
      command: { ...command, membership },
    }
    const result = await publish(ports, publication)
    if (!result.ok) throw new Error(result.error.code)
    expect(store.membership(result.value.festival)).toEqual(membership(result.value.festival))
  })

  it('leaves zero or one entry when the store dies at any call, and one after the retry', async () => {
    let deaths = 0
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const inner = new MemoryLogStore()
        const dying = failing(inner, call, when)
        const publication = { ...setName('ben'), command: { id: `${when} ${call}` } }
        const outcome = await publish({ ...ports, store: dying.store }, publication).catch(() => 'died' as const)
        expect([0, 2]).toContain((await ownEntries(inner)).length)
        const retried = await publish({ ...ports, store: inner }, publication)
        expect(retried).toMatchObject({ ok: true, value: [{ seqNum: 2 }] })
        expect(await ownEntries(inner)).toHaveLength(2)
        if (!dying.hasFailed()) break
        expect(outcome).toBe('died')
        deaths += 1
      }
    }
    expect(deaths).toBeGreaterThan(10)
  })
})

describe('what is refused', () => {
  it('names the step and the field of an operation that is none', async () => {
    const bad = { ...profileOf('x'.repeat(100)) }
    const result = await publish(ports, { festival, steps: [() => profileOf('fine'), () => bad], value: receipts })
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-field', field: 'name', step: 1 } })
    expect(await ownEntries()).toEqual([])
  })

  it('signs no bytes that it does not understand', async () => {
    const result = await publish(ports, { ...setName(''), steps: [() => new TextEncoder().encode('hello')] })
    expect(result).toMatchObject({ ok: false, error: { step: 0 } })
    expect(await ownEntries()).toEqual([])
  })

  it.each([
    ['in a festival that exists', () => festival, [() => festivalCreate]],
    ['after the first step', () => 'new' as const, [() => festivalCreate, () => festivalCreate]],
  ])('creates no festival %s', async (_, target, steps) => {
    const result = await publish(ports, { festival: target(), steps, value: receipts })
    expect(result).toMatchObject({ ok: false, error: { code: 'misplaced-operation', step: steps.length - 1 } })
  })

  it.each([[[]], [[() => profileOf('no festival')]]])(
    'makes no new festival without its first entry',
    async (steps) => {
      const result = await publish(ports, { festival: 'new', steps, value: receipts })
      expect(result).toMatchObject({ ok: false, error: { code: 'misplaced-operation', step: 0 } })
    },
  )

  it('stores nothing when the signer fails', async () => {
    const locked: Signer = { publicKey: signer.publicKey, sign: () => Promise.reject(new Error('locked')) }
    expect(await publish({ ...ports, signer: locked }, setName('ben'))).toEqual({
      ok: false,
      error: { code: 'signer-failed' },
    })
    expect(await ownEntries()).toEqual([])
  })

  it.each([64, 10, 0])('stores nothing when the signer gives %i wrong bytes', async (length) => {
    const broken: Signer = { publicKey: signer.publicKey, sign: async () => new Uint8Array(length).fill(1) }
    expect(await publish({ ...ports, signer: broken }, setName('ben'))).toEqual({
      ok: false,
      error: { code: 'signer-failed' },
    })
    expect(await ownEntries()).toEqual([])
  })

  it('passes on that the disk is full', async () => {
    const full: LogStore = new Proxy(store, {
      get(target, name) {
        if (name === 'append') return async () => ({ ok: false, error: { code: 'storage-full' } })
        const member: unknown = Reflect.get(target, name)
        return typeof member === 'function' ? member.bind(target) : member
      },
    })
    expect(await publish({ ...ports, store: full }, setName('ben'))).toEqual({
      ok: false,
      error: { code: 'storage-full' },
    })
  })
})

it('an entry that was published is signed by its author', async () => {
  await publish(ports, setName('ben'))
  for (const entry of await ownEntries()) expect(await verifyHeader(entry)).toMatchObject({ ok: true })
})
