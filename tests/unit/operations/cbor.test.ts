// Payload bytes have exactly one form (DESIGN 4.3), and no bytes make the decoder throw.

import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../src/bamboo/bytes.ts'
import { MAX_CBOR_DEPTH, decodeCbor, encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0)
const decodeHex = (hex: string): ReturnType<typeof decodeCbor> => decodeCbor(bytes(hex))
const refused = (code: string): object => ({ ok: false, error: { code } })

describe('decodeCbor', () => {
  it.each([
    ['an unsorted map', 'a2616200616100'],
    ['an integer that is longer than needed', '1805'],
    ['a length that is longer than needed', '580100'],
    ['a length of text that is longer than needed', '79000161'],
    ['a number of items that is longer than needed', '980100'],
    ['an integer of eight bytes that fits into four', '1b00000000ffffffff'],
  ])('refuses %s as not canonical', (_name, hex) => {
    expect(decodeHex(hex)).toEqual(refused('not-canonical'))
  })

  it.each([
    ['nothing', ''],
    ['a float', 'fb3ff8000000000000'],
    ['a wide float that is an integer', 'fb3ff0000000000000'],
    ['text that is not UTF-8', '62c328'],
    ['text with half a surrogate', '63eda080'],
    ['false in two bytes', 'f814'],
    ['a length that nobody defined', '1c'],
    ['the same key twice, not in order', 'a3616200616100616201'],
    ['what is malformed behind what is not canonical', '821805f6'],
    ['not a number', 'f97e00'],
    ['infinity', 'f97c00'],
    ['negative zero', 'f98000'],
    ['null', 'f6'],
    ['undefined', 'f7'],
    ['null inside', '81f6'],
    ['a tag', 'c101'],
    ['a simple value', 'f8ff'],
    ['an array without a length', '9f00ff'],
    ['a map with the same key twice', 'a2616100616101'],
    ['a map with a number as key', 'a10000'],
    ['bytes after the end', '0000'],
    ['an end in the middle', 'a26161'],
    ['an array that claims more than there is', '9affffffff00'],
    ['bytes that claim more than there are', '5bffffffffffffffff00'],
    ['an integer below what is safe', '3bffffffffffffffff'],
  ])('refuses %s as beyond the subset', (_name, hex) => {
    expect(decodeHex(hex)).toEqual(refused('not-cbor'))
  })

  it('gives integers beyond 2^53 as bigint, to the largest log id', () => {
    expect(decodeHex('1b001fffffffffffff')).toEqual({ ok: true, value: Number.MAX_SAFE_INTEGER })
    expect(decodeHex('1b0020000000000000')).toEqual({ ok: true, value: 2n ** 53n })
    expect(decodeHex('1bffffffffffffffff')).toEqual({ ok: true, value: 2n ** 64n - 1n })
  })

  it('keeps a byte order mark, which is text like any other', () => {
    const text = '\uFEFFa\uFEFF'
    expect(decodeCbor(encodeCbor(text))).toEqual({ ok: true, value: text })
  })

  it('gives bytes of its own, also where a Buffer was read', () => {
    const payload = Buffer.from('42abcd', 'hex')
    const decoded = decodeCbor(payload)
    payload.fill(0)
    expect(decoded).toEqual({ ok: true, value: Uint8Array.of(0xab, 0xcd) })
  })

  it('treats __proto__ as a key like any other', () => {
    const decoded = decodeCbor(encodeCbor(new Map([['__proto__', new Map([['polluted', true]])]])))
    expect(decoded).toEqual({ ok: true, value: new Map([['__proto__', new Map([['polluted', true]])]]) })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('takes eight arrays inside each other and no ninth', () => {
    const nested = (depth: number): Uint8Array => new Uint8Array(depth + 1).fill(0x81, 0, depth)
    expect(decodeCbor(nested(MAX_CBOR_DEPTH)).ok).toBe(true)
    expect(decodeCbor(nested(MAX_CBOR_DEPTH + 1))).toEqual(refused('too-deep'))
  })

  it('survives sixty thousand arrays inside each other', () => {
    const bomb = new Uint8Array(60_001).fill(0x81)
    bomb[60_000] = 0
    expect(decodeCbor(bomb)).toEqual(refused('too-deep'))
  })
})

describe('encodeCbor', () => {
  it('sorts keys by their encoded bytes, so the shorter key comes first', () => {
    const map = new Map([
      ['aa', 1],
      ['b', 2],
    ])
    expect(toHex(encodeCbor(map))).toBe('a261620262616101')
  })

  it('writes a small bigint as the same integer', () => {
    expect(encodeCbor(5n)).toEqual(encodeCbor(5))
  })

  it.each<[string, CborValue]>([
    ['a float', 1.5],
    ['negative zero', -0],
    ['an unsafe number', 2 ** 53],
    ['a bigint beyond 64 bits', 2n ** 64n],
  ])('refuses %s as a mistake of the caller', (_name, value) => {
    expect(() => encodeCbor(value)).toThrow(TypeError)
  })
})
