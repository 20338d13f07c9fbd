// Base64 for what travels as text: standard with padding for trackers, URL-safe without for codes that people paste.

const COMMON = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const STANDARD = `${COMMON}+/`
const URL_SAFE = `${COMMON}-_`

export function toBase64(bytes: Uint8Array): string {
  const text = encode(bytes, STANDARD)
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/** The bytes of canonical base64; undefined for anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = text.length % 4 === 0 ? decode(text.replace(/={1,2}$/, ''), STANDARD) : undefined
  return bytes !== undefined && toBase64(bytes) === text ? bytes : undefined
}

export function toBase64Url(bytes: Uint8Array): string {
  return encode(bytes, URL_SAFE)
}

/** The bytes of canonical base64url without padding; undefined for anything else. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  const bytes = decode(text, URL_SAFE)
  return bytes !== undefined && toBase64Url(bytes) === text ? bytes : undefined
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const group = (a << 16) | (b << 8) | c
    const chars = Math.min(4, bytes.length - at + 1)
    for (let index = 0; index < chars; index += 1) text += alphabet[(group >> (18 - 6 * index)) & 63]
  }
  return text
}

function decode(text: string, alphabet: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let count = 0
  let at = 0
  for (const char of text) {
    const value = alphabet.indexOf(char)
    if (value === -1) return undefined
    bits = ((bits << 6) | value) & 0xfff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[at] = (bits >> count) & 0xff
    at += 1
  }
  return bytes
}
