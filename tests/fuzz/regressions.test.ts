// What the fuzzer once found, as small as it gets.

import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../src/bamboo/index.ts'
import { emptySums, nextChecksum } from '../../src/log/bundle/checksum.ts'
import {
  encodeEndRecord,
  encodeEntriesRecord,
  encodeFestivalRecord,
  encodeForkRecord,
} from '../../src/log/bundle/encode-record.ts'
import { PREAMBLE } from '../../src/log/bundle/format.ts'
import { importBundle } from '../../src/log/bundle/import-bundle.ts'
import { bytesSource } from '../../src/log/bundle/source.ts'
import { verifyBundle } from '../../src/log/bundle/verify-bundle.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { adasFestival, profileOf } from '../unit/log/fixtures.ts'

describe('a bundle with two proofs for one log', () => {
  it('ends the log at the lower one, whether it is imported or only verified', async () => {
    const { log, festival } = await adasFestival()
    for (let note = 2; note <= 6; note += 1) await log.add(profileOf(`ada ${note}`))
    const rivalAt = async (seqNum: number): Promise<Uint8Array> => {
      const rival = log.fork()
      rival.entries.length = seqNum - 1
      await rival.add(profileOf(`another ada ${seqNum}`))
      return rival.entries.at(-1)?.bytes ?? new Uint8Array(0)
    }
    const proofAt = async (seqNum: number): Promise<Uint8Array> =>
      encodeForkRecord(0, log.entries[seqNum - 1]?.bytes ?? new Uint8Array(0), await rivalAt(seqNum))
    const records = [
      encodeFestivalRecord({ festival }),
      await proofAt(3),
      await proofAt(5),
      encodeEntriesRecord(0, log.incoming(1, 4)),
    ]
    const sums = { ...emptySums(), festivals: 1, entries: 4, payloads: 4, forks: 2 }
    for (const record of records) sums.checksum = nextChecksum(sums.checksum, record)
    const bundle = bytesSource(concatBytes(PREAMBLE, ...records, encodeEndRecord(sums)))
    const problems = [{ code: 'forked', count: 2 }]
    const store = new MemoryLogStore()
    expect(await importBundle(store, bundle, { accept: () => true })).toMatchObject({
      ok: true,
      value: { added: 2, forks: 1, problems },
    })
    expect(await verifyBundle(bundle)).toMatchObject({ ok: true, value: { entries: 2, forks: 1, problems } })
  })
})
