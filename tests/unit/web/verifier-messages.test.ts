// The one buffer of a message between the pool and its workers.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  packEntries,
  packFindings,
  unpackEntries,
  unpackFindings,
} from '../../../src/adapters/web/verifier-messages.ts'
import type { EntryFindings, EntryToVerify } from '../../../src/ports/entry-verifier.ts'

const entries: fc.Arbitrary<EntryToVerify[]> = fc.array(
  fc.record({ entry: fc.uint8Array(), payload: fc.uint8Array() }, { requiredKeys: ['entry'] }),
)

const findings: fc.Arbitrary<EntryFindings[]> = fc.array(
  fc.record({
    hash: fc.uint8Array({ minLength: 66, maxLength: 66 }),
    signature: fc.constantFrom('valid', 'invalid', 'unchecked'),
    payload: fc.constantFrom('valid', 'absent', 'payload-size-mismatch', 'payload-hash-mismatch'),
  }),
)

describe('a message', () => {
  it('carries entries of any bytes, with payloads, empty ones and none', () => {
    fc.assert(
      fc.property(entries, (given) => {
        expect(unpackEntries(packEntries(given), given.length)).toEqual(given)
      }),
    )
  })

  it('uses a buffer again that has room, whatever is in it', () => {
    fc.assert(
      fc.property(entries, fc.nat(4000), (given, length) => {
        const spare = new Uint8Array(length).fill(0xaa).buffer
        const packed = packEntries(given, spare)
        expect(unpackEntries(packed, given.length)).toEqual(given)
        expect(packed === spare || packed.byteLength > length).toBe(true)
      }),
    )
    const entry = { entry: new Uint8Array(500) }
    expect(packEntries([entry], packEntries([entry, entry])).byteLength).toBeGreaterThan(1000)
  })

  it('carries findings', () => {
    fc.assert(
      fc.property(findings, (given) => {
        expect(unpackFindings(packFindings(given), given.length)).toEqual(given)
      }),
    )
  })

  it('is refused when it has more or fewer findings than asked for, or one that does not exist', () => {
    const found: EntryFindings = { hash: new Uint8Array(66), signature: 'valid', payload: 'valid' }
    const buffer = packFindings([found, found])
    expect(unpackFindings(buffer, 1)).toBeUndefined()
    expect(unpackFindings(buffer, 3)).toBeUndefined()
    for (const place of [66, 67]) {
      const bytes = new Uint8Array(buffer.slice(0))
      bytes[place] = 0xff
      expect(unpackFindings(bytes.buffer, 2)).toBeUndefined()
    }
  })
})
