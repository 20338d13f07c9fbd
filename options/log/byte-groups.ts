// Bytes as people look at them: in groups of eight, each cut where a field begins.
import { toHex, type EntryField, type EntryFieldName } from '../../src/bamboo/index.ts'

/** Two or three of them stand in a line, by the width of the window. */
export const GROUP_BYTES = 8

/** Bytes of one field within a group. */
export interface ByteRun {
  readonly field: EntryFieldName
  /** "00 40 1a" */
  readonly hex: string
  /** The field begins here. */
  readonly isStart: boolean
}

export interface ByteGroup {
  /** Where it begins. */
  readonly offset: number
  readonly runs: readonly ByteRun[]
}

/** `fields` cover all of `bytes`. */
export function byteGroups(bytes: Uint8Array, fields: readonly EntryField[]): ByteGroup[] {
  return Array.from({ length: Math.ceil(bytes.length / GROUP_BYTES) }, (_, index) => {
    const offset = index * GROUP_BYTES
    const end = offset + GROUP_BYTES
    const runs = fields
      .filter(({ from, to }) => from < end && to > offset)
      .map(({ name, from, to }) => ({
        field: name,
        hex: spacedHex(bytes.subarray(Math.max(from, offset), Math.min(to, end))),
        isStart: from >= offset,
      }))
    return { offset, runs }
  })
}

/** "00 40 1a" */
export function spacedHex(bytes: Uint8Array): string {
  return toHex(bytes).replaceAll(/(..)(?!$)/g, '$1 ')
}
