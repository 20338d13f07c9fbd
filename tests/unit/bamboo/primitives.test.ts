// Bytes, VarU64, yamf-hash and the link graph at their known points (design §4.1).

import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  MAX_SEQ_NUM,
  certificatePool,
  compareBytes,
  concatBytes,
  decodeVarU64,
  encodeVarU64,
  equalBytes,
  fromHex,
  lipmaalink,
  toHex,
  utf8Decode,
  utf8Encode,
  varU64Length,
  writeVarU64,
  yamfHash,
} from '../../../src/bamboo/index.ts'

describe('bytes', () => {
  it('hexadecimal is lower case, of even length, and nothing else', () => {
    expect(toHex(Uint8Array.of(0, 9, 10, 255))).toBe('00090aff')
    expect(fromHex('00090aff')).toEqual(Uint8Array.of(0, 9, 10, 255))
    expect(fromHex('')).toEqual(new Uint8Array(0))
    for (const wrong of ['0', 'AB', '0x', 'g0', ' 0', '0١', '\u{1f98a}']) expect(fromHex(wrong)).toBeUndefined()
  })

  it('are joined, compared and ordered byte by byte', () => {
    const [low, high] = [Uint8Array.of(1, 2), Uint8Array.of(1, 3)]
    expect(concatBytes(low, new Uint8Array(0), high)).toEqual(Uint8Array.of(1, 2, 1, 3))
    expect([equalBytes(low, Uint8Array.of(1, 2)), equalBytes(low, high), equalBytes(low, low.subarray(1))]).toEqual([
      true,
      false,
      false,
    ])
    expect(Math.sign(compareBytes(low, high))).toBe(-1)
    expect(Math.sign(compareBytes(high, low))).toBe(1)
    expect(Math.sign(compareBytes(low.subarray(0, 1), low))).toBe(-1)
    expect(compareBytes(low, low)).toBe(0)
  })

  it('UTF-8 that is wrong, cut or overlong is refused; a byte order mark survives', () => {
    expect(utf8Decode(utf8Encode('panda 🐼'))).toBe('panda 🐼')
    expect(utf8Decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\u{feff}a')
    for (const wrong of [[0xff], [0xc3, 0x28], [0xc0, 0x80], [0xf0, 0x9f, 0x90], [0xed, 0xa0, 0x80]]) {
      expect(utf8Decode(Uint8Array.from(wrong))).toBeUndefined()
    }
  })
})

describe('VarU64', () => {
  it('has its known encodings', () => {
    const known: [bigint, string][] = [
      [0n, '00'],
      [247n, 'f7'],
      [248n, 'f8f8'],
      [255n, 'f8ff'],
      [256n, 'f90100'],
      [65_535n, 'f9ffff'],
      [65_536n, 'fa010000'],
      [2n ** 64n - 1n, 'ffffffffffffffffff'],
    ]
    for (const [value, hex] of known) expect(toHex(encodeVarU64(value))).toBe(hex)
  })

  it('is written in place as it is encoded, at its place and nowhere else', () => {
    for (const count of [0, 247, 248, 255, 256, 65_535, 65_536, 2 ** 24, 2 ** 32 - 1]) {
      const encoded = encodeVarU64(count)
      const target = new Uint8Array(12).fill(7)
      expect(varU64Length(count)).toBe(encoded.length)
      expect(writeVarU64(count, target, 2)).toBe(2 + encoded.length)
      expect(target).toEqual(Uint8Array.of(7, 7, ...encoded, ...new Uint8Array(10 - encoded.length).fill(7)))
    }
  })

  it('refuses longer forms of the same number and bytes that end too early', () => {
    const codeOf = (hex: string): string | bigint => {
      const decoded = decodeVarU64(fromHex(hex) ?? new Uint8Array(0))
      return decoded.ok ? decoded.value.value : decoded.error.code
    }
    expect(['f800', 'f8f7', 'f90001', 'f900ff', 'ff0000000000000001'].map(codeOf)).toEqual(
      Array.from({ length: 5 }, () => 'non-canonical'),
    )
    expect(['', 'f8', 'f901', 'ffffffffffffffff'].map(codeOf)).toEqual(Array.from({ length: 4 }, () => 'truncated'))
  })

  it('reads at an offset and stops after the number; an offset beyond the end is truncated', () => {
    const bytes = Uint8Array.of(9, 0xf8, 0xff, 9)
    expect(decodeVarU64(bytes, 1)).toEqual({ ok: true, value: { value: 255n, length: 2 } })
    expect(decodeVarU64(bytes, 4)).toEqual({ ok: false, error: { code: 'truncated' } })
  })

  it('throws for what is no unsigned 64-bit integer', () => {
    for (const wrong of [-1, 1.5, Number.NaN, 2 ** 53, -1n, 2n ** 64n])
      expect(() => encodeVarU64(wrong)).toThrow(RangeError)
  })
})

describe('yamf-hash', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    vi.resetModules()
  })

  it('is type 0, length 64 and the BLAKE2b-512 digest', () => {
    const abc =
      'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1' +
      '7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923'
    expect(toHex(yamfHash(utf8Encode('abc')))).toBe(`0040${abc}`)
  })

  it('gives the same hashes before and after WebAssembly, also for what spans many blocks', async () => {
    const { prepareHashing, yamfHash: freshHash } = await import('../../../src/bamboo/yamf-hash.ts')
    const inputs = [0, 1, 64, 127, 128, 129, 65_536].map((length) => new Uint8Array(length).fill(length % 251))
    const before = inputs.map((input) => toHex(freshHash(input)))
    const instantiate = vi.spyOn(WebAssembly, 'instantiate')
    await Promise.all([prepareHashing(), prepareHashing()])
    expect(instantiate).toHaveBeenCalledTimes(1)
    expect(inputs.map((input) => toHex(freshHash(input)))).toEqual(before)
  })

  it('still hashes where WebAssembly is not allowed', async () => {
    const blocked = vi.fn(() => Promise.reject(new Error('blocked by policy')))
    vi.stubGlobal('WebAssembly', { compile: blocked, instantiate: blocked })
    vi.resetModules()
    const { prepareHashing, yamfHash: blockedHash } = await import('../../../src/bamboo/yamf-hash.ts')
    await expect(prepareHashing()).resolves.toBeUndefined()
    expect(blocked).toHaveBeenCalled()
    expect(blockedHash(utf8Encode('abc'))).toEqual(yamfHash(utf8Encode('abc')))
  })
})

