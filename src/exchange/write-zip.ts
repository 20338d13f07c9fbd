// Several files as one (PKWARE APPNOTE 6.3: stored as they are, without encryption, streaming or 64-bit sizes). The same files are
// the same bytes everywhere.

import { concatBytes, utf8Encode } from '../bamboo/index.ts'

export interface NamedFile {
  /** With `/` between folders. */
  readonly name: string
  readonly bytes: Uint8Array
}

const VERSION = 20
const UTF8_NAMES = 0x800
/** 1980-01-01, the oldest date that the format knows. */
const DATE = 0x21

/** @throws RangeError for more than the format can count: 65,535 files, 4 GiB. */
export function writeZip(files: readonly NamedFile[]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const named = utf8Encode(name)
    const size: Field = [4, bytes.length]
    // What stands before the file and in the directory at the end alike.
    const shared = fields([2, VERSION], [2, UTF8_NAMES], [2, 0], [2, 0], [2, DATE], [4, crc32(bytes)], size, size)
    const local = concatBytes(fields([4, 0x04034b50]), shared, fields([2, named.length], [2, 0]), named)
    parts.push(local, bytes)
    // Comment, disk, internal and external attributes are all zero.
    const nothing = fields([2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset])
    directory.push(fields([4, 0x02014b50], [2, VERSION]), shared, fields([2, named.length]), nothing, named)
    offset += local.length + bytes.length
  }
  const index = concatBytes(...directory)
  const count: Field = [2, files.length]
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], count, count, [4, index.length], [4, offset], [2, 0])
  return concatBytes(...parts, index, end)
}

/** How many bytes, and the number. */
type Field = readonly [2 | 4, number]

function fields(...numbers: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(numbers.reduce((sum, [length]) => sum + length, 0))
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const [length, number] of numbers) {
    if (number >= 2 ** (8 * length)) throw new RangeError(`${number} in ${length} bytes of a zip file`)
    if (length === 2) view.setUint16(offset, number, true)
    else view.setUint32(offset, number, true)
    offset += length
  }
  return bytes
}

/** For each byte what dividing it by the polynomial of CRC-32 leaves (ISO 3309, reflected). */
const REMAINDERS: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1
  return remainder
})

function crc32(bytes: Uint8Array): number {
  let sum = 0xffff_ffff
  for (const byte of bytes) sum = (REMAINDERS[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8)
  return (sum ^ 0xffff_ffff) >>> 0
}
