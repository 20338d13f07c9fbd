// What was written in a festival, with the meaning that it was written with, so that the model need not read payloads.

import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { encodeEntry, encodeUnsigned, fromHex, lipmaalink, toHex, yamfHash } from '../../../src/bamboo/index.ts'
import { encodeOperation } from '../../../src/operations/codec.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'

/** What an entry says: an operation, something about resources that only newer software knows, or nothing. */
export type Meaning =
  | { readonly kind: 'operation'; readonly op: Operation }
  | { readonly kind: 'newer' }
  | { readonly kind: 'nothing' }

export interface WrittenEntry {
  readonly seqNum: number
  readonly id: EntryHash
  readonly hash: Uint8Array
  readonly bytes: Uint8Array
  readonly payload: Uint8Array
  readonly means: Meaning
}

/** A log, and its other branch when its author forked it: entry `at` and what follows, different in each. */
export interface WrittenLog {
  readonly author: PublicKey
  readonly logId: bigint
  readonly entries: readonly WrittenEntry[]
  readonly twin?: { readonly at: number; readonly entries: readonly WrittenEntry[] }
}

export interface History {
  readonly festival: FestivalId
  readonly logs: readonly WrittenLog[]
}

/** Somebody with a key. */
export interface Writer {
  readonly publicKey: Uint8Array
  readonly author: PublicKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** DER of an Ed25519 private key before its 32 bytes. */
const PRIVATE_KEY_PREFIX = '302e020100300506032b657004220420'

/** The same writer for the same byte. Signs with Node's own Ed25519, which needs no waiting. */
export function writerOf(byte: number, isSigning: boolean): Writer {
  const der = fromHex(PRIVATE_KEY_PREFIX + toHex(new Uint8Array(32).fill(byte))) ?? new Uint8Array()
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  const publicKey = Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12))
  const author = toHex(publicKey) as PublicKey
  // What only folds is never asked for its signature, and signing is what costs.
  const unsigned = new Uint8Array(64)
  return { publicKey, author, sign: (message) => (isSigning ? Uint8Array.from(sign(null, message, key)) : unsigned) }
}

/** One branch of a log while it is written. */
export class Pen {
  readonly entries: WrittenEntry[]
  readonly #writer: Writer
  readonly #logId: bigint

  constructor(writer: Writer, logId: bigint, before: readonly WrittenEntry[] = []) {
    this.#writer = writer
    this.#logId = logId
    this.entries = [...before]
  }

  /** Another branch that shares all that was written until now. */
  branch(): Pen {
    return new Pen(this.#writer, this.#logId, this.entries)
  }

  say(op: Operation): EntryHash {
    const encoded = encodeOperation(op)
    if (!encoded.ok) throw new Error(`${op.op}: ${encoded.error.code}`)
    return this.#write(encoded.value, { kind: 'operation', op })
  }

  /** Bytes that are no operation of this version. */
  scribble(payload: Uint8Array, kind: 'newer' | 'nothing'): EntryHash {
    return this.#write(payload, { kind })
  }

  #write(payload: Uint8Array, means: Meaning): EntryHash {
    const seqNum = this.entries.length + 1
    const backlink = this.entries[seqNum - 2]?.hash
    const lipmaa = lipmaalink(seqNum)
    const far = lipmaa === seqNum - 1 ? undefined : this.entries[lipmaa - 1]?.hash
    const fields = {
      author: this.#writer.publicKey,
      logId: this.#logId,
      seqNum,
      ...(far === undefined ? {} : { lipmaalink: far }),
      ...(backlink === undefined ? {} : { backlink }),
      payloadSize: payload.length,
      payloadHash: yamfHash(payload),
      isEndOfLog: false,
    }
    const bytes = encodeEntry({ ...fields, signature: this.#writer.sign(encodeUnsigned(fields)) })
    const hash = yamfHash(bytes)
    const id = toHex(hash) as EntryHash
    this.entries.push({ seqNum, id, hash, bytes, payload, means })
    return id
  }
}
