// Files that are broken or made to harm: each is refused with its code, and what is true in it is taken all the same.

import { describe, expect, it } from 'vitest'
import { concatBytes, encodeVarU64 } from '../../../../src/bamboo/index.ts'
import { emptySums, nextChecksum } from '../../../../src/log/bundle/checksum.ts'
import {
  encodeEndRecord,
  encodeEntriesRecord,
  encodeFestivalRecord,
  encodeForkRecord,
} from '../../../../src/log/bundle/encode-record.ts'
import { MAGIC, MAX_BODY_LENGTH, MAX_FESTIVALS, PREAMBLE } from '../../../../src/log/bundle/format.ts'
import { readBundleHead } from '../../../../src/log/bundle/read-head.ts'
import { bytesSource, type BundleSource } from '../../../../src/log/bundle/source.ts'
import { verifyBundle } from '../../../../src/log/bundle/verify-bundle.ts'
import type { FestivalId } from '../../../../src/operations/ids.ts'
import { MemoryLogStore } from '../../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinOf, joinedLog, profileOf } from '../fixtures.ts'
import { bundleOf, camp, entryOf, importBytes, person } from './fixtures.ts'

/** A file with these records and an honest end. `counts` are what its entries and forks add up to. */
function fileOf(records: readonly Uint8Array[], counts: Partial<ReturnType<typeof emptySums>> = {}): Uint8Array {
  let { checksum } = emptySums()
  for (const record of records) checksum = nextChecksum(checksum, record)
  return concatBytes(PREAMBLE, ...records, encodeEndRecord({ ...emptySums(), festivals: 1, ...counts, checksum }))
}

function recordOf(type: bigint, body: Uint8Array): Uint8Array {
  return concatBytes(encodeVarU64(type), encodeVarU64(body.length), body)
}

async function codesOf(bytes: Uint8Array): Promise<(string | undefined)[]> {
  const head = await readBundleHead(bytesSource(bytes))
  const report = await verifyBundle(bytesSource(bytes))
  const imported = await importBytes(new MemoryLogStore(), bytes)
  return [head, report, imported].map((result) => (result.ok ? undefined : result.error.code))
}

const one: FestivalId = `0040${'ab'.repeat(64)}` as FestivalId
const festival = encodeFestivalRecord({ festival: one })
const all = (code: string): string[] => [code, code, code]

describe('a file that is no bundle', () => {
  it('is not one when it is empty, text, or begins like one only', async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(5000).fill(32), MAGIC.subarray(0, 11)]) {
      expect(await codesOf(bytes)).toEqual(all('not-one'))
    }
  })

  it('is unsupported when a newer version made it', async () => {
    for (const version of [0n, 2n, 247n, 248n, 2n ** 64n - 1n]) {
      expect(await codesOf(concatBytes(MAGIC, encodeVarU64(version), festival))).toEqual(all('unsupported'))
    }
  })
})

describe('a file that ends too early', () => {
  it('is truncated wherever it ends, and what came before is taken', async () => {
    const { store, festival } = await camp(3)
    const bytes = await bundleOf(store, festival)
    for (let length = MAGIC.length; length < bytes.length; length += 7) {
      const cut = bytes.subarray(0, length)
      expect(await verifyBundle(bytesSource(cut))).toMatchObject({ ok: false, error: { code: 'truncated' } })
    }
    const copy = new MemoryLogStore()
    const imported = await importBytes(copy, bytes.subarray(0, -1))
    expect(imported).toMatchObject({ ok: false, error: { code: 'truncated', outcome: { added: 11 } } })
  })

  it('goes on at the offset that was reached when the whole file is there', async () => {
    const { store, festival } = await camp(3)
    const bytes = await bundleOf(store, festival)
    const copy = new MemoryLogStore()
    const cut = await importBytes(copy, bytes.subarray(0, bytes.length - 1200))
    if (cut.ok) throw new Error('not truncated')
    const rest = await importBytes(copy, bytes, { from: cut.error.outcome.offset })
    if (!rest.ok) throw new Error(rest.error.code)
    expect(cut.error.outcome.added + rest.value.added).toBe(11)
    expect(rest.value.known).toBe(0)
    expect(await bundleOf(copy, festival)).toEqual(bytes)
  })
})

