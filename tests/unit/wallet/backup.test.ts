// Backup files: nothing in them can be changed, reordered, dropped or cut unnoticed, and each way of being wrong has its name.

import { array, assert as holds, asyncProperty, nat, tuple, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, utf8Encode } from '../../../src/bamboo/bytes.ts'
import { BACKUP_MAGIC, encodeHeader, encodeHead, freshHeader, parseHead } from '../../../src/wallet/backup-format.ts'
import type { BackupRecord } from '../../../src/wallet/backup-records.ts'
import { openChunks, TAG_LENGTH } from '../../../src/wallet/backup-stream.ts'
import { fileOf, MADE, openFile, secrets, sourceOf } from './backup-file.ts'

const CHUNK = 64
const records: BackupRecord[] = [
  { kind: 'description', json: utf8Encode(JSON.stringify({ v: 1, words: 'x'.repeat(100) })) },
  { kind: 'picture', bytes: new Uint8Array(90).fill(5) },
  { kind: 'bundle', number: 0, bytes: new Uint8Array(150).fill(3) },
  { kind: 'bundle', number: 1, bytes: new Uint8Array(70).fill(4) },
]

function headLength(file: Uint8Array): number {
  const head = parseHead(file)
  return head.ok ? head.value.length : expect.fail('no head')
}

/** Head and sealed chunks of a file. */
function partsOf(file: Uint8Array): { head: Uint8Array; chunks: Uint8Array[] } {
  const start = headLength(file)
  const chunks: Uint8Array[] = []
  for (let offset = start; offset < file.length; offset += CHUNK + TAG_LENGTH) {
    chunks.push(file.subarray(offset, offset + CHUNK + TAG_LENGTH))
  }
  return { head: file.subarray(0, start), chunks }
}

function changedAt(bytes: Uint8Array, index: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[index] = (copy[index] ?? 0) ^ 1
  return copy
}

