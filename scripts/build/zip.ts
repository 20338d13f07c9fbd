// A zip file with the same bytes on every machine: sorted names, a fixed date, no attributes. (PKWARE APPNOTE 6.3, the
// part without encryption, streaming or 64-bit sizes.)
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content: Buffer
}

/** 1980-01-01, the oldest date that the format knows. */
const DATE = 0x21
const UTF8_NAMES = 0x800
const DEFLATE = 8
const VERSION = 20

/** The bytes of a zip file with these entries; names use `/`. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const entry of entries.toSorted((one, two) => (one.name < two.name ? -1 : 1))) {
    const name = Buffer.from(entry.name)
    const packed = deflateRawSync(entry.content, { level: 9 })
    const shared = fields(entry.content, packed.length, name.length)
    const local = Buffer.concat([numbers([4, 0x04034b50]), shared, numbers([2, 0]), name, packed])
    locals.push(local)
    // Comment, disk, internal and external attributes are all zero.
    centrals.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, VERSION]),
        shared,
        numbers([2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        name,
      ]),
    )
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const count = entries.length
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, offset],
    [2, 0],
  )
  return Buffer.concat([...locals, directory, end])
}

/** What the entry itself and the directory at the end say with the same words. */
function fields(content: Buffer, packedLength: number, nameLength: number): Buffer {
  return numbers(
    [2, VERSION],
    [2, UTF8_NAMES],
    [2, DEFLATE],
    [2, 0],
    [2, DATE],
    [4, crc32(content)],
    [4, packedLength],
    [4, content.length],
    [2, nameLength],
  )
}

/** Little-endian numbers, each as [bytes, value]. */
function numbers(...parts: readonly (readonly [2 | 4, number])[]): Buffer {
  const buffer = Buffer.alloc(parts.reduce((sum, [length]) => sum + length, 0))
  let offset = 0
  for (const [length, value] of parts) offset = buffer.writeUIntLE(value, offset, length)
  return buffer
}
