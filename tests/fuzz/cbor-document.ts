// CBOR that nobody should write: a tree whose maps may repeat keys and whose leaves may be raw bytes, and a writer that can
// also use the forms that deterministic CBOR (RFC 8949 §4.2.1) forbids. In its plain style it is a second canonical writer.

import { concatBytes, compareBytes, utf8Encode } from '../../src/bamboo/index.ts'
import type { CborValue } from '../../src/operations/cbor.ts'

/** Bytes put in as they are. */
export interface Raw {
  readonly raw: Uint8Array
}

/** A map as a list, so that it can have any order and the same key twice. */
export interface Pairs {
  readonly pairs: readonly (readonly [Tree, Tree])[]
}

export type Tree = boolean | number | bigint | string | Uint8Array | readonly Tree[] | Pairs | Raw

export interface Style {
  /** Maps keep the order of their pairs. */
  readonly isUnsorted: boolean
  /** Every how manieth length or integer is longer than it needs to be; 0 for none. */
  readonly wideEvery: number
  /** Every how manieth array or map has no length but an end mark; 0 for none. */
  readonly openEvery: number
}

export const CANONICAL: Style = { isUnsorted: false, wideEvery: 0, openEvery: 0 }

export function treeOf(value: CborValue): Tree {
  if (value instanceof Map) return { pairs: [...value].map(([key, each]) => [key, treeOf(each as CborValue)]) }
  if (Array.isArray(value)) return value.map(treeOf)
  return value as Exclude<CborValue, readonly CborValue[]> & Tree
}

export function writeTree(tree: Tree, style: Style): Uint8Array {
  return new TreeWriter(style).write(tree)
}

const FLOAT_64 = 0xfb
const BREAK = 0xff

class TreeWriter {
  readonly #style: Style
  #heads = 0
  #containers = 0

  constructor(style: Style) {
    this.#style = style
  }

  write(tree: Tree): Uint8Array {
    if (typeof tree === 'boolean') return Uint8Array.of(tree ? 0xf5 : 0xf4)
    if (typeof tree === 'bigint') return this.#integer(tree)
    if (typeof tree === 'number') return Number.isInteger(tree) ? this.#integer(BigInt(tree)) : float(tree)
    if (typeof tree === 'string') return this.#sized(3, utf8Encode(tree))
    if (tree instanceof Uint8Array) return this.#sized(2, tree)
    if ('raw' in tree) return tree.raw
    if ('pairs' in tree) return this.#map(tree.pairs)
    return this.#container(
      4,
      tree.length,
      tree.map((each) => this.write(each)),
    )
  }

  #integer(value: bigint): Uint8Array {
    return value >= 0n ? this.#head(0, value) : this.#head(1, -1n - value)
  }

  #sized(major: number, bytes: Uint8Array): Uint8Array {
    return concatBytes(this.#head(major, BigInt(bytes.length)), bytes)
  }

  #map(pairs: Pairs['pairs']): Uint8Array {
    const written = pairs.map(([key, value]) => [this.write(key), this.write(value)] as const)
    const sorted = this.#style.isUnsorted ? written : written.toSorted(([a], [b]) => compareBytes(a, b))
    return this.#container(5, pairs.length, sorted.flat())
  }

  #container(major: number, count: number, parts: readonly Uint8Array[]): Uint8Array {
    this.#containers += 1
    const { openEvery } = this.#style
    const isOpen = openEvery > 0 && this.#containers % openEvery === 0
    if (isOpen) return concatBytes(Uint8Array.of((major << 5) | 31), ...parts, Uint8Array.of(BREAK))
    return concatBytes(this.#head(major, BigInt(count)), ...parts)
  }

  #head(major: number, value: bigint): Uint8Array {
    this.#heads += 1
    const { wideEvery } = this.#style
    const isWide = wideEvery > 0 && this.#heads % wideEvery === 0
    const size = Math.min(4, sizeOf(value) + (isWide ? 1 : 0))
    if (size === 0) return Uint8Array.of((major << 5) | Number(value))
    const length = 1 << (size - 1)
    const bytes = Uint8Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn))
    return concatBytes(Uint8Array.of((major << 5) | (23 + size)), bytes)
  }
}

/** 0: in the first byte itself; 1 to 4: in one, two, four or eight further bytes. */
function sizeOf(value: bigint): number {
  if (value < 24n) return 0
  if (value < 2n ** 8n) return 1
  if (value < 2n ** 16n) return 2
  return value < 2n ** 32n ? 3 : 4
}

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(9)
  bytes[0] = FLOAT_64
  new DataView(bytes.buffer).setFloat64(1, value)
  return bytes
}
