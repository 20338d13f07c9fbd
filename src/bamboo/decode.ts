// From hostile bytes to an entry (design §4.1). Every byte string is either the one encoding of one entry or refused
// with a code that names the field; nothing throws and nothing longer than an entry is ever copied.

import {
  MAX_ENTRY_LENGTH,
  PUBLIC_KEY_LENGTH,
  SIGNATURE_LENGTH,
  hasBacklink,
  hasLipmaalink,
  type Entry,
} from './entry.ts'
import { err, ok, type Result } from './result.ts'
import { decodeCount, decodeVarU64, skimCount, varU64Length } from './varu64.ts'
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
  const skimmed = skimEntry(bytes)
  if (!skimmed.ok) return skimmed
  const { author, logId, seqNum, lipmaalink, backlink, payloadSize, payloadHash, isEndOfLog, signature } = skimmed.value
  const entry: Entry = { author, logId, seqNum, payloadSize, payloadHash, isEndOfLog, signature }
  if (lipmaalink !== undefined) entry.lipmaalink = lipmaalink
  if (backlink !== undefined) entry.backlink = backlink
  return ok(entry)
}

/**
 * Like `viewEntry`, for thousands of entries at once: a view is made each time a byte field is asked for, because views that
 * live longer than a moment are what the garbage collector is busy with.
 */
export function skimEntry(bytes: Uint8Array): Result<Entry, DecodeError> {
  const reader = new FieldReader(bytes)
  const isEndOfLog = reader.tag()
  reader.skip('author', PUBLIC_KEY_LENGTH)
  const logId = reader.logId()
  const seqNum = reader.seqNum()
  const links = reader.offset
  if (hasLipmaalink(seqNum)) reader.skipHash('lipmaalink')
  if (hasBacklink(seqNum)) reader.skipHash('backlink')
  const linksEnd = reader.offset
  const payloadSize = reader.count('payload-size')
  reader.skipHash('payload-hash')
  reader.skip('signature', SIGNATURE_LENGTH)
  const error = reader.finish()
  return error === undefined
    ? ok(new SkimmedEntry(bytes, { logId, seqNum, payloadSize, isEndOfLog }, links, linksEnd))
    : err(error)
}

/** Whether well-formed bytes of an entry name this author: as `author` says, without a view of them. */
export function isEntryOf(bytes: Uint8Array, author: Uint8Array): boolean {
  for (let index = 0; index < PUBLIC_KEY_LENGTH; index += 1) if (bytes[index + 1] !== author[index]) return false
  return true
}

class SkimmedEntry implements Entry {
  readonly logId: bigint
  readonly seqNum: number
  readonly payloadSize: number
  readonly isEndOfLog: boolean
  readonly #bytes: Uint8Array
  /** Where the links begin, and where they end. */
  readonly #links: number
  readonly #linksEnd: number

  constructor(
    bytes: Uint8Array,
    { logId, seqNum, payloadSize, isEndOfLog }: Pick<Entry, 'logId' | 'seqNum' | 'payloadSize' | 'isEndOfLog'>,
    links: number,
    linksEnd: number,
  ) {
    this.logId = logId
    this.seqNum = seqNum
    this.payloadSize = payloadSize
    this.isEndOfLog = isEndOfLog
    this.#bytes = bytes
    this.#links = links
    this.#linksEnd = linksEnd
  }

  get author(): Uint8Array {
    return this.#view(1, PUBLIC_KEY_LENGTH)
  }

  get lipmaalink(): Uint8Array | undefined {
    const hasBoth = this.#linksEnd - this.#links > YAMF_HASH_LENGTH
    return hasBoth ? this.#view(this.#links, YAMF_HASH_LENGTH) : undefined
  }

  get backlink(): Uint8Array | undefined {
    const hasOne = this.#linksEnd > this.#links
    return hasOne ? this.#view(this.#linksEnd - YAMF_HASH_LENGTH, YAMF_HASH_LENGTH) : undefined
  }

  get payloadHash(): Uint8Array {
    return this.#view(this.#bytes.length - SIGNATURE_LENGTH - YAMF_HASH_LENGTH, YAMF_HASH_LENGTH)
  }

  get signature(): Uint8Array {
    return this.#view(this.#bytes.length - SIGNATURE_LENGTH, SIGNATURE_LENGTH)
  }

  #view(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(offset, offset + length)
  }
}

/**
 * Reads field after field and remembers the first failure; after it every read gives a placeholder that nobody sees.
 */
class FieldReader {
  readonly #bytes: Uint8Array
  offset = 0
  #error: DecodeError | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  tag(): boolean {
    const tag = this.#bytes[0]
    if (tag === undefined) this.#fail('tag-truncated')
    else if (tag > 1) this.#fail('tag-unknown')
    else this.offset = 1
    return tag === 1
  }

  skip(field: FixedField | HashField, length: number): void {
    if (this.#error !== undefined) return
    if (this.offset + length > this.#bytes.length) this.#fail(`${field}-truncated`)
    else this.offset += length
  }

  skipHash(field: HashField): void {
    if (this.#error !== undefined) return
    const hasType = this.offset + 2 <= this.#bytes.length
    if (hasType && !isKnownHashType(this.#bytes, this.offset)) this.#fail(`${field}-foreign`)
    else this.skip(field, YAMF_HASH_LENGTH)
  }

  logId(): bigint {
    if (this.#error !== undefined) return 0n
    const small = this.#small()
    if (small >= 0) return BigInt(small)
    const decoded = decodeVarU64(this.#bytes, this.offset)
    if (!decoded.ok) {
      this.#fail(`log-id-${decoded.error.code}`)
      return 0n
    }
    this.offset += decoded.value.length
    return decoded.value.value
  }

  /** 1 stands in for a sequence number that could not be read: it asks for no links. */
  seqNum(): number {
    const start = this.offset
    const value = this.count('seq-num')
    if (value === 0) this.#fail('seq-num-zero', start)
    return this.#error === undefined ? value : 1
  }

  /** A number up to `MAX_SEQ_NUM` and `MAX_PAYLOAD_SIZE`, which are both the largest exact one. */
  count(field: 'seq-num' | 'payload-size'): number {
    if (this.#error !== undefined) return 1
    const small = this.#small()
    if (small >= 0) return small
    const decoded = decodeCount(this.#bytes, this.offset)
    if (!decoded.ok) {
      this.#fail(`${field}-${decoded.error.code}`)
      return 1
    }
    this.offset += decoded.value.length
    return decoded.value.value
  }

  /** A small number, or −1 and nothing read. */
  #small(): number {
    const value = skimCount(this.#bytes, this.offset)
    if (value >= 0) this.offset += varU64Length(value)
    return value
  }

  finish(): DecodeError | undefined {
    if (this.offset !== this.#bytes.length) this.#fail('trailing-bytes')
    return this.#error
  }

  #fail(code: DecodeErrorCode, offset: number = this.offset): void {
    this.#error ??= { code, offset }
  }
}
