// Bodies of records to values (docs/protocol-bundle.md). Form only: whether entries are true is for the door to say.

import {
  decodeCount,
  isYamfHash,
  skimCount,
  toHex,
  utf8Decode,
  varU64Length,
  YAMF_HASH_LENGTH,
} from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { IncomingEntry } from '../batch.ts'
import { CHECKSUM_LENGTH, type BundleSums } from './checksum.ts'
import type { BundleFestival } from './encode-record.ts'
import { MAX_INVITE_LENGTH, MAX_RECORD_ENTRIES } from './format.ts'

/** Up to 64 entries of one log; nothing about them is checked. `festival` counts the festival records from 0. */
export interface EntriesBody {
  festival: number
  entries: IncomingEntry[]
}

/** Two entries that contradict each other, or so the file says. */
export interface ForkBody {
  festival: number
  first: Uint8Array
  second: Uint8Array
}

// All of them give `undefined` for a body that has not the form. What they give are views of the body, no copies.

export function decodeFestival(body: Uint8Array): BundleFestival | undefined {
  const id = body.subarray(0, YAMF_HASH_LENGTH)
  const invite = utf8Decode(body.subarray(YAMF_HASH_LENGTH))
  if (!isYamfHash(id) || invite === undefined || body.length > YAMF_HASH_LENGTH + MAX_INVITE_LENGTH) return undefined
  return { festival: toHex(id) as FestivalId, ...(invite === '' ? {} : { invite }) }
}

export function decodeEntries(body: Uint8Array): EntriesBody | undefined {
  const cursor = new Cursor(body)
  const festival = cursor.number()
  const entries: IncomingEntry[] = []
  while (!cursor.isDone && entries.length <= MAX_RECORD_ENTRIES) {
    const entry = cursor.bytes(cursor.number())
    const payload = cursor.number()
    entries.push(payload === 0 ? { entry } : { entry, payload: cursor.bytes(payload - 1) })
  }
  const hasForm = !cursor.isBroken && entries.length > 0 && entries.length <= MAX_RECORD_ENTRIES
  return hasForm ? { festival, entries } : undefined
}

export function decodeFork(body: Uint8Array): ForkBody | undefined {
  const cursor = new Cursor(body)
  const festival = cursor.number()
  const first = cursor.bytes(cursor.number())
  const second = cursor.bytes(cursor.number())
  return cursor.isDone && !cursor.isBroken ? { festival, first, second } : undefined
}

export function decodeEnd(body: Uint8Array): BundleSums | undefined {
  const cursor = new Cursor(body)
  const [festivals, entries, payloads, forks] = [cursor.number(), cursor.number(), cursor.number(), cursor.number()]
  const checksum = cursor.bytes(CHECKSUM_LENGTH)
  return cursor.isDone && !cursor.isBroken ? { festivals, entries, payloads, forks, checksum } : undefined
}

/** Reads on until something does not fit; from then on it is broken and done, and gives placeholders. */
class Cursor {
  isBroken = false
  readonly #body: Uint8Array
  #offset = 0

  constructor(body: Uint8Array) {
    this.#body = body
  }

  get isDone(): boolean {
    return this.isBroken || this.#offset === this.#body.length
  }

  /** A VarU64 that counts things or bytes, so that it is never beyond what a number counts exactly. */
  number(): number {
    const small = skimCount(this.#body, this.#offset)
    if (small >= 0) {
      this.#offset += varU64Length(small)
      return small
    }
    const decoded = decodeCount(this.#body, this.#offset)
    if (!decoded.ok) return this.#break()
    this.#offset += decoded.value.length
    return decoded.value.value
  }

  bytes(length: number): Uint8Array {
    const end = this.#offset + length
    if (this.isBroken || end > this.#body.length) return this.#body.subarray(this.#break())
    const bytes = this.#body.subarray(this.#offset, end)
    this.#offset = end
    return bytes
  }

  #break(): 0 {
    this.isBroken = true
    return 0
  }
}
