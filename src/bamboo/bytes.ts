// Bytes: hexadecimal, UTF-8, joining and comparing. Everything that the other rooms need to handle a `Uint8Array`.

import { utf8Decoder, utf8Encoder } from './platform.ts'

const HEX_DIGITS: readonly number[] = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
/** Bytes that become text at once: joining digit by digit makes garbage, and arguments have to fit onto the stack. */
const HEX_CHUNK = 1024

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += HEX_CHUNK) text += chunkToHex(bytes, start)
  return text
}

function chunkToHex(bytes: Uint8Array, start: number): string {
  const count = Math.min(HEX_CHUNK, bytes.length - start)
  const codes: number[] = []
  for (let index = 0; index < count; index += 1) {
    const byte = bytes[start + index] ?? 0
    codes.push(HEX_DIGITS[byte >> 4] ?? 0, HEX_DIGITS[byte & 15] ?? 0)
  }
  return String.fromCharCode(...codes)
}

/** The bytes of strict hexadecimal: an even number of digits, lower case only. Anything else gives `undefined`. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0) return undefined
  const bytes = new Uint8Array(text.length / 2)
  for (let index = 0; index < bytes.length; index += 1) {
    const high = digitValue(text.charCodeAt(2 * index))
    const low = digitValue(text.charCodeAt(2 * index + 1))
    if (high === undefined || low === undefined) return undefined
    bytes[index] = high * 16 + low
  }
  return bytes
}

function digitValue(charCode: number): number | undefined {
  if (charCode >= 0x30 && charCode <= 0x39) return charCode - 0x30
  if (charCode >= 0x61 && charCode <= 0x66) return charCode - 0x61 + 10
  return undefined
}

/** A new array with all parts, one after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Whether both have the same bytes. Not constant-time: never compare secrets with it. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false
  return true
}

/** Byte-wise order, a shorter array before its extensions: negative when a < b, 0 when equal, positive when a > b. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** UTF-8 bytes of a text. Lone surrogates become U+FFFD, so only well-formed text survives a round trip. */
export function utf8Encode(text: string): Uint8Array {
  return utf8Encoder.encode(text)
}

/** The text of UTF-8 bytes, or `undefined` when they are not UTF-8. A byte order mark is kept as text. */
export function utf8Decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8Decoder.decode(bytes)
  } catch {
    return undefined
  }
}
