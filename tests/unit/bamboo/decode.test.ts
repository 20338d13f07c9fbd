// Every field of an entry, and every way in which it can be malformed (design §4.1): each has its own code, and the offset
// at which the field starts.

import { describe, expect, it } from 'vitest'
import {
  MAX_ENTRY_LENGTH,
  MAX_LOG_ID,
  MAX_SEQ_NUM,
  concatBytes,
  decodeEntry,
  encodeVarU64,
  skimEntry,
  verifyHeader,
  viewEntry,
  yamfHash,
  type DecodeErrorCode,
} from '../../../src/bamboo/index.ts'

const HASH = yamfHash(new Uint8Array(3))

/** An entry in pieces, with every field that an entry can have: number 8 has both links. */
const FIELDS: Record<string, Uint8Array> = {
  tag: Uint8Array.of(0),
  author: new Uint8Array(32).fill(1),
  'log-id': encodeVarU64(MAX_LOG_ID),
  'seq-num': encodeVarU64(8),
  lipmaalink: HASH,
  backlink: HASH,
  'payload-size': encodeVarU64(300),
  'payload-hash': HASH,
  signature: new Uint8Array(64).fill(2),
}

function entryWith(changes: Record<string, Uint8Array> = {}): Uint8Array {
  return concatBytes(...Object.entries(FIELDS).map(([field, bytes]) => changes[field] ?? bytes))
}

function startOf(field: string): number {
  const before = Object.keys(FIELDS).slice(0, Object.keys(FIELDS).indexOf(field))
  return before.reduce((sum, each) => sum + (FIELDS[each]?.length ?? 0), 0)
}

function errorOf(bytes: Uint8Array): { code: DecodeErrorCode; offset: number } | 'decoded' {
  const decoded = decodeEntry(bytes)
  return decoded.ok ? 'decoded' : decoded.error
}

it('an entry with all its fields decodes', () => {
  expect(decodeEntry(entryWith())).toMatchObject({
    ok: true,
    value: { logId: MAX_LOG_ID, seqNum: 8, payloadSize: 300, isEndOfLog: false },
  })
})

describe('an entry that ends too early', () => {
  it.each(Object.keys(FIELDS))('within its %s says so, wherever it is cut', (field) => {
    const whole = entryWith()
    const start = startOf(field)
    for (let length = start; length < start + (FIELDS[field]?.length ?? 0); length += 1) {
      expect(errorOf(whole.subarray(0, length))).toEqual({ code: `${field}-truncated`, offset: start })
    }
  })
})

describe('a tag', () => {
  it('is 0, or 1 at the end of the log', () => {
    expect(decodeEntry(entryWith({ tag: Uint8Array.of(1) }))).toMatchObject({ ok: true, value: { isEndOfLog: true } })
    for (const tag of [2, 3, 128, 255]) {
      expect(errorOf(entryWith({ tag: Uint8Array.of(tag) }))).toEqual({ code: 'tag-unknown', offset: 0 })
    }
  })
})

describe('a number', () => {
  const longer: [string, number[]][] = [
    ['one byte too many', [248, 8]],
    ['two bytes', [249, 0, 8]],
    ['eight bytes', [255, 0, 0, 0, 0, 0, 0, 0, 8]],
  ]

  it.each(['log-id', 'seq-num', 'payload-size'])('as %s is canonical only', (field) => {
    for (const [, bytes] of longer) {
      const error = errorOf(entryWith({ [field]: Uint8Array.from(bytes) }))
      expect(error).toEqual({ code: `${field}-non-canonical`, offset: startOf(field) })
    }
  })

  it('as log id has 64 bits', () => {
    for (const logId of [0n, 2n ** 53n, 2n ** 63n, MAX_LOG_ID]) {
      expect(decodeEntry(entryWith({ 'log-id': encodeVarU64(logId) }))).toMatchObject({ ok: true, value: { logId } })
    }
  })

  it('as sequence number starts at 1 and ends at 2^53 - 1', () => {
    const offset = startOf('seq-num')
    const codeOf = (n: bigint): unknown => errorOf(entryWith({ 'seq-num': encodeVarU64(n) }))
    expect(codeOf(0n)).toEqual({ code: 'seq-num-zero', offset })
    expect(codeOf(2n ** 53n)).toEqual({ code: 'seq-num-too-big', offset })
    expect(codeOf(2n ** 64n - 1n)).toEqual({ code: 'seq-num-too-big', offset })
    expect(codeOf(BigInt(MAX_SEQ_NUM))).not.toMatchObject({ code: 'seq-num-too-big' })
  })

  it('as payload size ends at 2^53 - 1', () => {
    const offset = startOf('payload-size')
    const sizes = [2n ** 53n, 2n ** 64n - 1n].map((size) => errorOf(entryWith({ 'payload-size': encodeVarU64(size) })))
    expect(sizes).toEqual([
      { code: 'payload-size-too-big', offset },
      { code: 'payload-size-too-big', offset },
    ])
  })
})

