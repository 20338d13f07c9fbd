// tests/vectors/bundle.json: what another implementation can check its reader of bundles against (docs/protocol-bundle.md).

import { concatBytes, encodeVarU64, toHex } from '../../src/bamboo/index.ts'
import { emptySums, nextChecksum, type BundleSums } from '../../src/log/bundle/checksum.ts'
import { encodeEndRecord, encodeEntriesRecord, encodeFestivalRecord } from '../../src/log/bundle/encode-record.ts'
import { MAGIC, MAX_BODY_LENGTH, MAX_FESTIVALS, PREAMBLE } from '../../src/log/bundle/format.ts'
import { RecordReader } from '../../src/log/bundle/record-reader.ts'
import { bytesSource } from '../../src/log/bundle/source.ts'
import type { FestivalId } from '../../src/operations/ids.ts'

interface RecordVector {
  offset: number
  type: number
  length: number
  /** Of this record and all before it. */
  checksum: string
}

interface RefusedVector {
  name: string
  code: string
  bytes: string
}

export interface BundleVectors {
  shortest: string
  examples: { file: string; size: number; records: RecordVector[] }[]
  refused: RefusedVector[]
}

export async function bundleVectors(files: ReadonlyMap<string, Uint8Array>): Promise<BundleVectors> {
  const examples: BundleVectors['examples'] = []
  for (const [file, bytes] of files) examples.push({ file, size: bytes.length, records: await recordsOf(bytes) })
  return { shortest: toHex(fileOf([], {})), examples, refused: refused() }
}

async function recordsOf(bytes: Uint8Array): Promise<RecordVector[]> {
  const reader = new RecordReader(bytesSource(bytes), bytes.length)
  await reader.begin()
  const records: RecordVector[] = []
  let { checksum } = emptySums()
  for (;;) {
    const read = await reader.next()
    if (!read.ok) throw new Error(read.error.code)
    const record = read.value
    if (record === undefined) return records
    checksum = nextChecksum(checksum, record.bytes)
    const { type, offset, body } = record
    records.push({ offset, type: Number(type), length: body.length, checksum: toHex(checksum) })
  }
}

const FESTIVAL = encodeFestivalRecord({ festival: `0040${'ab'.repeat(64)}` as FestivalId })
const ENTRIES = encodeEntriesRecord(0, [{ entry: Uint8Array.of(1, 2, 3) }])

function fileOf(records: readonly Uint8Array[], counts: Partial<BundleSums>): Uint8Array {
  let { checksum } = emptySums()
  for (const record of records) checksum = nextChecksum(checksum, record)
  return concatBytes(PREAMBLE, ...records, encodeEndRecord({ ...emptySums(), checksum, ...counts }))
}

function refused(): RefusedVector[] {
  const whole = fileOf([FESTIVAL], { festivals: 1 })
  const changed = whole.map((byte, index) => (index === PREAMBLE.length + 70 ? byte ^ 1 : byte))
  const many = Array.from({ length: MAX_FESTIVALS + 1 }, () => FESTIVAL)
  const files: [string, string, Uint8Array][] = [
    ['nothing', 'not-one', new Uint8Array(0)],
    ['line ends of another system', 'not-one', concatBytes(MAGIC.subarray(0, 8), Uint8Array.of(0x0a, 0x1a, 0x0a, 1))],
    ['version 2', 'unsupported', concatBytes(MAGIC, encodeVarU64(2))],
    ['no version', 'truncated', MAGIC],
    ['no end record', 'truncated', concatBytes(PREAMBLE, FESTIVAL)],
    ['an end record without its last byte', 'truncated', whole.subarray(0, -1)],
    ['a type that is not canonical', 'damaged', concatBytes(PREAMBLE, Uint8Array.of(0xf8, 1, 0))],
    ['a festival id with a changed bit', 'damaged', changed],
    ['a festival too many in the end record', 'damaged', fileOf([FESTIVAL], { festivals: 2 })],
    ['a checksum of something else', 'damaged', fileOf([FESTIVAL], { festivals: 1, checksum: emptySums().checksum })],
    ['bytes after the end', 'damaged', concatBytes(whole, Uint8Array.of(0))],
    ['a festival after entries', 'damaged', fileOf([FESTIVAL, ENTRIES, FESTIVAL], { festivals: 2, entries: 1 })],
    ['more festivals than fit', 'too-large', fileOf(many, { festivals: many.length })],
    [
      'a record beyond the limit',
      'too-large',
      concatBytes(PREAMBLE, Uint8Array.of(9), encodeVarU64(MAX_BODY_LENGTH + 1)),
    ],
  ]
  return files.map(([name, code, bytes]) => ({ name, code, bytes: toHex(bytes) }))
}