describe('a damaged file', () => {
  it('is noticed by its checksum even where nobody looks at the byte', async () => {
    const note = recordOf(99n, Uint8Array.of(1, 2, 3))
    const good = fileOf([festival, note])
    expect(await codesOf(good)).toEqual([undefined, undefined, undefined])
    const bad = fileOf([festival, note])
    bad[PREAMBLE.length + festival.length + 3] = 9
    expect(await codesOf(bad)).toEqual([undefined, 'damaged', 'damaged'])
  })

  it('is noticed by its counts', async () => {
    expect(await codesOf(fileOf([festival], { entries: 1 }))).toEqual([undefined, 'damaged', 'damaged'])
    expect(await codesOf(fileOf([festival], { festivals: 2 }))).toEqual([undefined, 'damaged', 'damaged'])
  })

  it('has nothing after its end', async () => {
    const bytes = concatBytes(fileOf([festival]), festival)
    expect(await codesOf(bytes)).toEqual([undefined, 'damaged', 'damaged'])
  })

  it('names its festivals first', async () => {
    const late = fileOf([festival, encodeEntriesRecord(0, [{ entry: new Uint8Array(9) }]), festival])
    expect(await codesOf(late)).toEqual([undefined, 'damaged', 'damaged'])
    expect(await codesOf(fileOf([recordOf(1n, new Uint8Array(65))]))).toEqual(all('damaged'))
  })

  it('has canonical numbers', async () => {
    expect(await codesOf(concatBytes(PREAMBLE, Uint8Array.of(248, 1, 0)))).toEqual(all('damaged'))
  })

  it('does not go on in the middle of a record', async () => {
    const { store, festival } = await camp(3)
    const bytes = await bundleOf(store, festival)
    const from = PREAMBLE.length + 200
    const imported = await importBytes(new MemoryLogStore(), bytes, { from })
    expect(imported).toMatchObject({ ok: false, error: { code: 'damaged', outcome: { added: 0 } } })
  })

  it('is taken as far as it is true', async () => {
    const { store, festival, ada } = await camp(100)
    const bytes = await bundleOf(store, festival)
    const payload = ada.entries[79]?.payload ?? new Uint8Array(0)
    bytes[placeOf(bytes, payload)] = 0xff
    const copy = new MemoryLogStore()
    const imported = await importBytes(copy, bytes)
    const problems = [{ code: 'payload-hash-mismatch', count: 21 }]
    expect(imported).toMatchObject({ ok: false, error: { code: 'damaged', outcome: { added: 79 + 8, problems } } })
  })
})

