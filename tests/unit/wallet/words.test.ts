// BIP-39: published words and seeds, and what people mistype.

import { assert, property, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../src/bamboo/bytes.ts'
import { personaKey, pkcs8Of } from '../../../src/wallet/persona.ts'
import { entropyOf, seedOf, wordsOf } from '../../../src/wallet/words.ts'

const ZERO = `${'abandon '.repeat(11)}about`
const SEVENTY_F = 'legal winner thank year wave sausage worth useful legal winner thank yellow'

describe('twelve words', () => {
  it('are the published ones', () => {
    expect(wordsOf(new Uint8Array(16))).toBe(ZERO)
    expect(wordsOf(new Uint8Array(16).fill(0x7f))).toBe(SEVENTY_F)
  })

  it('give the published seed without a passphrase', async () => {
    expect(toHex(await seedOf(new Uint8Array(16)))).toBe(
      '5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc19a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4',
    )
  })

  it('round trip for any entropy, however they are spaced and cased', () => {
    assert(
      property(uint8Array({ minLength: 16, maxLength: 16 }), (entropy) => {
        const text = `  ${wordsOf(entropy).toUpperCase().replaceAll(' ', ' \n ')} `
        expect(entropyOf(text)).toEqual({ ok: true, value: entropy })
      }),
      { numRuns: 30 },
    )
  })

  it('are refused with the reason', () => {
    expect(entropyOf('abandon')).toEqual({ ok: false, error: { code: 'wrong-count' } })
    expect(entropyOf(ZERO.replace('about', 'pandas'))).toEqual({ ok: false, error: { code: 'unknown-word', word: 11 } })
    expect(entropyOf(ZERO.replace('about', 'abandon'))).toEqual({ ok: false, error: { code: 'wrong-checksum' } })
  })
})

describe('a persona', () => {
  it('is the same key on every device, another one for every number, with an order key of its own', async () => {
    const seed = await seedOf(new Uint8Array(16))
    const [main, again, second] = await Promise.all([personaKey(seed, 0), personaKey(seed, 0), personaKey(seed, 1)])
    expect(again).toEqual(main)
    expect(second.publicKey).not.toBe(main.publicKey)
    expect(main.orderKey).not.toEqual(main.secretKey)
    expect(main.publicKey).toBe('c8ead879ce27739b2bd6bb0a69da3cb23bcd3c972517f39303829383c7dc3dd8')
  })

  it('imports into WebCrypto and has the same public key there', async () => {
    const { secretKey, publicKey } = await personaKey(await seedOf(new Uint8Array(16)), 0)
    const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8Of(secretKey)), 'Ed25519', false, ['sign'])
    const message = new Uint8Array([1, 2, 3])
    const signature = await crypto.subtle.sign('Ed25519', key, message)
    const verifier = await crypto.subtle.importKey('raw', new Uint8Array(fromHex(publicKey) ?? []), 'Ed25519', false, [
      'verify',
    ])
    expect(await crypto.subtle.verify('Ed25519', verifier, signature, message)).toBe(true)
  })
})
