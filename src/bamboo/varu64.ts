// VarU64, bamboo's variable-length unsigned integer (design §4.1): values up to 247 are one byte; otherwise the first
// byte is 247 plus the number of big-endian bytes that follow. Only the shortest form is canonical, and only
// canonical is accepted.

import { err, ok, type Result } from './result.ts'

/** Largest value of one byte; a larger first byte announces this byte minus 247 further bytes. */
const LARGEST_SINGLE_BYTE = 247
const LARGEST_U64 = 2n ** 64n - 1n
const TWO_TO_32 = 2 ** 32
/** A larger one, times 2^32, is not exact as a number any more. */
const LARGEST_EXACT_HIGH = 2 ** 21 - 1

/** Why bytes are no VarU64: they end too early, or a shorter form of the same value exists. */
export interface VarU64Error {
  readonly code: 'truncated' | 'non-canonical'
}

/**
 * The one canonical encoding, 1 to 9 bytes.
 * @throws RangeError for a number that is negative, no integer, unsafe or above 2^64 - 1 (a mistake of the caller).
 */
export function encodeVarU64(n: bigint | number): Uint8Array {
  if (typeof n === 'number' && !Number.isSafeInteger(n)) throw new RangeError(`not a safe integer: ${n}`)
  if (n < 0 || n > LARGEST_U64) throw new RangeError(`not an unsigned 64-bit integer: ${n}`)
  // Bigints are slow, and most values are small.
  if (n <= Number.MAX_SAFE_INTEGER) return encodeHalves(Math.floor(Number(n) / TWO_TO_32), Number(n) % TWO_TO_32)
  const value = BigInt(n)
  return encodeHalves(Number(value >> 32n), Number(value & 0xffff_ffffn))
}

/** Of the value high * 2^32 + low. */
function encodeHalves(high: number, low: number): Uint8Array {
  if (high === 0 && low <= LARGEST_SINGLE_BYTE) return Uint8Array.of(low)
  const length = high === 0 ? byteLength(low) : 4 + byteLength(high)
  const bytes = new Uint8Array(1 + length)
  bytes[0] = LARGEST_SINGLE_BYTE + length
  for (let index = length, rest = low, place = 0; index > 0; index -= 1, place += 1) {
    if (place === 4) rest = high
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}

/** How many bytes the encoding of a count has: an integer of 0 to 2^32 - 1. */
export function varU64Length(count: number): number {
  return count <= LARGEST_SINGLE_BYTE ? 1 : 1 + byteLength(count)
}

/** Writes the encoding of such a count into `target`, without an array of its own; gives the offset after it. */
export function writeVarU64(count: number, target: Uint8Array, offset: number): number {
  const end = offset + varU64Length(count)
  if (end === offset + 1) target[offset] = count
  else {
    target[offset] = LARGEST_SINGLE_BYTE + end - offset - 1
    for (let index = end - 1, rest = count; index > offset; index -= 1, rest = Math.floor(rest / 256)) {
      target[index] = rest % 256
    }
  }
  return end
}

/** Reads the VarU64 that starts at `offset` and says how many bytes it took; bytes after it are not looked at. */
export function decodeVarU64(bytes: Uint8Array, offset = 0): Result<{ value: bigint; length: number }, VarU64Error> {
  const decoded = decodeHalves(bytes, offset)
  if (!decoded.ok) return decoded
  const { high, low, length } = decoded.value
  const isExact = high <= LARGEST_EXACT_HIGH
  const value = isExact ? BigInt(high * TWO_TO_32 + low) : (BigInt(high) << 32n) | BigInt(low)
  return ok({ value, length })
}

/** The same as a number, for what counts things or bytes: bigints are slow. */
export function decodeCount(
  bytes: Uint8Array,
  offset = 0,
): Result<{ value: number; length: number }, VarU64Error | { readonly code: 'too-big' }> {
  const decoded = decodeHalves(bytes, offset)
  if (!decoded.ok) return decoded
  const { high, low, length } = decoded.value
  return high <= LARGEST_EXACT_HIGH ? ok({ value: high * TWO_TO_32 + low, length }) : err({ code: 'too-big' })
}

/**
 * The same for thousands of small counts in a row, without an object for each: −1 where only `decodeCount` says what is there.
 * The encoding of the count has `varU64Length` bytes.
 */
export function skimCount(bytes: Uint8Array, offset: number): number {
  const first = bytes[offset] ?? -1
  if (first <= LARGEST_SINGLE_BYTE) return first
  const second = bytes[offset + 1] ?? 0
  if (first === LARGEST_SINGLE_BYTE + 1) return second > LARGEST_SINGLE_BYTE ? second : -1
  const third = bytes[offset + 2]
  return first === LARGEST_SINGLE_BYTE + 2 && second > 0 && third !== undefined ? second * 256 + third : -1
}

/** The value is high * 2^32 + low. */
function decodeHalves(
  bytes: Uint8Array,
  offset: number,
): Result<{ high: number; low: number; length: number }, VarU64Error> {
  const first = bytes[offset]
  if (first === undefined) return err({ code: 'truncated' })
  if (first <= LARGEST_SINGLE_BYTE) return ok({ high: 0, low: first, length: 1 })
  const length = first - LARGEST_SINGLE_BYTE
  let high = 0
  let low = 0
  for (let index = 1; index <= length; index += 1) {
    const byte = bytes[offset + index]
    if (byte === undefined) return err({ code: 'truncated' })
    if (length - index >= 4) high = high * 256 + byte
    else low = low * 256 + byte
  }
  // A shorter form exists: of a value that one byte can say, or without a first byte of zero.
  if (bytes[offset + 1] === 0 || (length === 1 && low <= LARGEST_SINGLE_BYTE)) return err({ code: 'non-canonical' })
  return ok({ high, low, length: 1 + length })
}

function byteLength(value: number): number {
  let length = 0
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) length += 1
  return length
}
