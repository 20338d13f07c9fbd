// Continuing my older logs: when a `log.continue` is written, which head it names, and that it is stored with its steps or not
// at all (DESIGN 4.2).

import { beforeEach, describe, expect, it } from 'vitest'
import { ingest } from '../../../src/log/ingest.ts'
import type { Publication, PublishPorts, Receipt } from '../../../src/log/publication.ts'
import { publish } from '../../../src/log/publish.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { LogContinue } from '../../../src/operations/operation.ts'
import type { Signer } from '../../../src/ports/signer.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { failing } from './failing-store.ts'
import { HandLog, adasFestival, festivalCreate, joinOf, person, portsOf, profileOf } from './fixtures.ts'
import { operationsIn, operationsOf } from './operations-of.ts'

const OLD = 7n

let store: MemoryLogStore
let signer: Signer
let ports: PublishPorts
let festival: FestivalId
/** A log of the same person, written by another installation: a join and three notes. */
let old: HandLog

beforeEach(async () => {
  store = new MemoryLogStore()
  signer = await person('ben')
  ports = portsOf(store, signer)
  ;({ festival } = await adasFestival())
  old = new HandLog(signer, OLD)
  await old.add(joinOf(festival))
  for (const name of ['one', 'two', 'three']) await old.add(profileOf(name))
})

const receipts = (all: readonly Receipt[]): readonly Receipt[] => all
const change = (name: string, continues: readonly bigint[] = [OLD]): Publication<readonly Receipt[]> => ({
  festival,
  steps: [() => profileOf(name)],
  continues,
  value: receipts,
})

async function operations(from: MemoryLogStore = store): Promise<string[]> {
  const log = await from.ownLog(signer.publicKey, festival)
  return log === undefined ? [] : operationsOf(from, log)
}

async function claims(): Promise<Pick<LogContinue, 'log' | 'head'>[]> {
  const log = (await store.ownLog(signer.publicKey, festival)) ?? expect.fail('no own log')
  return (await operationsIn(store, log)).flatMap((op) =>
    op.op === 'log.continue' ? [{ log: op.log, head: op.head }] : [],
  )
}

const claimOf = (seqNum: number, log = old, logId = OLD): Pick<LogContinue, 'log' | 'head'> => ({
  log: { author: signer.publicKey, logId },
  head: { seqNum, hash: log.hash(seqNum) },
})

describe('a claim', () => {
  it('stands between the join of a new log and the steps, and has no receipt', async () => {
    await ingest(store, festival, old.incoming())
    expect(await publish(ports, change('new'))).toMatchObject({ ok: true, value: [{ seqNum: 3 }] })
    expect(await operations()).toEqual(['festival.join', 'log.continue', 'profile.set'])
    expect(await claims()).toEqual([claimOf(4)])
  })

  it('stands right before the steps in a log that goes on', async () => {
    await ingest(store, festival, old.incoming())
    await publish(ports, change('first', []))
    expect(await publish(ports, change('second'))).toMatchObject({ ok: true, value: [{ seqNum: 4 }] })
    expect(await operations()).toEqual(['festival.join', 'profile.set', 'log.continue', 'profile.set'])
  })

  it('is not among the entries that steps refer to', async () => {
    await ingest(store, festival, old.incoming())
    const seen: (readonly string[])[] = []
    const steps = ['a', 'b'].map((name) => (previous: readonly string[]) => {
      seen.push([...previous])
      return profileOf(name)
    })
    const result = await publish(ports, { ...change(''), steps })
    const [first] = result.ok ? result.value : expect.fail()
    expect(seen.slice(-2)).toEqual([[], [first?.id]])
  })

  it('is written once for the same head, and again when more of the old log is known', async () => {
    await ingest(store, festival, old.incoming(1, 2))
    await publish(ports, change('a'))
    await publish(ports, change('b'))
    expect(await claims()).toEqual([claimOf(2)])
    await ingest(store, festival, old.incoming())
    await publish(ports, change('c'))
    await publish(ports, change('d'))
    expect(await claims()).toEqual([claimOf(2), claimOf(4)])
  })

  it('names each log once, and all in one append', async () => {
    const other = new HandLog(signer, 8n)
    await other.add(joinOf(festival))
    await ingest(store, festival, old.incoming())
    await ingest(store, festival, other.incoming())
    await publish(ports, change('new', [OLD, 8n, OLD]))
    expect(await claims()).toEqual([claimOf(4), claimOf(1, other, 8n)])
  })

  it('is never of the log that it stands in, of a log that is not held, or of another festival', async () => {
    await publish(ports, change('first', []))
    const own = (await store.ownLog(signer.publicKey, festival)) ?? expect.fail()
    const elsewhere = new HandLog(signer, 9n)
    const another = await elsewhere.add({ ...festivalCreate, title: 'Another one' })
    await ingest(store, another, elsewhere.incoming())
    expect(await publish(ports, change('second', [own.logId, OLD, 9n]))).toMatchObject({ ok: true })
    expect(await claims()).toEqual([])
  })

  it('comes after a join that the caller did not have to ask for', async () => {
    await ingest(store, festival, old.incoming())
    await publish(ports, { ...change(''), steps: [() => joinOf(festival)] })
    expect((await operations()).slice(0, 2)).toEqual(['festival.join', 'log.continue'])
  })
})

