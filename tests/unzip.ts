// Reads zip files the way unpackers do, by way of the directory at the end: independent of the writers that are tested with it.
import { crc32, inflateRawSync } from 'node:zlib'
import { expect } from 'vitest'

export function unzip(file: Buffer): Record<string, Buffer> {
  const end = file.length - 22
  expect(file.readUInt32LE(end)).toBe(0x06054b50)
  const files: Record<string, Buffer> = {}
  let at = file.readUInt32LE(end + 16)
  for (let count = file.readUInt16LE(end + 10); count > 0; count -= 1) {
    expect(file.readUInt32LE(at)).toBe(0x02014b50)
    const nameLength = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const local = file.readUInt32LE(at + 42)
    expect(file.readUInt32LE(local)).toBe(0x04034b50)
    expect(file.subarray(local + 4, local + 28)).toEqual(file.subarray(at + 6, at + 30))
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const packed = file.subarray(start, start + file.readUInt32LE(at + 20))
    const content = file.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)
    expect([content.length, crc32(content)]).toEqual([file.readUInt32LE(at + 24), file.readUInt32LE(at + 16)])
    files[name] = content
    at += 46 + nameLength
  }
  expect(at).toBe(end)
  return files
}

export function textsOf(files: Record<string, Buffer>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, content.toString()]))
}
