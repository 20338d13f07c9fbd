// scrypt of WebAssembly against the vectors of RFC 7914 §12 and an independent implementation.

import { scrypt } from '@noble/hashes/scrypt.js'
import { describe, expect, it } from 'vitest'
import { toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import { stretchKey } from '../../../src/wallet/scrypt.ts'

describe('stretching a passphrase', () => {
  it('gives the first bytes of the published vectors', async () => {
    const vectors = [
      [
        'password',
        'NaCl',
        { n: 1024, r: 8, p: 16 },
        'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
      ],
      [
        'pleaseletmein',
        'SodiumChloride',
        { n: 16384, r: 8, p: 1 },
        '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
      ],
    ] as const
    for (const [secret, salt, cost, expected] of vectors) {
      expect(toHex(await stretchKey(secret, utf8Encode(salt), cost))).toBe(expected)
    }
  })

  it('agrees with another implementation, for any script and either form of it', async () => {
    const salt = new Uint8Array(32).fill(5)
    const cost = { n: 4096, r: 8, p: 1 }
    for (const secret of ['Fahrräder', 'パンダ', 'a b', '🐼'.repeat(40)]) {
      const expected = scrypt(utf8Encode(secret.normalize('NFKC')), salt, {
        N: cost.n,
        r: cost.r,
        p: cost.p,
        dkLen: 32,
      })
      expect(await stretchKey(secret, salt, cost)).toEqual(expected)
      expect(await stretchKey(secret.normalize('NFD'), salt, cost)).toEqual(expected)
    }
  })
})
