// Own logs that may not go on: left for a new one when they were continued elsewhere or forked, and never after their end.

import { beforeEach, describe, expect, it } from 'vitest'
import { ingest } from '../../../src/log/ingest.ts'
import type { Publication, PublishPorts, Receipt } from '../../../src/log/publication.ts'
import { publish } from '../../../src/log/publish.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import type { Signer } from '../../../src/ports/signer.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinOf, person, portsOf, profileOf } from './fixtures.ts'
import { operationsOf } from './operations-of.ts'

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

const setName = (name: string): Publication<readonly Receipt[]> => ({
  festival,
  steps: [() => profileOf(name)],
  value: (receipts) => receipts,
})

async function ownLog(): Promise<StoredLog> {
  return (await store.ownLog(signer.publicKey, festival)) ?? expect.fail('no own log')
}

/** Puts a log that was written by hand in place of one that this installation wrote. */
async function adopt(log: HandLog): Promise<void> {
  const { entry } = log.entries[0] ?? expect.fail()
  const appends = log.entries.map(({ entry: { seqNum, isEndOfLog }, bytes, payload, hash }) => ({
    seqNum,
    entry: bytes,
    payload,
    hash,
    ended: isEndOfLog,
  }))
  await store.append({ author: signer.publicKey, logId: entry.logId, festival, own: true }, 0, appends)
}

describe('a log that may not go on', () => {
  it('is left for a new one, with a fresh log id, when it was continued elsewhere', async () => {
    await publish(ports, setName('ben'))
    const first = await ownLog()
    await store.stop(signer.publicKey, first.logId)
    const result = await publish(ports, setName('again'))
    expect(result).toMatchObject({ ok: true, value: [{ seqNum: 2 }] })
    const second = await ownLog()
    expect(second.logId).not.toBe(first.logId)
    expect(await operationsOf(store, second)).toEqual(['festival.join', 'profile.set'])
    expect(await store.log(signer.publicKey, first.logId)).toMatchObject({ seqNum: 2 })
  })

  it('is left for a new one when it is forked', async () => {
    await publish(ports, setName('ben'))
    const first = await ownLog()
    const twin = new HandLog(signer, first.logId)
    const [join] = await store.entries(first, 1, 1)
    await twin.add(join?.payload ?? new Uint8Array())
    await twin.add(profileOf('somebody restored a backup'))
    expect(await ingest(store, festival, twin.incoming())).toMatchObject({ ok: false, error: { code: 'forked' } })
    expect(await publish(ports, setName('again'))).toMatchObject({ ok: true, value: [{ seqNum: 2 }] })
    expect((await ownLog()).logId).not.toBe(first.logId)
    await publish(ports, setName('and again'))
    expect(await store.logsOf(signer.publicKey, festival)).toHaveLength(2)
  })

  it('is left even when it is stopped between reading and writing', async () => {
    await publish(ports, setName('ben'))
    const first = await ownLog()
    const stopping: Signer = {
      publicKey: signer.publicKey,
      sign: async (message) => {
        await store.stop(signer.publicKey, first.logId)
        return signer.sign(message)
      },
    }
    expect(await publish({ ...ports, signer: stopping }, setName('again'))).toMatchObject({ ok: true })
    expect(await store.log(signer.publicKey, first.logId)).toMatchObject({ seqNum: 2 })
    expect(await operationsOf(store, await ownLog())).toEqual(['festival.join', 'profile.set'])
  })
})

describe('nothing is written', () => {
  it('after the author ended the log', async () => {
    const log = new HandLog(signer, 3n)
    await log.add(joinOf(festival))
    await log.add(profileOf('ben'), { isEndOfLog: true })
    await adopt(log)
    expect(await publish(ports, setName('again'))).toEqual({ ok: false, error: { code: 'log-ended' } })
  })

  it('in another log than the one that is asked for', async () => {
    await publish(ports, setName('ben'))
    const log = await ownLog()
    expect(await publish(ports, { ...setName('here'), onlyIn: log.logId })).toMatchObject({ ok: true })
    const notHome = { ok: false, error: { code: 'not-home' } }
    expect(await publish(ports, { ...setName('there'), onlyIn: log.logId + 1n })).toEqual(notHome)
    await store.stop(signer.publicKey, log.logId)
    expect(await publish(ports, { ...setName('nowhere'), onlyIn: log.logId })).toEqual(notHome)
    expect(await operationsOf(store, await ownLog())).toHaveLength(3)
  })
})
