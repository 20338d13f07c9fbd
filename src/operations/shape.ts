// Shapes describe one field of an operation as data: how its CBOR reads and how its TypeScript value is written, with the
// same limits in both directions (DESIGN 4.3). This file has the shapes of single values; `record-shape.ts` combines them.

import { fromHex, toHex, utf8Encode } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import type { CborValue } from './cbor.ts'
import type { EntryHash, PublicKey } from './ids.ts'

/** Which field is wrong, as a path like `set.tags.3`, empty for the value itself; `limit` when it is only too long. */
export interface Fault {
  readonly field: string
  /** UTF-8 bytes of a text or items of a list that are allowed. */
  readonly limit?: number
}

/** Both directions of one value. Neither throws: payloads come from peers, and values to write may come from pages. */
export interface Shape<T> {
  readonly read: (value: CborValue) => Result<T, Fault>
  readonly write: (value: unknown) => Result<CborValue, Fault>
}

/** Answers of the system to a value that has not this shape. */
export const WRONG: { readonly ok: false; readonly error: Fault } = err({ field: '' })

/** End of the year 9999, exclusive, in UTC milliseconds: the latest time that an operation can name. */
export const MAX_TIME = 253_402_300_800_000

/** A value that is the same in CBOR and in TypeScript and only needs a look. */
function checked<T extends CborValue>(check: (value: unknown) => Result<T, Fault>): Shape<T> {
  return { read: check, write: check }
}

/** An integer within bounds, both included. */
export function integer(min: number, max: number): Shape<number> {
  return checked((value) => {
    const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
    return fits && !Object.is(value, -0) ? ok(value) : WRONG
  })
}

/** A time in UTC milliseconds. */
export const time: Shape<number> = integer(0, MAX_TIME)

export const bool: Shape<boolean> = checked((value) => (typeof value === 'boolean' ? ok(value) : WRONG))

/** Text of at most `limit` UTF-8 bytes, which may be empty. Text that UTF-8 can not say (half a surrogate) is refused. */
export function text(limit: number): Shape<string> {
  return checked((value) => {
    if (typeof value !== 'string') return WRONG
    // A UTF-16 unit is at least one byte, so a huge text is refused without encoding it.
    if (value.length > limit) return err({ field: '', limit })
    if (HALF_SURROGATE.test(value)) return WRONG
    return utf8Encode(value).length <= limit ? ok(value) : err({ field: '', limit })
  })
}

const HALF_SURROGATE = /\p{Surrogate}/u

/** Text of 1 to `limit` UTF-8 bytes. */
export function words(limit: number): Shape<string> {
  return narrowed(text(limit), (value) => value.length > 0)
}

/** An address on the web: `http` or `https` only, because panels and pages make links of it. */
export const webUrl: Shape<string> = narrowed(text(2000), (value) => WEB_URL.test(value))

// Without spaces, controls, quotes, brackets < > and backslash; spelled out, because `\s` differs between Unicode versions.
const WEB_URL = /^https?:\/\/[!#-;=?-[\]-~\u{a1}-\u{10ffff}]+$/u

/** One of a closed set of words. */
export function oneOf<T extends string>(...allowed: readonly T[]): Shape<T> {
  return checked((value) => {
    const found = allowed.find((word) => word === value)
    return found === undefined ? WRONG : ok(found)
  })
}

/** Bytes of one length in CBOR, lower-case hex in TypeScript. */
export function hex<T extends string = string>(length: number, prefix = ''): Shape<T> {
  return {
    read(value) {
      if (!(value instanceof Uint8Array) || value.length !== length) return WRONG
      const digits = toHex(value)
      return digits.startsWith(prefix) ? ok(digits as T) : WRONG
    },
    write(value) {
      if (typeof value !== 'string' || value.length !== 2 * length || !value.startsWith(prefix)) return WRONG
      const bytes = fromHex(value)
      return bytes === undefined ? WRONG : ok(bytes)
    },
  }
}

export const entryHash: Shape<EntryHash> = hex<EntryHash>(66, '0040')
export const publicKey: Shape<PublicKey> = hex<PublicKey>(32)
/** yamf-hash of something that is no entry: a blob, a commitment. */
export const yamfHashHex: Shape<string> = hex(66, '0040')

const LARGEST_U64 = 2n ** 64n - 1n

/** A log id: bigint in TypeScript, an unsigned integer in CBOR. */
export const u64: Shape<bigint> = {
  read(value) {
    if (typeof value !== 'number' && typeof value !== 'bigint') return WRONG
    const wide = BigInt(value)
    return wide >= 0n ? ok(wide) : WRONG
  },
  write(value) {
    return typeof value === 'bigint' && value >= 0n && value <= LARGEST_U64 ? ok(value) : WRONG
  },
}

/** A shape with a further condition on the value. */
export function narrowed<T>(shape: Shape<T>, holds: (value: T) => boolean): Shape<T> {
  return {
    read(value) {
      const found = shape.read(value)
      return found.ok && !holds(found.value) ? WRONG : found
    },
    write(value) {
      const written = shape.write(value)
      // What could be written has the shape, so the condition may look at it.
      return written.ok && !holds(value as T) ? WRONG : written
    },
  }
}
