// BLAKE2b-512 without a key (RFC 7693) in plain JavaScript: what hashes where WebAssembly is not there yet, or not allowed. 64-bit words
// are pairs of 32 bits, the lower half first.

const BLOCK_LENGTH = 128
const ROUNDS = 12
const TWO_32 = 0x1_0000_0000

/** The initial state: the fractions of the square roots of the first eight primes. */
const IV = Uint32Array.from(
  (
    'f3bcc908 6a09e667 84caa73b bb67ae85 fe94f82b 3c6ef372 5f1d36f1 a54ff53a ' +
    'ade682d1 510e527f 2b3e6c1f 9b05688c fb41bd6b 1f83d9ab 137e2179 5be0cd19'
  ).split(' '),
  (half) => Number.parseInt(half, 16),
)
/** Digest of 64 bytes, no key, no tree. */
const PARAMETERS = 0x01010040

/** Which words of the message a round mixes in, in which order; after ten it begins again. */
const SIGMA = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map((order) => Uint8Array.from(order, (digit) => 2 * Number.parseInt(digit, 16)))

/** The words that are mixed with each other: the columns of the state, then its diagonals. */
const COLUMNS = [0, 1, 2, 3].map((at) => [at, at + 4, at + 8, at + 12])
const DIAGONALS = [0, 1, 2, 3].map((at) => [at, 4 + ((at + 1) & 3), 8 + ((at + 2) & 3), 12 + ((at + 3) & 3)])
const MIXED = [...COLUMNS, ...DIAGONALS].map((words) => Uint8Array.from(words, (word) => 2 * word))

// Nothing of them outlives a call, which is synchronous.
const state = new Uint32Array(32)
const message = new Uint32Array(32)

/** The 64 bytes of the digest. */
export function blake2b(bytes: Uint8Array): Uint8Array {
  const hash = IV.slice()
  hash[0] = (hash[0] ?? 0) ^ PARAMETERS
  const last = Math.max(0, Math.ceil(bytes.length / BLOCK_LENGTH) - 1) * BLOCK_LENGTH
  for (let start = 0; start < last; start += BLOCK_LENGTH) {
    compress(hash, bytes.subarray(start, start + BLOCK_LENGTH), start + BLOCK_LENGTH, false)
  }
  const rest = new Uint8Array(BLOCK_LENGTH)
  rest.set(bytes.subarray(last))
  compress(hash, rest, bytes.length, true)
  const digest = new DataView(new ArrayBuffer(64))
  for (let word = 0; word < 16; word += 1) digest.setUint32(4 * word, hash[word] ?? 0, true)
  return new Uint8Array(digest.buffer)
}

/** Mixes one block of 128 bytes into the hash, `count` bytes of the message being hashed with it. */
function compress(hash: Uint32Array, block: Uint8Array, count: number, isLast: boolean): void {
  const words = new DataView(block.buffer, block.byteOffset, BLOCK_LENGTH)
  for (let word = 0; word < 32; word += 1) message[word] = words.getUint32(4 * word, true)
  state.set(hash)
  state.set(IV, 16)
  flip(24, count, Math.floor(count / TWO_32))
  if (isLast) flip(28, -1, -1)
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = SIGMA[round % 10] ?? IV
    for (let at = 0; at < 8; at += 1) mix(MIXED[at] ?? IV, order[2 * at] ?? 0, order[2 * at + 1] ?? 0)
  }
  for (let half = 0; half < 16; half += 1) hash[half] = word(hash, half) ^ word(state, half) ^ word(state, half + 16)
}

function flip(at: number, low: number, high: number): void {
  state[at] = word(state, at) ^ low
  state[at + 1] = word(state, at + 1) ^ high
}

/** `words`: places of four words in the state; `x`, `y`: of two in the message. */
function mix(words: ArrayLike<number>, x: number, y: number): void {
  const [a, b, c, d] = [words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0]
  mixOne(a, b, c, d, x, false)
  mixOne(a, b, c, d, y, true)
}

/** Half of it, with one word of the message. The halves differ in how far they turn: 32 and 24 bits to the right, then 16 and 63. */
function mixOne(a: number, b: number, c: number, d: number, m: number, isSecond: boolean): void {
  let low = word(state, a) + word(state, b) + word(message, m)
  let high = word(state, a + 1) + word(state, b + 1) + word(message, m + 1) + ((low / TWO_32) | 0)
  state[a] = low
  state[a + 1] = high
  low = word(state, d) ^ low
  high = word(state, d + 1) ^ high
  state[d] = isSecond ? (low >>> 16) | (high << 16) : high
  state[d + 1] = isSecond ? (high >>> 16) | (low << 16) : low
  low = word(state, c) + word(state, d)
  high = word(state, c + 1) + word(state, d + 1) + ((low / TWO_32) | 0)
  state[c] = low
  state[c + 1] = high
  low = word(state, b) ^ low
  high = word(state, b + 1) ^ high
  state[b] = isSecond ? (low << 1) | (high >>> 31) : (low >>> 24) | (high << 8)
  state[b + 1] = isSecond ? (high << 1) | (low >>> 31) : (high >>> 24) | (low << 8)
}

function word(words: Uint32Array, at: number): number {
  return words[at] ?? 0
}
