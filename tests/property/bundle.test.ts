// Bundles under all conditions: whatever happens to a file, reading it ends, throws nothing and stores nothing that was not
// signed; and however often an import is interrupted, it arrives where an undisturbed one does.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, toHex } from '../../src/bamboo/index.ts'
import { readBundleHead } from '../../src/log/bundle/read-head.ts'
import { bytesSource } from '../../src/log/bundle/source.ts'
import { verifyBundle } from '../../src/log/bundle/verify-bundle.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinOf, joinedLog, person, profileOf } from '../unit/log/fixtures.ts'
import { bundleOf, camp, contentOf, importBytes, take } from '../unit/log/bundle/fixtures.ts'

const small = await camp(6)
const file = await bundleOf(small.store, small.festival)

/** Everything that somebody really said, byte for byte. */
async function saidIn(store: MemoryLogStore, festival: FestivalId): Promise<Set<string>> {
  const said = new Set<string>()
  for (const log of await store.logs(festival)) {
    for (const { entry, payload } of await store.entries(log, 1, log.seqNum)) {
      said.add(toHex(entry)).add(`${toHex(entry)} ${toHex(payload ?? new Uint8Array(0))}`)
    }
  }
  return said
}

const truth = await saidIn(small.store, small.festival)

type Damage =
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'repeat'; at: number; length: number; to: number }

const place = fc.nat(file.length - 1)
const length = fc.integer({ min: 1, max: 900 })
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: place, length }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at: place, length, to: place }),
)

function damaged(bytes: Uint8Array, how: Damage): Uint8Array {
  const { at } = how
  if (how.kind === 'flip') return bytes.map((byte, index) => (index === at ? byte ^ (1 << how.bit) : byte))
  if (how.kind === 'cut') return concatBytes(bytes.subarray(0, at), bytes.subarray(at + how.length))
  if (how.kind === 'insert') return concatBytes(bytes.subarray(0, at), how.bytes, bytes.subarray(at))
  return concatBytes(bytes.subarray(0, how.to), bytes.subarray(at, at + how.length), bytes.subarray(how.to))
}

async function expectNothingUnsaid(store: MemoryLogStore): Promise<void> {
  for (const entry of await saidIn(store, small.festival)) {
    const [bytes = '', payload] = entry.split(' ')
    expect(truth.has(payload === '' ? bytes : entry)).toBe(true)
  }
}

describe('a bundle that was changed on the way', () => {
  it('never throws, and brings no entry or payload that its author did not sign', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        const bytes = damages.reduce(damaged, file)
        await readBundleHead(bytesSource(bytes))
        const store = new MemoryLogStore()
        const imported = await importBytes(store, bytes)
        const report = await verifyBundle(bytesSource(bytes))
        await expectNothingUnsaid(store)
        // Damage that is noticed by one is noticed by the other, and damage that is noticed by nobody did nothing.
        expect(report.ok).toBe(imported.ok)
        if (imported.ok) expect(bytes).toEqual(file)
      }),
      { numRuns: 150 },
    )
  })

  it('is noticed by whatever bit was flipped', async () => {
    await fc.assert(
      fc.asyncProperty(place, fc.nat(7), async (at, bit) => {
        const report = await verifyBundle(bytesSource(damaged(file, { kind: 'flip', at, bit })))
        expect(report.ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('may be any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.nat(200), async (noise, kept) => {
        const bytes = concatBytes(file.subarray(0, kept), noise)
        const imported = await importBytes(new MemoryLogStore(), bytes)
        expect(imported.ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

/** Many short logs, so that an import has many steps; one of them is longer than a step. */
async function manyLogs(): Promise<{ store: MemoryLogStore; festival: FestivalId }> {
  const { log, festival } = await adasFestival()
  const store = new MemoryLogStore()
  while (log.entries.length < 1100) await log.add(profileOf(`Ada ${log.entries.length}`))
  await take(store, festival, log)
  for (let guest = 0; guest < 12; guest += 1) {
    const first = await joinedLog(`guest ${guest}`, festival, guest % 5)
    await take(store, festival, first)
    if (guest % 4 !== 0) continue
    const other = new HandLog(await person(`guest ${guest}`))
    await other.add(joinOf(festival))
    await other.add(profileOf('somebody else'))
    await take(store, festival, other)
  }
  return { store, festival }
}

const many = await manyLogs()
const manyFile = await bundleOf(many.store, many.festival)
const undisturbed = new MemoryLogStore()
const whole = await importBytes(undisturbed, manyFile)
const everything = whole.ok ? whole.value.added : -1
const arrived = await contentOf(undisturbed, many.festival)

describe('an import that is interrupted', () => {
  it('arrives where one does that is not, in any number of pieces, without doing work twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }), async (pieces) => {
        const store = new MemoryLogStore()
        let from = 0
        let added = 0
        for (const steps of [...pieces, Number.POSITIVE_INFINITY]) {
          const signal = { aborted: false }
          let left = steps
          const onProgress = async ({ offset }: { offset: number }): Promise<void> => {
            expect(offset).toBeGreaterThan(from)
            from = offset
            left -= 1
            signal.aborted = left <= 0
          }
          const result = await importBytes(store, manyFile, { from, signal, onProgress })
          const outcome = result.ok ? result.value : result.error.outcome
          if (!result.ok) expect(result.error.code).toBe('aborted')
          expect(outcome.known).toBe(0)
          added += outcome.added
          if (result.ok) break
        }
        expect(added).toBe(everything)
        expect(await contentOf(store, many.festival)).toEqual(arrived)
      }),
      { numRuns: 6 },
    )
  })

  it('loses nothing when it dies after storing and before it could say so', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 15 }), async (steps) => {
        const store = new MemoryLogStore()
        let told = 0
        let left = steps
        const onProgress = ({ offset }: { offset: number }): void => {
          left -= 1
          if (left <= 0) throw new Error('killed')
          told = offset
        }
        await expect(importBytes(store, manyFile, { onProgress })).rejects.toThrow('killed')
        expect((await importBytes(store, manyFile, { from: told })).ok).toBe(true)
        expect(await contentOf(store, many.festival)).toEqual(arrived)
      }),
      { numRuns: 5 },
    )
  })
})