describe('the head that is claimed', () => {
  it('is the last entry below a fork', async () => {
    const branch = new HandLog(signer, OLD)
    await branch.add(joinOf(festival))
    await branch.add(profileOf('one'))
    await branch.add(profileOf('something else'))
    await ingest(store, festival, old.incoming())
    await ingest(store, festival, branch.incoming())
    await publish(ports, change('new'))
    expect(await claims()).toEqual([claimOf(2)])
  })

  it('is none when the log is forked at its first entry', async () => {
    const branch = new HandLog(signer, OLD)
    await branch.add({ ...joinOf(festival), at: 1 })
    await ingest(store, festival, old.incoming())
    await ingest(store, festival, branch.incoming())
    expect(await publish(ports, change('new'))).toMatchObject({ ok: true })
    expect(await operations()).toEqual(['festival.join', 'profile.set'])
  })

  it('is below the first payload that is missing', async () => {
    const name = { author: signer.publicKey, logId: OLD, festival, own: false }
    const appends = old.entries.map(({ entry: { seqNum }, bytes, payload, hash }) => ({
      seqNum,
      entry: bytes,
      ...(seqNum === 3 ? {} : { payload }),
      hash,
      ended: false,
    }))
    await store.append(name, 0, appends)
    await publish(ports, change('new'))
    expect(await claims()).toEqual([claimOf(2)])
  })

  it('has its signature checked', async () => {
    const name = { author: signer.publicKey, logId: OLD, festival, own: false }
    const appends = old.entries.map(({ entry: { seqNum }, bytes, payload, hash }) => ({
      seqNum,
      entry: bytes,
      payload,
      hash,
      ended: false,
    }))
    await store.append(name, 0, appends.slice(0, 3))
    await store.append({ ...name, provisional: true }, 3, appends.slice(3))
    await publish(ports, change('new'))
    expect(await claims()).toEqual([claimOf(3)])
    await store.confirm(signer.publicKey, OLD, { seqNum: 4, entry: old.entries[3]?.bytes ?? new Uint8Array() })
    await publish(ports, change('newer'))
    expect(await claims()).toEqual([claimOf(3), claimOf(4)])
  })
})

it('a killed worker leaves the steps with their claim or neither, and a retry writes both once', async () => {
  let deaths = 0
  for (const when of ['before', 'after'] as const) {
    for (let call = 1; ; call += 1) {
      const inner = new MemoryLogStore()
      await ingest(inner, festival, old.incoming())
      const dying = failing(inner, call, when)
      const publication = { ...change('ben'), command: { id: `${when} ${call}` } }
      const outcome = await publish({ ...ports, store: dying.store }, publication).catch(() => 'died' as const)
      expect([0, 3]).toContain((await operations(inner)).length)
      const retried = await publish({ ...ports, store: inner }, publication)
      expect(retried).toMatchObject({ ok: true, value: [{ seqNum: 3 }] })
      expect(await operations(inner)).toEqual(['festival.join', 'log.continue', 'profile.set'])
      if (!dying.hasFailed()) break
      expect(outcome).toBe('died')
      deaths += 1
    }
  }
  expect(deaths).toBeGreaterThan(14)
})
