// Reads a bundle record by record, in order, with one window of bounded size (docs/protocol-bundle.md). Knows the frame
// only; what records mean is for `BundleReader`.

import { decodeVarU64, equalBytes, err, ok, type Result } from '../../bamboo/index.ts'
import { MAGIC, MAX_BODY_LENGTH, PREAMBLE, VERSION, type BundleError, type BundleErrorCode } from './format.ts'
import type { BundleSource } from './source.ts'

/** One record. The byte fields are views that stay valid. */
export interface BundleRecord {
  type: bigint
  body: Uint8Array
  /** Type, length and body. */
  bytes: Uint8Array
  /** Where the record begins, and where the next one does. */
  offset: number
  end: number
}

type Read<T> = Result<T, BundleError>

/** Two VarU64. */
const MAX_FRAME_LENGTH = 18

export class RecordReader {
  readonly #source: BundleSource
  readonly #windowLength: number
  /** Bytes of the file from #offset on. */
  #window: Uint8Array = new Uint8Array(0)
  #offset = 0

  /** `windowLength` bytes are asked for at once; more when a record is longer. */
  constructor(source: BundleSource, windowLength: number) {
    this.#source = source
    this.#windowLength = windowLength
  }

  /** Where the next record begins. */
  get offset(): number {
    return this.#offset
  }

  /** Reads what comes before the first record. */
  async begin(): Promise<Read<undefined>> {
    const loaded = await this.#load(Math.min(PREAMBLE.length, this.#source.size))
    if (!loaded.ok) return loaded
    if (!equalBytes(this.#window.subarray(0, MAGIC.length), MAGIC)) return this.#error('not-one')
    const version = decodeVarU64(this.#window, MAGIC.length)
    if (!version.ok && this.#window.length === MAGIC.length) return this.#error('truncated')
    if (!version.ok || version.value.value !== BigInt(VERSION)) return this.#error('unsupported')
    this.#advance(PREAMBLE.length)
    return ok(undefined)
  }

  /** The next record; `undefined` at the end of the file. A record beyond the limit is refused before it is read. */
  async next(): Promise<Read<BundleRecord | undefined>> {
    const rest = this.#source.size - this.#offset
    if (rest === 0) return ok(undefined)
    const loaded = await this.#load(Math.min(rest, MAX_FRAME_LENGTH))
    if (!loaded.ok) return loaded
    const type = decodeVarU64(this.#window)
    if (!type.ok) return this.#error(frameError(type.error.code))
    const length = decodeVarU64(this.#window, type.value.length)
    if (!length.ok) return this.#error(frameError(length.error.code))
    if (length.value.value > BigInt(MAX_BODY_LENGTH)) return this.#error('too-large')
    const start = type.value.length + length.value.length
    const end = start + Number(length.value.value)
    if (end > rest) return this.#error('truncated')
    const whole = await this.#load(end)
    return whole.ok ? ok(this.#take(type.value.value, start, end)) : whole
  }

  #take(type: bigint, start: number, end: number): BundleRecord {
    const offset = this.#offset
    const bytes = this.#window.subarray(0, end)
    this.#advance(end)
    return { type, body: bytes.subarray(start), bytes, offset, end: offset + end }
  }

  #advance(length: number): void {
    this.#window = this.#window.subarray(length)
    this.#offset += length
  }

  /** Makes sure that `length` bytes of the file, which has them, are in the window. */
  async #load(length: number): Promise<Read<undefined>> {
    if (this.#window.length >= length) return ok(undefined)
    const wanted = Math.min(Math.max(this.#windowLength, length), this.#source.size - this.#offset)
    try {
      // The rest of the old window is read again: that is less work than to join the two.
      const bytes = await this.#source.read(this.#offset, wanted)
      if (bytes.length !== wanted) return this.#error('unreadable')
      this.#window = bytes
      return ok(undefined)
    } catch {
      return this.#error('unreadable')
    }
  }

  #error(code: BundleErrorCode): Read<never> {
    return err({ code, offset: this.#offset })
  }
}

function frameError(code: 'truncated' | 'non-canonical'): BundleErrorCode {
  return code === 'truncated' ? 'truncated' : 'damaged'
}
