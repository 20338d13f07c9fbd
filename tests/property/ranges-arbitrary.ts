// Any ROOT and any well-formed RANGES that fits into a frame.

import * as fc from 'fast-check'
import { toHex } from '../../src/bamboo/index.ts'
import type {
  DividedRange,
  ListedHead,
  ListedRange,
  RangesMessage,
  RootMessage,
  WireHead,
} from '../../src/gossip/messages.ts'

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
const slot = fc.integer({ min: 0, max: 255 })
const place = bytes(16).map(toHex)
const ascending = <T>(arbitrary: fc.Arbitrary<T>, of: (item: T) => string, maxLength: number): fc.Arbitrary<T[]> =>
  fc
    .uniqueArray(arbitrary, { selector: of, maxLength })
    .map((items) => items.toSorted((a, b) => (of(a) < of(b) ? -1 : 1)))

export const root: fc.Arbitrary<RootMessage> = fc.record({
  type: fc.constant('root' as const),
  slot,
  fingerprint: bytes(10),
  count: fc.integer({ min: 0, max: 0xffff_ffff }),
})

const prefix = (depth: number): fc.Arbitrary<string> => place.map((digits) => digits.slice(0, depth))

const divided = (depth: number): fc.Arbitrary<DividedRange[]> => {
  const child = fc.record({ digit: fc.integer({ min: 0, max: 15 }), fingerprint: bytes(10) })
  const children = fc
    .uniqueArray(child, { selector: ({ digit }) => digit, minLength: 1, maxLength: 16 })
    .map((list) => list.toSorted((a, b) => a.digit - b.digit))
  const ranges = ascending(fc.record({ prefix: prefix(depth), children }), (range) => range.prefix, 20)
  return depth < 16 ? ranges : fc.constant([])
}

const listed = (depth: number, head: fc.Arbitrary<WireHead>): fc.Arbitrary<ListedRange[]> => {
  const heads = ascending(fc.tuple(place, head), ([each]) => each, 16)
  const ranges = fc.tuple(prefix(depth), heads).map(([start, list]): ListedRange => {
    const items = list.map(([rest, { author: _author, logId: _logId, ...standing }]): ListedHead => {
      return { place: start + rest.slice(depth), ...standing }
    })
    const unique = new Map(items.map((item) => [item.place, item]))
    return { prefix: start, heads: [...unique.values()].toSorted((a, b) => (a.place < b.place ? -1 : 1)) }
  })
  return depth <= 16 ? ascending(ranges, (range) => range.prefix, 5) : fc.constant([])
}

/** `head`: any head with the name of its log. */
export const ranges = (head: fc.Arbitrary<WireHead>): fc.Arbitrary<RangesMessage> =>
  fc.integer({ min: 0, max: 18 }).chain((depth) =>
    fc.record({
      type: fc.constant('ranges' as const),
      slot,
      isLast: fc.boolean(),
      depth: fc.constant(depth),
      divided: divided(depth),
      listed: listed(depth, head),
      asked: ascending(place, (each) => each, 50),
      heads: fc.array(head, { maxLength: 50 }),
    }),
  )
