// The zip writer is checked by reading its files back with an independent reader of the format.
import { crc32, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zip } from '../../../scripts/build/zip.ts'

/** Reads every entry by way of the directory at the end, as unpackers do. */
function unzip(file: Buffer): Record<string, string> {
  const end = file.length - 22
  expect(file.readUInt32LE(end)).toBe(0x06054b50)
  const files: Record<string, string> = {}
  let at = file.readUInt32LE(end + 16)
  for (let count = file.readUInt16LE(end + 10); count > 0; count -= 1) {
    expect(file.readUInt32LE(at)).toBe(0x02014b50)
    const nameLength = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const local = file.readUInt32LE(at + 42)
    expect(file.subarray(local + 4, local + 28)).toEqual(file.subarray(at + 6, at + 30))
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const content = inflateRawSync(file.subarray(start, start + file.readUInt32LE(at + 20)))
    expect([content.length, crc32(content)]).toEqual([file.readUInt32LE(at + 24), file.readUInt32LE(at + 16)])
    files[name] = content.toString()
    at += 46 + nameLength
  }
  expect(at).toBe(end)
  return files
}

describe('zip', () => {
  it('packs what an independent reader unpacks', () => {
    const files = { 'manifest.json': '{}', 'popup/größe.js': 'x'.repeat(100_000), empty: '' }
    const entries = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }))
    expect(unzip(zip(entries))).toEqual(files)
    expect(unzip(zip([]))).toEqual({})
  })

  it('gives the same bytes whatever the order of the entries', () => {
    const entries = ['b', 'a', 'c/d'].map((name) => ({ name, content: Buffer.from(name) }))
    expect(zip(entries)).toEqual(zip(entries.toReversed()))
  })
})