describe('the link graph', () => {
  it('has the lipmaalinks of the specification', () => {
    const targets = Array.from({ length: 40 }, (_, index) => lipmaalink(index + 1))
    expect(targets.slice(0, 14)).toEqual([0, 1, 2, 1, 4, 5, 6, 4, 8, 9, 10, 8, 4, 13])
    expect([targets[16], targets[25], targets[38], targets[39]]).toEqual([13, 13, 26, 13])
  })

  it('has known certificate pools', () => {
    expect(certificatePool(1)).toEqual([1])
    expect(certificatePool(4)).toEqual([1, 4])
    expect(certificatePool(7)).toEqual([1, 4, 5, 6, 7, 8, 12, 13])
    expect(certificatePool(7, 9)).toEqual([1, 4, 5, 6, 7, 8])
  })

  it('has pools of the measured mean and greatest size, the entry itself included', () => {
    const sizes = Array.from({ length: 1000 }, (_, index) => certificatePool(index + 1, 1000).length)
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
    expect([mean.toFixed(1), Math.max(...sizes)]).toEqual(['18.7', 22])
  })

  it('goes up to the greatest sequence number and throws for what is none', () => {
    const pool = certificatePool(MAX_SEQ_NUM)
    expect([pool[0], pool.at(-1)]).toEqual([1, MAX_SEQ_NUM])
    expect(pool.every(Number.isSafeInteger)).toBe(true)
    for (const wrong of [0, -1, 1.5, Number.NaN, MAX_SEQ_NUM + 1]) {
      expect(() => lipmaalink(wrong)).toThrow(RangeError)
      expect(() => certificatePool(wrong)).toThrow(RangeError)
    }
  })
})
