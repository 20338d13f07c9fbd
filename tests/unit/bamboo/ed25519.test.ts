// The one rule for signatures where platforms differ (design §4.1): without native Ed25519, with one that fails, and
// for an entry made to look valid to some verifiers only.

import { Point, verifyAsync } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { verifyFallback } from '../../../src/bamboo/ed25519-fallback.ts'
import { verifyNative } from '../../../src/bamboo/ed25519.ts'
import { concatBytes, signEntry, toHex, utf8Encode, verifyEntry, verifySignature } from '../../../src/bamboo/index.ts'
import { signerOf } from './log-builder.ts'

const message = utf8Encode('a message')
const signer = await signerOf(1)
const parts = { publicKey: signer.publicKey, message, signature: await signer.sign(message) }
const forged = { ...parts, message: utf8Encode('another') }

type Ed25519 = typeof import('../../../src/bamboo/ed25519.ts')

/** The module as a fresh context sees it, with this in place of WebCrypto. */
async function inContextWith(subtle: object | undefined): Promise<Ed25519> {
  vi.stubGlobal('crypto', { subtle })
  vi.resetModules()
  return import('../../../src/bamboo/ed25519.ts')
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('platforms', () => {
  it('without WebCrypto the fallback decides', async () => {
    const bare = await inContextWith(undefined)
    expect(await bare.verifyNative(parts)).toBeUndefined()
    expect([await bare.verifySignature(parts), await bare.verifySignature(forged)]).toEqual([true, false])
  })

  it('a WebCrypto that does not know Ed25519 is asked once, then the fallback decides', async () => {
    const importKey = vi.fn(() => Promise.reject(new Error('NotSupportedError')))
    const old = await inContextWith({ importKey })
    expect([await old.verifySignature(parts), await old.verifySignature(forged)]).toEqual([true, false])
    const asked = importKey.mock.calls.length
    await old.verifySignature(parts)
    expect(importKey).toHaveBeenCalledTimes(asked)
  })

  it('a WebCrypto that accepts everything is not believed', async () => {
    const credulous = await inContextWith({ importKey: () => Promise.resolve({}), verify: () => Promise.resolve(true) })
    expect(await credulous.verifySignature(forged)).toBe(false)
  })

  it('an exception of a working WebCrypto is no verdict: the fallback decides', async () => {
    const { subtle } = crypto
    let failing = false
    const flaky = await inContextWith({
      importKey: subtle.importKey.bind(subtle),
      verify: (...args: Parameters<SubtleCrypto['verify']>) =>
        failing ? Promise.reject(new Error('shutting down')) : subtle.verify(...args),
    })
    expect(await flaky.verifyNative(parts)).toBe(true)
    failing = true
    expect(await flaky.verifyNative(parts)).toBeUndefined()
    expect(await flaky.verifySignature(parts)).toBe(true)
  })

  it('the key of an author is imported once, and again only after many others', async () => {
    const { subtle } = crypto
    const imported: string[] = []
    const counting = await inContextWith({
      importKey: (format: 'raw', key: Uint8Array<ArrayBuffer>, ...rest: [AlgorithmIdentifier, boolean, KeyUsage[]]) => {
        imported.push(toHex(key))
        return subtle.importKey(format, key, ...rest)
      },
      verify: subtle.verify.bind(subtle),
    })
    const timesImported = (): number => imported.filter((key) => key === toHex(parts.publicKey)).length
    await counting.verifySignature(parts)
    await counting.verifySignature(forged)
    expect(timesImported()).toBe(1)
    for (let other = 0; other < 300; other += 1) {
      const publicKey = Point.BASE.multiply(BigInt(other + 2)).toBytes()
      await counting.verifySignature({ ...parts, publicKey })
    }
    expect(await counting.verifySignature(parts)).toBe(true)
    expect(timesImported()).toBe(2)
  })
})

describe('wrong lengths', () => {
  it('are invalid, never an exception', async () => {
    for (const length of [0, 31, 33, 64]) {
      const odd = { ...parts, publicKey: new Uint8Array(length).fill(7) }
      expect([await verifyNative(odd), verifyFallback(odd), await verifySignature(odd)]).toEqual([false, false, false])
    }
    for (const length of [0, 63, 65]) {
      expect(await verifySignature({ ...parts, signature: new Uint8Array(length).fill(7) })).toBe(false)
    }
  })
})

describe('an entry with two faces', () => {
  const { n: order } = Point.CURVE()
  const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa')
  const secret = 12_345n
  const nonce = 67_890n
  const littleEndian = (value: bigint): Uint8Array =>
    Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn))
  const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`)

  const publicKey = Point.BASE.multiply(secret).toBytes()
  /** Signs with an R that has a part of order 8: only verifiers that multiply by the cofactor accept it. */
  const sign = (unsigned: Uint8Array): Promise<Uint8Array> => {
    const r = Point.BASE.multiply(nonce).add(torsion).toBytes()
    const k = numberOf(sha512(concatBytes(r, publicKey, unsigned))) % order
    return Promise.resolve(concatBytes(r, littleEndian((nonce + k * secret) % order)))
  }

  it('is accepted by cofactored verifiers and refused by us, natively and by recomputation', async () => {
    const signed = await signEntry({ signer: { publicKey, sign }, logId: 0n, seqNum: 1, payload: message })
    if (!signed.ok) throw new Error(signed.error.code)
    const { bytes, entry } = signed.value
    const twoFaced = { publicKey, message: bytes.subarray(0, -64), signature: entry.signature }
    expect(await verifyAsync(twoFaced.signature, twoFaced.message, publicKey)).toBe(true)
    expect(await verifyAsync(twoFaced.signature, twoFaced.message, publicKey, { zip215: false })).toBe(true)
    expect([await verifyNative(twoFaced), verifyFallback(twoFaced)]).toEqual([false, false])
    expect(await verifyEntry({ entry: bytes })).toEqual({ ok: false, error: { code: 'signature-invalid' } })
  })
})
