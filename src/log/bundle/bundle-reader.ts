// Reads what a bundle says, part by part: its festivals first, then entries and forks, and at its end whether anything is
// missing (docs/protocol-bundle.md). Checks no entry.

import { err, ok, type Result } from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { IncomingEntry } from '../batch.ts'
import { emptySums, nextChecksum, sameSums, type BundleSums } from './checksum.ts'
import { decodeEnd, decodeEntries, decodeFestival, decodeFork } from './decode-record.ts'
import type { BundleFestival } from './encode-record.ts'
import { MAX_FESTIVALS, MAX_HEAD_LENGTH, RECORD, type BundleError, type BundleErrorCode } from './format.ts'
import { RecordReader, type BundleRecord } from './record-reader.ts'
import type { BundleSource } from './source.ts'

/** What one record says. `end` is where the next one begins. Byte fields are views that stay valid. */
export type BundlePart =
  | { kind: 'entries'; festival: FestivalId; entries: IncomingEntry[]; end: number }
  | { kind: 'fork'; festival: FestivalId; first: Uint8Array; second: Uint8Array; end: number }
  /** A record of a known type whose body has not the form of that type. */
  | { kind: 'malformed'; end: number }

type Read<T> = Result<T, BundleError>

/** Bytes asked for at once. */
const WINDOW = 512 * 1024

export class BundleReader {
  readonly festivals: BundleFestival[] = []
  readonly #records: RecordReader
  readonly #sums: BundleSums = emptySums()
  /** The first record after the festivals, read already. */
  #ahead: BundleRecord | undefined

  private constructor(records: RecordReader) {
    this.#records = records
  }

  /** Reads the head of a bundle: everything before the first record that is not about a festival. */
  static async open(source: BundleSource, windowLength: number = WINDOW): Promise<Read<BundleReader>> {
    const records = new RecordReader(source, windowLength)
    const begun = await records.begin()
    if (!begun.ok) return begun
    const reader = new BundleReader(records)
    const head = await reader.#readHead()
    return head.ok ? ok(reader) : head
  }

  /** Where the next part begins. */
  get offset(): number {
    return this.#ahead?.offset ?? this.#records.offset
  }

  /** The next part; `undefined` after the last one, once the end record agrees with all that was read. */
  async next(): Promise<Read<BundlePart | undefined>> {
    for (;;) {
      const read = await this.#record()
      if (!read.ok) return read
      const record = read.value
      if (record.type === BigInt(RECORD.end)) return this.#end(record)
      if (record.type === BigInt(RECORD.festival)) return this.#error('damaged', record)
      const part = this.#understand(record)
      if (part !== undefined) return ok(part)
    }
  }

  /** Reads on to where an earlier run stopped. An offset at which no record begins is `damaged`. */
  async skipTo(offset: number): Promise<Read<undefined>> {
    while (this.offset < offset) {
      const read = await this.#record()
      if (!read.ok) return read
      const record = read.value
      if (record.type === BigInt(RECORD.end) || record.end > offset) return this.#error('damaged', record)
      this.#understand(record)
    }
    return ok(undefined)
  }

  async #readHead(): Promise<Read<undefined>> {
    for (;;) {
      const read = await this.#record()
      if (!read.ok) return read
      const record = read.value
      if (record.type === BigInt(RECORD.festival)) {
        const festival = decodeFestival(record.body)
        if (festival === undefined) return this.#error('damaged', record)
        if (this.festivals.length === MAX_FESTIVALS) return this.#error('too-large', record)
        this.festivals.push(festival)
        this.#sums.festivals += 1
      } else if (isKnown(record.type)) {
        this.#ahead = record
        return ok(undefined)
      }
      if (record.end > MAX_HEAD_LENGTH) return this.#error('too-large', record)
      this.#seal(record)
    }
  }

  async #record(): Promise<Read<BundleRecord>> {
    const ahead = this.#ahead
    this.#ahead = undefined
    if (ahead !== undefined) return ok(ahead)
    const read = await this.#records.next()
    if (!read.ok) return read
    return read.value === undefined ? err({ code: 'truncated', offset: this.#records.offset }) : ok(read.value)
  }

  /** Counts a record and says what it is; nothing for a type that a later version may have added. */
  #understand(record: BundleRecord): BundlePart | undefined {
    this.#seal(record)
    const { type, body, end } = record
    if (type === BigInt(RECORD.entries)) return this.#entries(body, end)
    if (type === BigInt(RECORD.fork)) return this.#fork(body, end)
    return undefined
  }

  #entries(body: Uint8Array, end: number): BundlePart {
    const decoded = decodeEntries(body)
    const festival = decoded === undefined ? undefined : this.festivals[decoded.festival]?.festival
    if (decoded === undefined || festival === undefined) return { kind: 'malformed', end }
    const { entries } = decoded
    this.#sums.entries += entries.length
    this.#sums.payloads += entries.filter(({ payload }) => payload !== undefined).length
    return { kind: 'entries', festival, entries, end }
  }

  #fork(body: Uint8Array, end: number): BundlePart {
    const decoded = decodeFork(body)
    const festival = decoded === undefined ? undefined : this.festivals[decoded.festival]?.festival
    if (decoded === undefined || festival === undefined) return { kind: 'malformed', end }
    this.#sums.forks += 1
    const { first, second } = decoded
    return { kind: 'fork', festival, first, second, end }
  }

  async #end(record: BundleRecord): Promise<Read<undefined>> {
    const sums = decodeEnd(record.body)
    if (sums === undefined || !sameSums(sums, this.#sums)) return this.#error('damaged', record)
    const after = await this.#records.next()
    return after.ok && after.value === undefined ? ok(undefined) : this.#error('damaged', record)
  }

  #seal(record: BundleRecord): void {
    this.#sums.checksum = nextChecksum(this.#sums.checksum, record.bytes)
  }

  #error(code: BundleErrorCode, { offset }: BundleRecord): Read<never> {
    return err({ code, offset })
  }
}

function isKnown(type: bigint): boolean {
  return Object.values(RECORD).some((known) => BigInt(known) === type)
}
