// VarU64, bamboo's variable-length unsigned integer (design §4.1): values up to 247 are one byte; otherwise the first
// byte is 247 plus the number of big-endian bytes that follow. Only the shortest form is canonical, and only
// canonical is accepted.

import { err, ok, type Result } from './result.ts'

/** Largest value of one byte; a larger first byte announces this byte minus 247 further bytes. */
const LARGEST_SINGLE_BYTE = 247
const LARGEST_U64 = 2n ** 64n - 1n

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
  const value = BigInt(n)
  if (value < 0n || value > LARGEST_U64) throw new RangeError(`not an unsigned 64-bit integer: ${value}`)
  if (value <= BigInt(LARGEST_SINGLE_BYTE)) return Uint8Array.of(Number(value))
  const length = byteLength(value)
  const bytes = new Uint8Array(1 + length)
  bytes[0] = LARGEST_SINGLE_BYTE + length
  let rest = value
  for (let index = length; index > 0; index -= 1) {
    bytes[index] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

/** Reads the VarU64 that starts at `offset` and says how many bytes it took; bytes after it are not looked at. */
export function decodeVarU64(bytes: Uint8Array, offset = 0): Result<{ value: bigint; length: number }, VarU64Error> {
  const first = bytes[offset]
  if (first === undefined) return err({ code: 'truncated' })
  if (first <= LARGEST_SINGLE_BYTE) return ok({ value: BigInt(first), length: 1 })
  const length = first - LARGEST_SINGLE_BYTE
  let value = 0n
  for (let index = 1; index <= length; index += 1) {
    const byte = bytes[offset + index]
    if (byte === undefined) return err({ code: 'truncated' })
    value = (value << 8n) | BigInt(byte)
  }
  if (value <= BigInt(LARGEST_SINGLE_BYTE) || byteLength(value) !== length) return err({ code: 'non-canonical' })
  return ok({ value, length: 1 + length })
}

function byteLength(value: bigint): number {
  let length = 0
  for (let rest = value; rest > 0n; rest >>= 8n) length += 1
  return length
}
