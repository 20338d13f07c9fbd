// Base64url without padding (RFC 4648 §5): how bytes travel in links and chat messages. Written here because the platform's
// own functions need the DOM.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const VALUES: ReadonlyMap<string, number> = new Map(Array.from(ALPHABET, (digit, value) => [digit, value]))

/** The text of bytes, four digits for three bytes, no padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    const digits = Math.min(bytes.length - index, 3) + 1
    for (let digit = 0; digit < digits; digit += 1) text += ALPHABET.charAt((group >> (18 - 6 * digit)) & 63)
  }
  return text
}

/** The bytes of the digits that `text` begins with, up to the first other character; bits of an incomplete byte are dropped. */
export function decodeBase64urlPrefix(text: string): Uint8Array {
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const digit of text) {
    const value = VALUES.get(digit)
    if (value === undefined) break
    bits = ((bits << 6) | value) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes.push((bits >> count) & 0xff)
  }
  return Uint8Array.from(bytes)
}
