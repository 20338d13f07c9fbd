// SHA-1 (RFC 3174) for names and nothing else: UUIDs of version 5 are made with it (RFC 9562). Of web sites' visitors every kilobyte is
// asked, and a library's SHA-1 brings the ground for its other hashes along. Nothing that must not be forged is hashed with it.

const BLOCK_LENGTH = 64

/** The 20 bytes of the digest. */
export function sha1(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = padding(bytes)
  const digest = new DataView(new ArrayBuffer(20))
  const hash = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
  for (let start = 0; start < padded.byteLength; start += BLOCK_LENGTH) compress(hash, padded, start)
  for (const [word, value] of hash.entries()) digest.setInt32(4 * word, value)
  return new Uint8Array(digest.buffer)
}

/** The message, a one, zeros, and its length in bits at the end of a block. */
function padding(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK_LENGTH) * BLOCK_LENGTH)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  return view
}

function compress(hash: Int32Array, message: DataView, start: number): void {
  const words = new Int32Array(80)
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash
  for (let at = 0; at < 80; at += 1) {
    const word = at < 16 ? message.getInt32(start + 4 * at) : turned(mixed(words, at), 1)
    words[at] = word
    const sum = (turned(a, 5) + e + word + step(Math.floor(at / 20), b, c, d)) | 0
    ;[a, b, c, d, e] = [sum, a, turned(b, 30), c, d]
  }
  for (const [at, value] of [a, b, c, d, e].entries()) hash[at] = (hash[at] ?? 0) + value
}

function mixed(words: Int32Array, at: number): number {
  return (words[at - 3] ?? 0) ^ (words[at - 8] ?? 0) ^ (words[at - 14] ?? 0) ^ (words[at - 16] ?? 0)
}

/** The function of one of the four quarters of a round, and its constant. */
function step(quarter: number, b: number, c: number, d: number): number {
  if (quarter === 0) return ((b & c) | (~b & d)) + 0x5a827999
  if (quarter === 2) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + (quarter === 1 ? 0x6ed9eba1 : 0xca62c1d6)
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
