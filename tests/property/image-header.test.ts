// What a file says of itself before anything is decoded: sizes, kinds, and that a bomb is told from a picture.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, fromHex } from '../../src/bamboo/index.ts'
import type { BlobRef } from '../../src/operations/operation.ts'
import { readImageHeader } from '../../src/pictures/image-header.ts'
import { isShowable } from '../../src/pictures/showable.ts'

const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', '')) ?? expect.fail('no hex')
const text = (letters: string): Uint8Array => new TextEncoder().encode(letters)

function png(width: number, height: number, chunk = 'IDAT'): Uint8Array {
  const size = new DataView(new ArrayBuffer(8))
  size.setUint32(0, width)
  size.setUint32(4, height)
  const header = concatBytes(hex('0000000d'), text('IHDR'), new Uint8Array(size.buffer), hex('0806000000 00000000'))
  return concatBytes(hex('89504e470d0a1a0a'), header, hex('00000000'), text(chunk), hex('00000000'))
}

/** With a comment of that length before the frame, as cameras write much there. */
function jpeg(width: number, height: number, comment = 100): Uint8Array {
  const frame = new DataView(new ArrayBuffer(4))
  frame.setUint16(0, height)
  frame.setUint16(2, width)
  const length = hex((comment + 2).toString(16).padStart(4, '0'))
  return concatBytes(
    hex('ffd8 ffe1'),
    length,
    new Uint8Array(comment),
    hex('ffc0 0011 08'),
    new Uint8Array(frame.buffer),
    hex('03 011100 021101 031101'),
  )
}

const WEBP = {
  lossy: concatBytes(text('RIFF'), hex('24000000'), text('WEBPVP8 '), hex('18000000 300100 9d012a 0a00 0600 0000')),
  lossless: concatBytes(text('RIFF'), hex('24000000'), text('WEBPVP8L'), hex('18000000 2f 09400100 0000000000')),
  moving: concatBytes(text('RIFF'), hex('24000000'), text('WEBPVP8X'), hex('0a000000 02000000 090000 050000')),
}

describe('the header of a picture', () => {
  it.each<[string, Uint8Array, object]>([
    ['PNG', png(640, 480), { type: 'image/png', width: 640, height: 480, isAnimated: false }],
    ['PNG that moves', png(64, 48, 'acTL'), { type: 'image/png', width: 64, height: 48, isAnimated: true }],
    ['JPEG', jpeg(640, 480), { type: 'image/jpeg', width: 640, height: 480, isAnimated: false }],
    ['JPEG of a camera', jpeg(8, 6, 60_000), { type: 'image/jpeg', width: 8, height: 6, isAnimated: false }],
    ['lossy WebP', WEBP.lossy, { type: 'image/webp', width: 10, height: 6, isAnimated: false }],
    ['lossless WebP', WEBP.lossless, { type: 'image/webp', width: 10, height: 6, isAnimated: false }],
    ['WebP that moves', WEBP.moving, { type: 'image/webp', width: 10, height: 6, isAnimated: true }],
    [
      'GIF',
      concatBytes(text('GIF89a'), hex('0a000600')),
      { type: 'image/gif', width: 10, height: 6, isAnimated: true },
    ],
  ])('says kind and size of a %s', (_what, bytes, expected) => {
    expect(readImageHeader(bytes)).toEqual(expected)
  })

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['text', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PNG without pixels', png(0, 480)],
    ['half a header', png(640, 480).slice(0, 20)],
    ['a JPEG that ends before its frame', jpeg(8, 6, 60_000).slice(0, 50_000)],
  ])('is not there in %s', (_what, bytes) => {
    expect(readImageHeader(bytes)).toBeUndefined()
  })

  it('is read from any bytes without an error, and in no time', () => {
    const starts = [png(3, 3), jpeg(3, 3), WEBP.lossy, WEBP.moving, new Uint8Array(0)]
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), fc.nat(40), (start, rest, kept) => {
        const header = readImageHeader(concatBytes(start.slice(0, kept), rest))
        expect(header === undefined || (header.width > 0 && header.height > 0)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a picture of somebody else', () => {
  const ref: BlobRef = {
    hash: 'a',
    size: 9,
    type: 'image/png',
    width: 64,
    height: 48,
    thumbnail: { hash: 'b', size: 3 },
  }

  it('is shown when it is what its entry says', () => {
    expect(isShowable(ref, ref, png(64, 48))).toBe(true)
    expect(isShowable({ ...ref, type: 'image/jpeg' }, ref, jpeg(64, 48))).toBe(true)
    expect(isShowable(ref, { hash: 'b', size: 3 }, png(20, 15))).toBe(true)
  })

  it.each<[string, Partial<BlobRef>, Uint8Array]>([
    ['is of another kind', { type: 'image/jpeg' }, png(64, 48)],
    ['has another size', {}, png(64, 49)],
    ['would fill the memory', { width: 30_000, height: 30_000 }, png(30_000, 30_000)],
    ['moves', {}, png(64, 48, 'acTL')],
    ['is no picture', {}, text('<html>')],
  ])('is not shown when it %s', (_why, change, bytes) => {
    expect(isShowable({ ...ref, ...change }, ref, bytes)).toBe(false)
  })

  it('is not shown in a list when its thumbnail is none', () => {
    expect(isShowable(ref, { hash: 'b', size: 3 }, png(513, 10))).toBe(false)
  })
})
