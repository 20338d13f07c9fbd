// Changes to bytes that know nothing of what the bytes mean.

import { concatBytes } from '../../src/bamboo/index.ts'
import type { Dice } from './dice.ts'
import type { Mutation } from './trial.ts'

const INTERESTING = [0x00, 0x01, 0x1f, 0x20, 0x40, 0x5f, 0x7f, 0x80, 0x9f, 0xbf, 0xf6, 0xf7, 0xf8, 0xfb, 0xff] as const
const LONGEST_INSERTION = 12

export const byteMutations: readonly Mutation<Uint8Array>[] = [
  { name: 'flip a bit', apply: flipBit },
  { name: 'set a byte', apply: (bytes, dice) => replaceAt(bytes, dice, () => dice.pick(INTERESTING)) },
  {
    name: 'count a byte up or down',
    apply: (bytes, dice) => replaceAt(bytes, dice, (old) => old + dice.pick([1, -1])),
  },
  {
    name: 'insert bytes',
    apply: (bytes, dice) => insertAt(bytes, dice, dice.bytes(1 + dice.below(LONGEST_INSERTION))),
  },
  { name: 'delete bytes', apply: (bytes, dice) => deleteAt(bytes, dice) },
  { name: 'duplicate bytes', apply: (bytes, dice) => insertAt(bytes, dice, sliceOf(bytes, dice)) },
  { name: 'cut the end off', apply: (bytes, dice) => bytes.slice(0, dice.below(bytes.length)) },
  { name: 'cut the beginning off', apply: (bytes, dice) => bytes.slice(dice.below(bytes.length)) },
  { name: 'append bytes', apply: (bytes, dice) => concatBytes(bytes, dice.bytes(1 + dice.below(LONGEST_INSERTION))) },
  { name: 'fill with one byte', apply: (bytes, dice) => new Uint8Array(bytes.length).fill(dice.pick(INTERESTING)) },
]

/** Of no bytes none. */
export function flipBit(bytes: Uint8Array, dice: Dice): Uint8Array {
  return replaceAt(bytes, dice, (old) => old ^ (1 << dice.below(8)))
}

function replaceAt(bytes: Uint8Array, dice: Dice, change: (old: number) => number): Uint8Array {
  const copy = bytes.slice()
  const at = dice.below(copy.length)
  if (copy.length > 0) copy[at] = change(copy[at] ?? 0)
  return copy
}

function insertAt(bytes: Uint8Array, dice: Dice, more: Uint8Array): Uint8Array {
  const at = dice.below(bytes.length + 1)
  return concatBytes(bytes.subarray(0, at), more, bytes.subarray(at))
}

function deleteAt(bytes: Uint8Array, dice: Dice): Uint8Array {
  const at = dice.below(bytes.length)
  return concatBytes(bytes.subarray(0, at), bytes.subarray(at + 1 + dice.below(4)))
}

function sliceOf(bytes: Uint8Array, dice: Dice): Uint8Array {
  const at = dice.below(bytes.length)
  return bytes.slice(at, at + 1 + dice.below(LONGEST_INSERTION))
}