describe('a file made to harm', () => {
  it('can not ask for more memory than a record may have', async () => {
    const huge = concatBytes(PREAMBLE, encodeVarU64(2), encodeVarU64(MAX_BODY_LENGTH + 1))
    const reads: number[] = []
    const source: BundleSource = {
      size: 2 ** 50,
      read: async (offset, length) => {
        reads.push(length)
        const bytes = new Uint8Array(length)
        if (offset === 0) bytes.set(huge)
        return bytes
      },
    }
    expect(await verifyBundle(source)).toMatchObject({ ok: false, error: { code: 'too-large' } })
    expect(Math.max(...reads)).toBeLessThanOrEqual(MAX_BODY_LENGTH)
  })

  it('can not have more festivals than fit, nor a head without end', async () => {
    const many = Array.from({ length: MAX_FESTIVALS + 1 }, () => festival)
    expect(await codesOf(fileOf(many, { festivals: many.length }))).toEqual(all('too-large'))
    const notes = Array.from({ length: 3 }, () => recordOf(77n, new Uint8Array(MAX_BODY_LENGTH / 2)))
    expect(await codesOf(fileOf([festival, ...notes]))).toEqual(all('too-large'))
  })

  it('may have records that nobody knows yet', async () => {
    const { store, festival: id, ada } = await camp(1)
    const known = encodeEntriesRecord(0, ada.incoming())
    const records = [encodeFestivalRecord({ festival: id }), recordOf(2n ** 60n, new Uint8Array(7)), known]
    const bytes = fileOf(records, { entries: 1, payloads: 1 })
    expect(await importBytes(store, bytes)).toMatchObject({ ok: true, value: { known: 1 } })
  })

  it('has malformed records counted and passed over', async () => {
    const { log, festival: id } = await adasFestival()
    const broken = [
      recordOf(2n, new Uint8Array(0)),
      recordOf(2n, Uint8Array.of(0)),
      recordOf(2n, Uint8Array.of(0, 250, 1)),
      recordOf(2n, Uint8Array.of(0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0)),
      recordOf(3n, Uint8Array.of(0, 1, 5, 1)),
      recordOf(3n, Uint8Array.of(0, 1, 5, 1, 5, 9)),
      encodeEntriesRecord(1, log.incoming()),
      encodeEntriesRecord(
        0,
        Array.from({ length: 65 }, () => ({ entry: new Uint8Array(1) })),
      ),
    ]
    const records = [encodeFestivalRecord({ festival: id }), ...broken, encodeEntriesRecord(0, log.incoming())]
    const imported = await importBytes(new MemoryLogStore(), fileOf(records, { entries: 1, payloads: 1 }))
    const problems = [{ code: 'malformed-record', count: broken.length }]
    expect(imported).toMatchObject({ ok: true, value: { added: 1, problems } })
  })

  it('has logs refused one by one, each with its reason', async () => {
    const { log: ada, festival: id } = await adasFestival()
    const ben = await joinedLog('ben', id, 3)
    const foreign = await joinedLog('eve', one, 1)
    const cut = await joinedLog('dan', id, 5)
    const mixed = [...cut.incoming(1, 2), ...ben.incoming(3, 4)]
    const records = [
      encodeFestivalRecord({ festival: id }),
      encodeForkRecord(0, entryOf(ben, 1), entryOf(ben, 2)),
      encodeEntriesRecord(0, foreign.incoming()),
      encodeEntriesRecord(0, mixed),
      encodeEntriesRecord(0, cut.incoming(5)),
      encodeEntriesRecord(0, [{ entry: new Uint8Array(40) }]),
      encodeEntriesRecord(0, ada.incoming()),
    ]
    const bytes = fileOf(records, { entries: 10, payloads: 9, forks: 1 })
    // Ben's entries hide in a record of Dan's; what is left of Dan's log ends with it.
    const problems = [
      { code: 'different-places', count: 1 },
      { code: 'foreign-festival', count: 2 },
      { code: 'mixed-logs', count: 4 },
      { code: 'seq-num-zero', count: 1 },
    ]
    const imported = await importBytes(new MemoryLogStore(), bytes)
    expect(imported).toMatchObject({ ok: true, value: { entries: 10, added: 3, problems } })
    const report = await verifyBundle(bytesSource(bytes))
    expect(report).toMatchObject({ ok: true, value: { entries: 3, problems } })
  })

  it('can not make a verification compare what it has forgotten', async () => {
    const { log: ada, festival: id } = await adasFestival()
    while (ada.entries.length < 40) await ada.add(profileOf(`Ada ${ada.entries.length}`))
    const stray = await joinedLog('ben', id, 2)
    const records = [
      encodeFestivalRecord({ festival: id }),
      encodeEntriesRecord(0, ada.incoming()),
      encodeEntriesRecord(0, stray.incoming(2, 2)),
      encodeEntriesRecord(0, ada.incoming(1, 30)),
    ]
    const bytes = fileOf(records, { entries: 71, payloads: 71 })
    const problems = [
      { code: 'gap', count: 1 },
      { code: 'not-consecutive', count: 30 },
    ]
    expect(await verifyBundle(bytesSource(bytes))).toMatchObject({ ok: true, value: { entries: 40, problems } })
  })

  it('leaves alone a log of the reader that goes on elsewhere, but says so', async () => {
    const { log: ada, festival: id } = await adasFestival()
    const store = new MemoryLogStore()
    const [first] = ada.entries
    if (first === undefined) throw new Error('no entry')
    const target = { author: (await person('ada')).publicKey, logId: 7n, festival: id, own: true }
    await store.append(target, 0, [{ ...first, seqNum: 1, entry: first.bytes, ended: false }])
    await ada.add(profileOf('Ada elsewhere'))
    const records = [encodeFestivalRecord({ festival: id }), encodeEntriesRecord(0, ada.incoming())]
    const imported = await importBytes(store, fileOf(records, { entries: 2, payloads: 2 }))
    const problems = [{ code: 'own-log-ahead', count: 1 }]
    expect(imported).toMatchObject({ ok: true, value: { added: 0, known: 1, problems } })
  })

  it('is cut at the quota of an author', async () => {
    const { log: ada, festival: id } = await adasFestival()
    while (ada.entries.length < 10) await ada.add(joinOf(id))
    const ben = new HandLog(await person('ben'))
    await ben.add(joinOf(id))
    const records = [encodeEntriesRecord(0, ada.incoming()), encodeEntriesRecord(0, ben.incoming())]
    const bytes = fileOf([encodeFestivalRecord({ festival: id }), ...records], { entries: 11, payloads: 11 })
    const imported = await importBytes(new MemoryLogStore(), bytes, { quota: { entries: 4, bytes: 1e6 } })
    const problems = [{ code: 'quota-exceeded', count: 6 }]
    expect(imported).toMatchObject({ ok: true, value: { added: 5, problems } })
  })
})

describe('a file that can not be read', () => {
  it('is unreadable when it fails or gives something else than it has', async () => {
    const gone: BundleSource = { size: 100, read: () => Promise.reject(new Error('gone')) }
    const short: BundleSource = { size: 100, read: async () => new Uint8Array(3) }
    for (const source of [gone, short]) {
      expect(await readBundleHead(source)).toMatchObject({ ok: false, error: { code: 'unreadable' } })
    }
  })
})

function placeOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) if (part.every((byte, index) => bytes[at + index] === byte)) return at
  throw new Error('not there')
}
