// Where the fields of an entry lie: exactly where they were encoded, for entries of every form, and nothing between them.

import { describe, expect, it } from 'vitest'
import {
  MAX_LOG_ID,
  MAX_SEQ_NUM,
  concatBytes,
  encodeVarU64,
  entryFields,
  yamfHash,
  type EntryFieldName,
} from '../../../src/bamboo/index.ts'
import { buildLog } from './log-builder.ts'

type Pieces = readonly (readonly [EntryFieldName, Uint8Array])[]

/** An entry in pieces; what it links to depends on its number. */
function pieces(numbers: { logId: bigint; seqNum: number; payloadSize: number }, links: EntryFieldName[]): Pieces {
  return [
    ['tag', Uint8Array.of(1)],
    ['author', new Uint8Array(32).fill(1)],
    ['log-id', encodeVarU64(numbers.logId)],
    ['seq-num', encodeVarU64(numbers.seqNum)],
    ...links.map((link) => [link, yamfHash(Uint8Array.of(link.length))] as const),
    ['payload-size', encodeVarU64(numbers.payloadSize)],
    ['payload-hash', yamfHash(new Uint8Array(3))],
    ['signature', new Uint8Array(64).fill(2)],
  ]
}

describe('the fields of an entry', () => {
  it.each([
    ['the first', { logId: 0n, seqNum: 1, payloadSize: 0 }, []],
    ['one whose two links are one', { logId: 247n, seqNum: 3, payloadSize: 247 }, ['backlink']],
    ['one with both links', { logId: 248n, seqNum: 4, payloadSize: 248 }, ['lipmaalink', 'backlink']],
    ['one with long numbers', { logId: MAX_LOG_ID, seqNum: 88_573, payloadSize: 65_536 }, ['lipmaalink', 'backlink']],
    ['the longest', { logId: MAX_LOG_ID, seqNum: MAX_SEQ_NUM, payloadSize: MAX_SEQ_NUM }, ['lipmaalink', 'backlink']],
  ] as const)('are found in %s', (_, numbers, links) => {
    const parts = pieces(numbers, [...links])
    const bytes = concatBytes(...parts.map(([, piece]) => piece))
    const fields = entryFields(bytes)
    if (!fields.ok) throw new Error(fields.error.code)
    expect(fields.value.map(({ name, from, to }) => [name, bytes.slice(from, to)])).toEqual(parts)
  })

  it('hold what was signed, in a real log, from the first byte to the last', async () => {
    for (const { bytes, entry } of await buildLog(41)) {
      const fields = entryFields(bytes)
      if (!fields.ok) throw new Error(fields.error.code)
      const part = (name: EntryFieldName): Uint8Array | undefined => {
        const field = fields.value.find((each) => each.name === name)
        return field && bytes.slice(field.from, field.to)
      }
      expect(part('author')).toEqual(entry.author)
      expect(part('lipmaalink')).toEqual(entry.lipmaalink)
      expect(part('backlink')).toEqual(entry.backlink)
      expect(part('payload-hash')).toEqual(entry.payloadHash)
      expect(part('signature')).toEqual(entry.signature)
      const ends = fields.value.map(({ to }) => to)
      expect(fields.value.map(({ from }) => from)).toEqual([0, ...ends.slice(0, -1)])
      expect(ends.at(-1)).toBe(bytes.length)
    }
  })

  it('of something that is no entry are the error of decoding it', async () => {
    const [first] = await buildLog(1)
    const bytes = first?.bytes ?? new Uint8Array()
    expect(entryFields(bytes.subarray(0, 40))).toMatchObject({
      ok: false,
      error: { code: 'payload-hash-truncated', offset: 36 },
    })
    expect(entryFields(concatBytes(bytes, Uint8Array.of(0)))).toMatchObject({
      ok: false,
      error: { code: 'trailing-bytes', offset: bytes.length },
    })
  })
})
