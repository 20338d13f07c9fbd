// The bytes of ROOT and RANGES (docs/protocol-gossip.md, Comparing).

import { fromHex, toHex } from '../../bamboo/index.ts'
import { readHead, readStanding, writeHead, writeStanding } from '../head-frames.ts'
import {
  DEEPEST_RANGE,
  FINGERPRINT_LENGTH,
  LOG_PLACE_LENGTH,
  MAX_LISTED,
  MAX_RANGES,
  type DividedRange,
  type ListedHead,
  type ListedRange,
  type LogPlace,
  type RangesMessage,
  type RootMessage,
} from '../messages.ts'
import type { WireReader, WireWriter } from '../wire.ts'

/** One turn for each digit of a range, then what was asked for, and the answer to that. */
export const MAX_DEPTH: number = DEEPEST_RANGE + 2
const CHILDREN = 16

/** Everything after type and slot. */
export function writeComparison(writer: WireWriter, message: RootMessage | RangesMessage): void {
  if (message.type === 'root') {
    writer.fixed(message.fingerprint).number(message.count)
    return
  }
  writer.byte(message.isLast ? 1 : 0).byte(message.depth)
  writer.number(message.divided.length)
  for (const range of message.divided) writeDivided(writer, range)
  writer.number(message.listed.length)
  for (const range of message.listed) writeListed(writer, range)
  writer.number(message.asked.length)
  for (const place of message.asked) writer.fixed(bytesOf(place))
  writer.number(message.heads.length)
  for (const head of message.heads) writeHead(writer, head)
}

/** Marks the reader as failed when this is no such message. */
export function readComparison(reader: WireReader, type: 'root' | 'ranges', slot: number): RootMessage | RangesMessage {
  if (type === 'root') {
    return { type, slot, fingerprint: reader.fixed(FINGERPRINT_LENGTH), count: reader.number(0xffff_ffff) }
  }
  const last = reader.byte()
  const depth = reader.byte()
  if (last > 1 || depth > MAX_DEPTH) reader.fail()
  const divided = reader.list(MAX_RANGES, () => readDivided(reader, depth))
  const listed = reader.list(MAX_RANGES, () => readListed(reader, depth))
  if (!isAscending(divided) || !isAscending(listed)) reader.fail()
  const asked = reader.list(MAX_RANGES, () => readPlace(reader))
  if (asked.some((place, index) => index > 0 && place <= (asked[index - 1] ?? ''))) reader.fail()
  return {
    type,
    slot,
    isLast: last === 1,
    depth,
    divided,
    listed,
    asked,
    heads: reader.list(MAX_RANGES, () => readHead(reader)),
  }
}

/** Prefixes are of one length, so that ascending ones can not overlap. */
function isAscending(ranges: readonly { prefix: string }[]): boolean {
  return ranges.every(({ prefix }, index) => index === 0 || prefix > (ranges[index - 1]?.prefix ?? ''))
}

function writeDivided(writer: WireWriter, { prefix, children }: DividedRange): void {
  writePrefix(writer, prefix)
  const present = children.reduce((bits, { digit }) => bits | (0x8000 >> digit), 0)
  writer.byte(present >> 8).byte(present & 0xff)
  for (const { fingerprint } of children) writer.fixed(fingerprint)
}

function readDivided(reader: WireReader, depth: number): DividedRange {
  if (depth >= DEEPEST_RANGE) reader.fail()
  const prefix = readPrefix(reader, depth)
  const present = (reader.byte() << 8) | reader.byte()
  // Nothing in it: that is an empty list.
  if (present === 0) reader.fail()
  const children = []
  for (let digit = 0; digit < CHILDREN; digit += 1) {
    if ((present & (0x8000 >> digit)) !== 0) children.push({ digit, fingerprint: reader.fixed(FINGERPRINT_LENGTH) })
  }
  return { prefix, children }
}

function writeListed(writer: WireWriter, { prefix, heads }: ListedRange): void {
  writePrefix(writer, prefix)
  writer.number(heads.length)
  for (const head of heads) writeStanding(writer.fixed(bytesOf(head.place)), head)
}

function readListed(reader: WireReader, depth: number): ListedRange {
  if (depth > DEEPEST_RANGE) reader.fail()
  const prefix = readPrefix(reader, depth)
  const heads = reader.list(MAX_LISTED, () => readListedHead(reader))
  const isInOrder = heads.every(({ place }, index) => index === 0 || place > (heads[index - 1]?.place ?? ''))
  if (!isInOrder || heads.some(({ place }) => !place.startsWith(prefix))) reader.fail()
  return { prefix, heads }
}

function readListedHead(reader: WireReader): ListedHead {
  return { place: readPlace(reader), ...readStanding(reader) }
}

/** Hexadecimal digits as bytes; of an odd number the last one is followed by 0. */
function writePrefix(writer: WireWriter, prefix: string): void {
  writer.fixed(bytesOf(prefix.length % 2 === 0 ? prefix : `${prefix}0`))
}

function readPrefix(reader: WireReader, depth: number): string {
  const digits = toHex(reader.fixed((depth + 1) >> 1))
  if (digits.length > depth && !digits.endsWith('0')) reader.fail()
  return digits.slice(0, depth)
}

function readPlace(reader: WireReader): LogPlace {
  return toHex(reader.fixed(LOG_PLACE_LENGTH))
}

function bytesOf(digits: string): Uint8Array {
  const bytes = fromHex(digits)
  if (bytes === undefined) throw new RangeError(`not hexadecimal: ${digits}`)
  return bytes
}
