// Fork proofs from outside are believed only when both entries are signed and contradict each other.

import { describe, expect, it } from 'vitest'
import { ingestForkProof, verifyForkProof } from '../../../src/log/fork-proof.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, joinedLog, profileOf, type HandLog } from './fixtures.ts'

async function twins(): Promise<{
  one: HandLog
  two: HandLog
  festival: Awaited<ReturnType<typeof adasFestival>>['festival']
}> {
  const { festival } = await adasFestival()
  const one = await joinedLog('ben', festival, 3)
  const two = await joinedLog('ben', festival, 2)
  await two.add(profileOf('the other Ben'))
  return { one, two, festival }
}

const bytesOf = (log: HandLog, seqNum: number): Uint8Array => log.entries[seqNum - 1]?.bytes ?? new Uint8Array()

describe('verifyForkProof', () => {
  it('accepts two signed entries at one place', async () => {
    const { one, two } = await twins()
    expect(await verifyForkProof(bytesOf(one, 4), bytesOf(two, 4))).toMatchObject({ ok: true, value: { seqNum: 4 } })
  })

  it('refuses one entry twice, two places, two authors and anything unsigned', async () => {
    const { one, two, festival } = await twins()
    const carlas = await joinedLog('carla', festival, 3)
    const forged = bytesOf(two, 4).slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    const refusals = await Promise.all([
      verifyForkProof(bytesOf(one, 4), bytesOf(one, 4)),
      verifyForkProof(bytesOf(one, 4), bytesOf(two, 3)),
      verifyForkProof(bytesOf(one, 4), bytesOf(carlas, 4)),
      verifyForkProof(bytesOf(one, 4), forged),
      verifyForkProof(new Uint8Array(), bytesOf(two, 4)),
    ])
    const codes = refusals.map((result) => (result.ok ? 'ok' : result.error.code))
    expect(codes).toEqual(['same-entry', 'different-places', 'different-places', 'not-signed', 'not-signed'])
  })
})

it('a proof is news once, also before its log is held', async () => {
  const { one, two, festival } = await twins()
  const store = new MemoryLogStore()
  const proof = [bytesOf(one, 4), bytesOf(two, 4)] as const
  expect(await ingestForkProof(store, ...proof)).toEqual({ ok: true, value: { news: true } })
  expect(await ingestForkProof(store, ...proof)).toEqual({ ok: true, value: { news: false } })
  await ingest(store, festival, one.incoming(1, 3))
  expect(await ingest(store, festival, one.incoming(4))).toMatchObject({
    ok: false,
    error: { code: 'forked', seqNum: 4 },
  })
})
