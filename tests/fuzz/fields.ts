// The bytes of an entry, cut into its fields, so that a mutation can hit one of them and the rest stays as it was. Fields
// may hold anything: joining them again is how lies are written.

import { concatBytes, encodeVarU64, lipmaalink } from '../../src/bamboo/index.ts'
import type { Author } from './author.ts'

export const FIELD_NAMES = [
  'tag',
  'author',
  'logId',
  'seqNum',
  'lipmaalink',
  'backlink',
  'payloadSize',
  'payloadHash',
  'signature',
] as const

export type FieldName = (typeof FIELD_NAMES)[number]

/** The bytes of each field, empty where the entry has none. */
export type Fields = Readonly<Record<FieldName, Uint8Array>>

const HASH_LENGTH = 66

export function joinFields(fields: Fields): Uint8Array {
  return concatBytes(...FIELD_NAMES.map((name) => fields[name]))
}

/** Cuts an honest entry. */
export function splitFields(bytes: Uint8Array, seqNum: number): Fields {
  const hasLinks = seqNum > 1
  const hasLipmaalink = hasLinks && lipmaalink(seqNum) !== seqNum - 1
  let offset = 0
  const take = (length: number): Uint8Array => bytes.slice(offset, (offset += length))
  const number = (): Uint8Array => take(1 + Math.max(0, (bytes[offset] ?? 0) - 247))
  return {
    tag: take(1),
    author: take(32),
    logId: number(),
    seqNum: number(),
    lipmaalink: take(hasLipmaalink ? HASH_LENGTH : 0),
    backlink: take(hasLinks ? HASH_LENGTH : 0),
    payloadSize: number(),
    payloadHash: take(HASH_LENGTH),
    signature: take(64),
  }
}

/** What an honest author writes, from values; `lipmaalink` is left out where the specification leaves it out. */
export interface FieldValues {
  readonly author: Author
  readonly logId: bigint
  readonly seqNum: number
  readonly lipmaalink: Uint8Array
  readonly backlink: Uint8Array
  readonly payloadSize: number
  readonly payloadHash: Uint8Array
  readonly isEndOfLog: boolean
}

const NO_BYTES = new Uint8Array(0)

export function writeFields(values: FieldValues): Fields {
  const { author, logId, seqNum } = values
  const hasLinks = seqNum > 1
  const unsigned: Fields = {
    tag: Uint8Array.of(values.isEndOfLog ? 1 : 0),
    author: author.publicKey,
    logId: encodeVarU64(logId),
    seqNum: encodeVarU64(seqNum),
    lipmaalink: hasLinks && lipmaalink(seqNum) !== seqNum - 1 ? values.lipmaalink : NO_BYTES,
    backlink: hasLinks ? values.backlink : NO_BYTES,
    payloadSize: encodeVarU64(values.payloadSize),
    payloadHash: values.payloadHash,
    signature: NO_BYTES,
  }
  return signed(unsigned, author)
}

/** The same fields with a signature that is really the author's, whatever the fields say. */
export function signed(fields: Fields, author: Author): Fields {
  return { ...fields, signature: author.sign(joinFields({ ...fields, signature: NO_BYTES })) }
}
