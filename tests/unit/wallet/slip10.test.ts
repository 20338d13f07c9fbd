// The published Ed25519 vectors of SLIP-10.

import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../src/bamboo/bytes.ts'
import { deriveSlip10 } from '../../../src/wallet/slip10.ts'

const FIRST = '000102030405060708090a0b0c0d0e0f'
const SECOND =
  'fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542'

const vectors: { seed: string; path: number[]; secretKey: string; chainCode?: string }[] = [
  {
    seed: FIRST,
    path: [],
    secretKey: '2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7',
    chainCode: '90046a93de5380a72b5e45010748567d5ea02bbf6522f979e05c0d8d8ca9fffb',
  },
  {
    seed: FIRST,
    path: [0],
    secretKey: '68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3',
    chainCode: '8b59aa11380b624e81507a27fedda59fea6d0b779a778918a2fd3590e16e9c69',
  },
  { seed: FIRST, path: [0, 1], secretKey: 'b1d0bad404bf35da785a64ca1ac54b2617211d2777696fbffaf208f746ae84f2' },
  {
    seed: FIRST,
    path: [0, 1, 2, 2, 1000000000],
    secretKey: '8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793',
  },
  { seed: SECOND, path: [], secretKey: '171cb88b1b3c1db25add599712e36245d75bc65a1a5c9e18d76f9f2b1eab4012' },
  { seed: SECOND, path: [0], secretKey: '1559eb2bbec5790b0c65d8693e4d0875b1747f4970ae8b650486ed7470845635' },
  {
    seed: SECOND,
    path: [0, 2147483647],
    secretKey: 'ea4f5bfe8694d8bb74b7b59404632fd5968b774ed545e810de9c32a4fb4192f4',
  },
]

describe('SLIP-10', () => {
  it.each(vectors)('derives the published key at $path', ({ seed, path, secretKey, chainCode }) => {
    const node = deriveSlip10(fromHex(seed) ?? new Uint8Array(), path)
    expect(toHex(node.secretKey)).toBe(secretKey)
    if (chainCode !== undefined) expect(toHex(node.chainCode)).toBe(chainCode)
  })

  it('refuses an index that is no hardened index', () => {
    for (const index of [-1, 0.5, 2 ** 31, Number.NaN]) {
      expect(() => deriveSlip10(new Uint8Array(64), [index])).toThrow(RangeError)
    }
  })
})