describe('a backup file', () => {
  it('gives back what was put in, whatever the length of its content', async () => {
    for (const length of [0, 1, CHUNK - 3, CHUNK - 2, CHUNK - 1, CHUNK, 3 * CHUNK, 3 * CHUNK + 1]) {
      const one: BackupRecord[] = [{ kind: 'description', json: new Uint8Array(length).fill(9) }]
      expect(await openFile(await fileOf(one, { chunk: CHUNK }))).toEqual({ secrets, records: one })
    }
    expect(await openFile(await fileOf([], { chunk: CHUNK }))).toEqual({ secrets, records: [] })
    expect(await openFile(await fileOf(records, { chunk: CHUNK }))).toEqual({ secrets, records })
    expect(await openFile(await fileOf(records, { chunk: 100_000 }))).toEqual({ secrets, records })
  })

  it('does not open with another passphrase, and says which', async () => {
    const file = await fileOf(records)
    expect(await openFile(file, 'four pandas by the rivet')).toEqual({ error: 'wrong-passphrase', records: [] })
  })

  it('says of any single changed bit that something is wrong, and gives nothing that is not true', async () => {
    const file = await fileOf(records, { chunk: CHUNK })
    const start = headLength(file)
    for (let index = 0; index < file.length; index += 1) {
      const opened = await openFile(changedAt(file, index))
      const isChecksum = index >= start - 32 && index < start
      if (isChecksum) expect(opened.error).toBeUndefined()
      else expect(opened.error, `byte ${index}`).toBeDefined()
      expect(opened.records).toEqual(records.slice(0, opened.records.length))
      if (index >= start) expect(opened.secrets).toEqual(secrets)
    }
  })

  it('says of any cut that its end is missing', async () => {
    const file = await fileOf(records, { chunk: CHUNK })
    for (let length = 4; length < file.length; length += 1) {
      const opened = await openFile(file.slice(0, length))
      expect(opened.error, `${length} bytes`).toBe('truncated')
      expect(opened.records).toEqual(records.slice(0, opened.records.length))
    }
  })

  it('notices chunks that are swapped, dropped, doubled or appended', async () => {
    const { head, chunks } = partsOf(await fileOf(records, { chunk: CHUNK }))
    const last = chunks.length - 1
    const wrong = {
      swapped: [1, 0, ...Array.from({ length: last - 1 }, (_, index) => index + 2)],
      dropped: [0, 2, ...Array.from({ length: last - 2 }, (_, index) => index + 3)],
      doubled: [0, 0, ...Array.from({ length: last }, (_, index) => index + 1)],
      appended: [...chunks.keys(), last],
      'without its last': [...chunks.keys()].slice(0, -1),
    }
    for (const [name, order] of Object.entries(wrong)) {
      const file = concatBytes(head, ...order.map((index) => chunks[index] ?? expect.fail()))
      expect((await openFile(file)).error, name).toMatch(/^(?:damaged|truncated)$/)
    }
  })

  it('does not take chunks of another file with the same passphrase', async () => {
    const one = partsOf(await fileOf(records, { chunk: CHUNK }))
    const other = { ...freshHeader(new Uint8Array(32).fill(2), MADE), chunk: CHUNK }
    const mixed = concatBytes(encodeHead(encodeHeader(other), new Uint8Array(50)), ...one.chunks)
    expect((await openFile(mixed)).error).toBe('wrong-passphrase')
  })

  it('is not read when it would be easy to guess, or cost more than a browser has', () => {
    const withKdf = (change: object): Uint8Array => {
      const header = freshHeader(new Uint8Array(32), MADE)
      return encodeHead(encodeHeader({ ...header, kdf: { ...header.kdf, ...change } }), new Uint8Array(60))
    }
    const code = (bytes: Uint8Array): string | undefined => {
      const head = parseHead(bytes)
      return head.ok ? undefined : head.error.code
    }
    expect(code(withKdf({}))).toBeUndefined()
    expect(code(withKdf({ n: 2 ** 17 }))).toBe('weak')
    expect(code(withKdf({ r: 1 }))).toBe('weak')
    for (const change of [{ n: 2 ** 20 }, { r: 16 }, { p: 2 }]) expect(code(withKdf(change))).toBe('newer-version')
    for (const change of [{ n: 300_000 }, { salt: '00' }, { n: -1 }]) expect(code(withKdf(change))).toBe('damaged')
  })

  it('of a newer version, and what is none, are told apart', async () => {
    const file = await fileOf(records)
    expect((await openFile(changedAt(file, BACKUP_MAGIC.length))).error).toBe('newer-version')
    for (const text of ['', 'Are', 'Are you coming on Friday?']) {
      expect((await openFile(utf8Encode(text))).error).toBe('not-one')
    }
  })

  it('never makes its reader throw, whatever bytes it has', async () => {
    const file = await fileOf(records, { chunk: CHUNK })
    await holds(
      asyncProperty(
        array(tuple(nat(file.length), uint8Array({ maxLength: 12 })), { maxLength: 4 }),
        nat(file.length + 20),
        async (writes, length) => {
          const bytes = new Uint8Array(length)
          bytes.set(file.subarray(0, length))
          for (const [offset, change] of writes)
            bytes.set(change.subarray(0, Math.max(0, length - offset)), Math.min(offset, length))
          const opened = await openFile(bytes)
          expect(opened.records).toEqual(records.slice(0, opened.records.length))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('whose medium fails says so', async () => {
    const file = await fileOf(records, { chunk: CHUNK })
    const head = parseHead(file)
    if (!head.ok) expect.fail()
    const source = { ...sourceOf(file), read: async (): Promise<Uint8Array> => Promise.reject(new Error('taken away')) }
    const cipher = { aes: failingAes, key: undefined, bound: head.value.bound }
    const codes: string[] = []
    for await (const chunk of openChunks(cipher, head.value, source)) codes.push(chunk.ok ? 'ok' : chunk.error.code)
    expect(codes).toEqual(['unreadable'])
  })
})

const failingAes = {
  importKey: async (): Promise<undefined> => undefined,
  encrypt: async (): Promise<Uint8Array> => Promise.reject(new Error('not asked')),
  decrypt: async (): Promise<Uint8Array> => Promise.reject(new Error('not asked')),
}
