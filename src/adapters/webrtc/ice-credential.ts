// ICE user names and passwords are text over a small alphabet: Firefox writes hexadecimal, Chromium the alphabet of
// base64. Packed they take 4 or 6 bits a character.

import type { WireReader } from '../../gossip/wire.ts'

const HEX = '0123456789abcdef'
const ICE_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const ALPHABETS = [
  { chars: HEX, bits: 4 },
  { chars: ICE_CHARS, bits: 6 },
] as const
const MAX_LENGTH = 63

/** One byte (alphabet in the two high bits, number of characters in the others) and the packed characters. */
export function packCredential(text: string): Uint8Array | undefined {
  const alphabet = alphabetOf(text)
  if (alphabet === undefined || text.length === 0 || text.length > MAX_LENGTH) return undefined
  let value = 0n
  for (const char of text) value = (value << BigInt(alphabet.bits)) | BigInt(alphabet.chars.indexOf(char))
  const length = Math.ceil((text.length * alphabet.bits) / 8)
  const packed = Uint8Array.from({ length }, (_, at) => Number((value >> BigInt(8 * (length - 1 - at))) & 0xffn))
  return Uint8Array.of((ALPHABETS.indexOf(alphabet) << 6) | text.length, ...packed)
}

/** The narrowest that has all of its characters. */
function alphabetOf(text: string): (typeof ALPHABETS)[number] | undefined {
  return ALPHABETS.find(({ chars }) => Array.from(text).every((char) => chars.includes(char)))
}

/** Marks the reader as failed when there is no credential of at least `minLength` characters. */
export function readCredential(reader: WireReader, minLength: number): string {
  const head = reader.byte()
  const alphabet = ALPHABETS[head >> 6]
  const length = head & MAX_LENGTH
  if (alphabet === undefined || length < minLength) {
    reader.fail()
    return ''
  }
  let value = 0n
  for (const byte of reader.fixed(Math.ceil((length * alphabet.bits) / 8))) value = (value << 8n) | BigInt(byte)
  // Bits above the first character would be a second form of the same credential.
  if (value >> BigInt(length * alphabet.bits) !== 0n) reader.fail()
  const charAt = (at: number): string => {
    const shift = BigInt(alphabet.bits * (length - 1 - at))
    return alphabet.chars[Number((value >> shift) & BigInt(2 ** alphabet.bits - 1))] ?? ''
  }
  const text = Array.from({ length }, (_, at) => charAt(at)).join('')
  // So would be what fits into a narrower alphabet.
  if (alphabetOf(text) !== alphabet) reader.fail()
  return text
}
