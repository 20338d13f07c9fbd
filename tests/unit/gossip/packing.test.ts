// Bulk messages in fewer bytes: the same blocks as the reference makes and reads, and when it is worth it.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { utf8Encode } from '../../../src/bamboo/index.ts'
import { compress } from '../../../src/gossip/packing/lz4-compress.ts'
import { decompress } from '../../../src/gossip/packing/lz4-decompress.ts'
import { pack, unpack } from '../../../src/gossip/packing/packing.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'

interface Vectors {
  messages: { name: string; message: string; ours: string; theirs: string[] }[]
}

const vectors = JSON.parse(readFileSync('tests/vectors/packing.json', 'utf8')) as Vectors
const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'))

describe.each(vectors.messages)('the block of $name', ({ message, ours, theirs }) => {
  const plain = bytesOf(message)

  it('is made as it was when the reference read it', () => {
    expect(compress(plain, plain.length + 100)).toEqual(bytesOf(ours))
  })

  it.each([ours, ...theirs])('is read: %s', (block) => {
    const read = new Uint8Array(plain.length)
    expect(decompress(bytesOf(block), read)).toBe(true)
    expect(read).toEqual(plain)
  })
})

describe('a block', () => {
  /** A literal "a"; three more from one back, which write what they read; the last literal "b". */
  const good = [0x10, 0x61, 0x01, 0x00, 0x10, 0x62]

  it.each<[string, number[], number, boolean]>([
    ['is read', good, 6, true],
    ['of a longer message is none', good, 7, false],
    ['of a shorter message is none', good, 5, false],
    ['without its end is none', good.slice(0, 4), 5, false],
    ['cut in a distance is none', good.slice(0, 3), 6, false],
    ['cut in its literals is none', [0x20, 0x61], 2, false],
    ['cut in a number of literals is none', [0xf0, 0xff, 0xff], 700, false],
    ['cut in a length is none', [0x1f, 0x61, 0x01, 0x00, 0xff], 300, false],
    ['with a match before its beginning is none', [0x10, 0x61, 0x02, 0x00, 0x10, 0x62], 6, false],
    ['with a distance of nothing is none', [0x10, 0x61, 0x00, 0x00, 0x10, 0x62], 6, false],
    ['with a byte too many is none', [...good, 0x00], 6, false],
    ['of nothing is one byte', [0x00], 0, true],
    ['is never empty', [], 0, false],
  ])('%s', (_what, block, length, isRead) => {
    expect(decompress(Uint8Array.from(block), new Uint8Array(length))).toBe(isRead)
  })
})

describe('packing', () => {
  const words = utf8Encode('Who lends the blue tent to whom, and until when? '.repeat(40))
  const noise = new SeededRandom('noise').bytes(4_000)

  it('says a message in fewer bytes, whatever parts it was written in', () => {
    const packed = pack([words.subarray(0, 700), words.subarray(700)])
    expect(packed?.unpacked).toBe(words.length)
    expect(packed?.bytes.length).toBeLessThan(100)
    const [first, rest] = [packed?.bytes.subarray(0, 9), packed?.bytes.subarray(9)]
    expect(unpack([first ?? noise, rest ?? noise], words.length)).toEqual(words)
  })

  it('leaves alone what is short', () => {
    expect(pack([words.subarray(0, 1_023)])).toBeUndefined()
    expect(pack([words.subarray(0, 1_024)])).toBeDefined()
  })

  it('leaves alone what would hardly become shorter', () => {
    expect(pack([noise])).toBeUndefined()
    expect(pack([noise, noise.subarray(0, 100)])).toBeUndefined()
    expect(pack([noise, noise.subarray(0, 400)])?.bytes.length).toBeLessThan(4_125)
  })
})
