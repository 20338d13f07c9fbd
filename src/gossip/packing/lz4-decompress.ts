// Reads an LZ4 block from hostile bytes: nothing is read or written outside of the block and the message, no byte of the block is
// read twice, and no byte of the message is written twice, so that it always ends.

import { LONG, MIN_MATCH } from './lz4.ts'

/** Copied one by one: fewer do not pay for what a copy by the platform costs. */
const FEW = 48

/** Fills the message with what the block says; false when that is not exactly as long, or it is no block. */
export function decompress(block: Uint8Array, message: Uint8Array): boolean {
  const end = block.length
  let at = 0
  let filled = 0
  /** What continues a number of the token; more than any message when the block ends in it. */
  const more = (): number => {
    let sum = 0
    for (;;) {
      const byte = block[at]
      if (byte === undefined) return Number.POSITIVE_INFINITY
      at += 1
      sum += byte
      if (byte !== 255) return sum
    }
  }
  while (at < end) {
    const token = block[at] ?? 0
    at += 1
    let literals = token >>> 4
    if (literals === LONG) literals += more()
    if (literals > end - at || literals > message.length - filled) return false
    if (literals >= FEW) message.set(block.subarray(at, at + literals), filled)
    else for (let index = 0; index < literals; index += 1) message[filled + index] = block[at + index] ?? 0
    at += literals
    filled += literals
    if (at === end) return filled === message.length
    if (end - at < 2) return false
    const distance = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8)
    at += 2
    let length = token & LONG
    if (length === LONG) length += more()
    length += MIN_MATCH
    if (distance === 0 || distance > filled || length > message.length - filled) return false
    const stop = filled + length
    for (; filled < stop; filled += 1) message[filled] = message[filled - distance] ?? 0
  }
  return false
}