describe('a hash', () => {
  const foreign: [string, (hash: Uint8Array) => void][] = [
    ['another type', (hash) => hash.set([1], 0)],
    ['another length', (hash) => hash.set([32], 1)],
    ['a type in two bytes', (hash) => hash.set([248, 0], 0)],
    ['a length of nothing', (hash) => hash.set([0], 1)],
  ]

  it.each(['lipmaalink', 'backlink', 'payload-hash'])('as %s is BLAKE2b of 64 bytes and nothing else', (field) => {
    for (const [, change] of foreign) {
      const hash = HASH.slice()
      change(hash)
      expect(errorOf(entryWith({ [field]: hash }))).toEqual({ code: `${field}-foreign`, offset: startOf(field) })
    }
  })
})

describe('links', () => {
  it('are none in entry 1, a backlink only where the lipmaalink would be the same, both elsewhere', () => {
    const withLinks = (seqNum: number, ...links: string[]): unknown => {
      const changes: Record<string, Uint8Array> = { 'seq-num': encodeVarU64(seqNum) }
      for (const link of ['lipmaalink', 'backlink']) if (!links.includes(link)) changes[link] = new Uint8Array(0)
      return errorOf(entryWith(changes))
    }
    expect(withLinks(1)).toBe('decoded')
    expect(withLinks(2, 'backlink')).toBe('decoded')
    expect(withLinks(3, 'backlink')).toBe('decoded')
    expect(withLinks(4, 'lipmaalink', 'backlink')).toBe('decoded')
    for (const wrong of [
      withLinks(1, 'backlink'),
      withLinks(2),
      withLinks(2, 'lipmaalink', 'backlink'),
      withLinks(4, 'backlink'),
    ]) {
      expect(wrong).not.toBe('decoded')
    }
  })
})

describe('bytes after the signature', () => {
  it('are refused where they begin', () => {
    const end = entryWith().length
    for (const more of [1, 64, 1000]) {
      const bytes = concatBytes(entryWith(), new Uint8Array(more))
      expect(errorOf(bytes)).toEqual({ code: 'trailing-bytes', offset: end })
    }
  })

  it('make verification refuse a megabyte without copying it', async () => {
    const huge = concatBytes(entryWith(), new Uint8Array(1_000_000))
    expect(huge.length).toBeGreaterThan(MAX_ENTRY_LENGTH)
    expect(await verifyHeader(huge)).toEqual({ ok: false, error: { code: 'trailing-bytes' } })
  })
})

describe('the two decoders', () => {
  it('give the same entry; viewEntry shares its memory with the bytes', () => {
    const bytes = entryWith()
    const viewed = viewEntry(bytes)
    expect(viewed).toEqual(decodeEntry(bytes))
    expect(viewed.ok && viewed.value.signature.buffer).toBe(bytes.buffer)
  })

  it('and so does skimEntry, field by field', () => {
    const bytes = entryWith()
    const [skimmed, decoded] = [skimEntry(bytes), decodeEntry(bytes)]
    if (!skimmed.ok || !decoded.ok) throw new Error('not decoded')
    for (const [field, value] of Object.entries(decoded.value)) expect(Reflect.get(skimmed.value, field)).toEqual(value)
    expect(skimmed.value.payloadHash.buffer).toBe(bytes.buffer)
  })
})
