// Not one bit of an entry can change (design §4.1): every bit, every length, every byte more or less, one after the other,
// for an entry with both links.

import { describe, expect, it } from 'vitest'
import { concatBytes, verifyEntry } from '../../src/bamboo/index.ts'
import { buildLog, entryOf, payloadOf } from '../unit/bamboo/log-builder.ts'

/** Entry 8 names entries 7 and 4. */
const SEQ_NUM = 8
const log = await buildLog(SEQ_NUM)
const entry = entryOf(log, SEQ_NUM).bytes
const [backlink, lipmaalink] = [entryOf(log, SEQ_NUM - 1).bytes, entryOf(log, 4).bytes]
const payload = payloadOf(SEQ_NUM)

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = bytes.slice()
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}
const bitsOf = (bytes: Uint8Array): number[] => Array.from({ length: 8 * bytes.length }, (_, bit) => bit)

type Input = Parameters<typeof verifyEntry>[0]

/** The indices of the inputs that were accepted. */
async function accepted(inputs: readonly Partial<Input>[]): Promise<number[]> {
  const honest = { entry, payload, backlink, lipmaalink }
  const results = await Promise.all(inputs.map((input) => verifyEntry(Object.assign({}, honest, input))))
  return results.flatMap(({ ok }, index) => (ok ? [index] : []))
}

describe('an entry', () => {
  it('is accepted as it was signed', async () => {
    expect(await accepted([{}])).toEqual([0])
  })

  it('is refused with any one of its bits changed', async () => {
    expect(await accepted(bitsOf(entry).map((bit) => ({ entry: flipped(entry, bit) })))).toEqual([])
  })

  it('is refused with any one bit of its payload changed', async () => {
    expect(await accepted(bitsOf(payload).map((bit) => ({ payload: flipped(payload, bit) })))).toEqual([])
  })

  it('is refused with any one bit of an entry that it names changed', async () => {
    expect(await accepted(bitsOf(backlink).map((bit) => ({ backlink: flipped(backlink, bit) })))).toEqual([])
    expect(await accepted(bitsOf(lipmaalink).map((bit) => ({ lipmaalink: flipped(lipmaalink, bit) })))).toEqual([])
  })

  it('is refused when it is cut off anywhere', async () => {
    expect(await accepted([...entry.keys()].map((length) => ({ entry: entry.subarray(0, length) })))).toEqual([])
  })

  it('is refused with a byte more or less anywhere', async () => {
    const places = [...entry.keys()]
    const less = places.map((at) => concatBytes(entry.subarray(0, at), entry.subarray(at + 1)))
    const more = [...places, entry.length].flatMap((at) =>
      [0, 1, entry[at] ?? 255].map((byte) =>
        concatBytes(entry.subarray(0, at), Uint8Array.of(byte), entry.subarray(at)),
      ),
    )
    expect(await accepted([...less, ...more].map((bytes) => ({ entry: bytes })))).toEqual([])
  })
})
