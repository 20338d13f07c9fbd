// Bytes in groups: all of them, in order, each under its own field.
import { describe, expect, it } from 'vitest'
import { concatBytes, encodeVarU64, entryFields, fromHex, yamfHash } from '../../../src/bamboo/index.ts'
import { byteGroups, spacedHex } from '../../../options/log/byte-groups.ts'

describe('the bytes of an entry in groups of eight', () => {
  it('change their field in the middle of a group where the entry does, and say where a field begins', () => {
    const bytes = concatBytes(
      Uint8Array.of(0),
      new Uint8Array(32).fill(0xa1),
      encodeVarU64(0xa3eab7c4f3n),
      Uint8Array.of(1, 168),
      yamfHash(new Uint8Array(0)),
      new Uint8Array(64).fill(0x5e),
    )
    const fields = entryFields(bytes)
    if (!fields.ok) throw new Error(fields.error.code)
    const groups = byteGroups(bytes, fields.value)
    expect(groups.map(({ offset }) => offset)).toEqual(
      Array.from({ length: Math.ceil(bytes.length / 8) }, (_, i) => i * 8),
    )
    expect(groups[0]?.runs).toEqual([
      { field: 'tag', hex: '00', isStart: true },
      { field: 'author', hex: 'a1 a1 a1 a1 a1 a1 a1', isStart: true },
    ])
    expect(groups[4]?.runs).toEqual([
      { field: 'author', hex: 'a1', isStart: false },
      { field: 'log-id', hex: 'fc a3 ea b7 c4 f3', isStart: true },
      { field: 'seq-num', hex: '01', isStart: true },
    ])
    const all = groups.flatMap(({ runs }) => runs.map(({ hex }) => hex)).join(' ')
    expect(fromHex(all.replaceAll(' ', ''))).toEqual(bytes)
  })

  it('are written with a space between two of them', () => {
    expect(spacedHex(Uint8Array.of())).toBe('')
    expect(spacedHex(Uint8Array.of(10))).toBe('0a')
    expect(spacedHex(Uint8Array.of(0, 64, 255))).toBe('00 40 ff')
  })
})
