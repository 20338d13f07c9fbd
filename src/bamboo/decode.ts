// From hostile bytes to an entry (design §4.1). Every byte string is either the one encoding of one entry or refused
// with a code that names the field; nothing throws and nothing longer than an entry is ever copied.

import {
  MAX_ENTRY_LENGTH,
  MAX_PAYLOAD_SIZE,
  PUBLIC_KEY_LENGTH,
  SIGNATURE_LENGTH,
  hasBacklink,
  hasLipmaalink,
  type Entry,
} from './entry.ts'
import { MAX_SEQ_NUM } from './lipmaa.ts'
import { err, ok, type Result } from './result.ts'
import { decodeVarU64 } from './varu64.ts'
import { YAMF_HASH_LENGTH, isKnownHashType } from './yamf-hash.ts'

type NumberField = 'log-id' | 'seq-num' | 'payload-size'
type HashField = 'lipmaalink' | 'backlink' | 'payload-hash'
type FixedField = 'author' | 'signature'

/** Why bytes are no entry. `foreign`: a yamf-hash of a type or length other than BLAKE2b-512. */
export type DecodeErrorCode =
  | 'tag-truncated'
  | 'tag-unknown'
  | `${FixedField | NumberField | HashField}-truncated`
  | `${NumberField}-non-canonical`
  | `${HashField}-foreign`
  | 'seq-num-zero'
  | 'seq-num-too-big'
  | 'payload-size-too-big'
  | 'trailing-bytes'

/** The first malformed field and the byte offset at which it starts. */
export interface DecodeError {
  readonly code: DecodeErrorCode
  readonly offset: number
}

/** Decodes exactly one entry that fills all of `bytes`. Checks form only: no signature, no links, no payload. */
export function decodeEntry(bytes: Uint8Array): Result<Entry, DecodeError> {
  // One copy that all fields share. What is too long to be an entry is not copied: it ends in an error anyway.
  return viewEntry(bytes.length > MAX_ENTRY_LENGTH ? bytes : new Uint8Array(bytes))
}

/**
 * Like `decodeEntry`, without a copy: the byte fields of the entry are views of `bytes`. For callers who own the bytes
 * and never change them.
 */
export function viewEntry(bytes: Uint8Array): Result<Entry, DecodeError> {
  const reader = new FieldReader(bytes)
  const isEndOfLog = reader.tag()
  const author = reader.fixed('author', PUBLIC_KEY_LENGTH)
  const logId = reader.number('log-id')
  const seqNum = reader.seqNum()
  const lipmaalink = hasLipmaalink(seqNum) ? reader.hash('lipmaalink') : undefined
  const backlink = hasBacklink(seqNum) ? reader.hash('backlink') : undefined
  const payloadSize = reader.payloadSize()
  const payloadHash = reader.hash('payload-hash')
  const signature = reader.fixed('signature', SIGNATURE_LENGTH)
  const error = reader.finish()
  if (error !== undefined) return err(error)
  const entry: Entry = { author, logId, seqNum, payloadSize, payloadHash, isEndOfLog, signature }
  if (lipmaalink !== undefined) entry.lipmaalink = lipmaalink
  if (backlink !== undefined) entry.backlink = backlink
  return ok(entry)
}

const NO_BYTES = new Uint8Array(0)

/**
 * Reads field after field and remembers the first failure; after it every read gives a placeholder that nobody sees.
 */
class FieldReader {
  readonly #bytes: Uint8Array
  #offset = 0
  #error: DecodeError | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  tag(): boolean {
    const tag = this.#bytes[0]
    if (tag === undefined) this.#fail('tag-truncated')
    else if (tag > 1) this.#fail('tag-unknown')
    else this.#offset = 1
    return tag === 1
  }

  fixed(field: FixedField | HashField, length: number): Uint8Array {
    if (this.#error !== undefined) return NO_BYTES
    const end = this.#offset + length
    if (end > this.#bytes.length) {
      this.#fail(`${field}-truncated`)
      return NO_BYTES
    }
    const value = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return value
  }

  hash(field: HashField): Uint8Array {
    if (this.#error !== undefined) return NO_BYTES
    const hasType = this.#offset + 2 <= this.#bytes.length
    if (hasType && !isKnownHashType(this.#bytes, this.#offset)) {
      this.#fail(`${field}-foreign`)
      return NO_BYTES
    }
    return this.fixed(field, YAMF_HASH_LENGTH)
  }

  number(field: NumberField): bigint {
    if (this.#error !== undefined) return 0n
    const decoded = decodeVarU64(this.#bytes, this.#offset)
    if (!decoded.ok) {
      this.#fail(`${field}-${decoded.error.code}`)
      return 0n
    }
    this.#offset += decoded.value.length
    return decoded.value.value
  }

  /** 1 stands in for a sequence number that could not be read: it asks for no links. */
  seqNum(): number {
    const start = this.#offset
    const value = this.number('seq-num')
    if (value > BigInt(MAX_SEQ_NUM)) this.#fail('seq-num-too-big', start)
    else if (value === 0n) this.#fail('seq-num-zero', start)
    return this.#error === undefined ? Number(value) : 1
  }

  payloadSize(): number {
    const start = this.#offset
    const value = this.number('payload-size')
    if (value > BigInt(MAX_PAYLOAD_SIZE)) this.#fail('payload-size-too-big', start)
    return Number(value)
  }

  finish(): DecodeError | undefined {
    if (this.#offset !== this.#bytes.length) this.#fail('trailing-bytes')
    return this.#error
  }

  #fail(code: DecodeErrorCode, offset: number = this.#offset): void {
    this.#error ??= { code, offset }
  }
}
