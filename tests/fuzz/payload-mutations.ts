// Changes to a payload that know CBOR and operations (DESIGN 4.3): forbidden forms of the same value, keys twice or in
// another order, values of other types, at their limits or beyond, and nesting without end.

import { fromHex } from '../../src/bamboo/index.ts'
import { operationNames } from '../../src/operations/codec.ts'
import { CANONICAL, type Pairs, type Style, type Tree } from './cbor-document.ts'
import type { Dice } from './dice.ts'
import type { Mutation } from './trial.ts'

export interface Document {
  readonly tree: Tree
  readonly style: Style
}

/** Values that no operation has: floats, null, undefined, tags, simple values, an end mark, cut lengths, half characters. */
const ODD = [
  'f6',
  'f7',
  'f8ff',
  'ff',
  'f97e00',
  'f97c00',
  'f98000',
  'fa47c35000',
  'fb3ff8000000000000',
  'c101',
  'c249ffffffffffffffffff',
  '5f4101ff',
  '7f6161ff',
  '9f00ff',
  'bf616100ff',
  '1c',
  '5bffffffffffffffff',
  '9bffffffffffffffff',
  '3bffffffffffffffff',
  '62c328',
  '63eda080',
  'a10000',
  '',
].map((hex) => ({ raw: fromHex(hex) ?? new Uint8Array(0) }))

const NUMBERS: readonly (number | bigint)[] = [
  0,
  1,
  2,
  -1,
  23,
  24,
  255,
  256,
  65_535,
  65_536,
  253_402_300_800_000,
  253_402_300_800_001,
  31_536_000_001,
  900_000_001,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  2n ** 53n,
  2n ** 64n - 1n,
  -(2n ** 53n),
  0.5,
  Number.NaN,
]
const TEXTS = [
  '',
  'x',
  '\u{feff}',
  'e\u0301',
  '\ud800',
  '__proto__',
  'constructor',
  'javascript:alert(1)',
  'always',
  'manual',
  '\u202e',
]
const LENGTHS = [40, 41, 64, 65, 80, 81, 200, 201, 2000, 2001, 8000, 8001, 65_536] as const
const DEPTHS = [1, 7, 8, 9, 400, 20_000] as const

export const documentMutations: readonly Mutation<Document>[] = [
  style('keys in another order', (dice) => ({
    isUnsorted: true,
    wideEvery: 0,
    openEvery: 0,
    ...(dice.oneIn(4) ? { openEvery: 1 } : {}),
  })),
  style('numbers longer than they need to be', (dice) => ({ ...CANONICAL, wideEvery: 1 + dice.below(6) })),
  style('arrays and maps without a length', (dice) => ({ ...CANONICAL, openEvery: 1 + dice.below(3) })),
  node('a value of another kind', (_, dice) => dice.pick(ODD)),
  node('a number', (_, dice) => dice.pick(NUMBERS)),
  node('a text', (_, dice) => dice.pick(TEXTS)),
  node('a long text', (_, dice) => dice.pick(['x', 'é', '🐼']).repeat(dice.pick(LENGTHS))),
  node('bytes', (_, dice) => dice.bytes(dice.pick([0, 16, 31, 32, 33, 65, 66, 67]))),
  node('true or false', (_, dice) => dice.oneIn(2)),
  node('a list of the same', (old, dice) => Array.from({ length: dice.pick([0, 1, 2, 21, 201, 601]) }, () => old)),
  node('inside many arrays', (old, dice) => nested(old, dice.pick(DEPTHS))),
  node('no fields', () => ({ pairs: [] })),
  pairs('a field less', (all, dice) => all.toSpliced(dice.below(all.length), 1)),
  pairs('a field twice', (all, dice) => (all.length === 0 ? all : [...all, dice.pick(all)])),
  pairs('a field twice with another value', (all, dice) => (all.length === 0 ? all : [...all, [dice.pick(all)[0], 1]])),
  pairs('an unknown field', (all, dice) => [...all, [`field${dice.below(9)}`, dice.pick(NUMBERS)]]),
  pairs('a key that is no text', (all, dice) => [...all, [dice.below(9), 1]]),
  pairs('a key that means something in JavaScript', (all, dice) => [
    ...all,
    [dice.pick(['__proto__', 'constructor', 'toString']), 1],
  ]),
  pairs('another operation', (all, dice) =>
    withField(all, 'op', dice.pick([...operationNames, 'resource.lend', 'x', ''])),
  ),
  pairs('another version', (all, dice) => withField(all, 'v', dice.pick([0, 1, 2, 2n ** 60n, '1']))),
  pairs('values exchanged', (all, dice) => exchanged(all, dice)),
]

function style(name: string, make: (dice: Dice) => Style): Mutation<Document> {
  return { name, apply: (document, dice) => ({ ...document, style: make(dice) }) }
}

/** Changes one value anywhere in the document. */
function node(name: string, change: (old: Tree, dice: Dice) => Tree): Mutation<Document> {
  return {
    name,
    apply: ({ tree, style }, dice) => ({
      style,
      tree: changeAt(tree, dice.below(sizeOf(tree)), (old) => change(old, dice)),
    }),
  }
}

/** Changes the fields of the document, or now and then those of a map inside it. */
function pairs(name: string, change: (all: Pairs['pairs'], dice: Dice) => Pairs['pairs']): Mutation<Document> {
  const changed = (old: Tree, dice: Dice): Tree => (isPairs(old) ? { pairs: change(old.pairs, dice) } : old)
  return {
    name,
    apply({ tree, style }, dice) {
      const at = dice.oneIn(3) ? dice.below(sizeOf(tree)) : 0
      return { style, tree: changeAt(tree, at, (old) => changed(old, dice)) }
    },
  }
}

function isPairs(tree: Tree): tree is Pairs {
  return typeof tree === 'object' && 'pairs' in tree
}

function nested(tree: Tree, depth: number): Tree {
  const raw = new Uint8Array(depth).fill(0x81)
  return depth > 10
    ? { raw: Uint8Array.from([...raw, 0]) }
    : Array.from({ length: depth }).reduce<Tree>((inner) => [inner], tree)
}

function withField(all: Pairs['pairs'], name: string, value: Tree): Pairs['pairs'] {
  return all.map(([key, old]) => [key, key === name ? value : old])
}

function exchanged(all: Pairs['pairs'], dice: Dice): Pairs['pairs'] {
  const [one, two] = [dice.below(all.length), dice.below(all.length)]
  const valueAt = (index: number): Tree => all[index]?.[1] ?? 0
  return all.map(([key, value], index) => [key, index === one ? valueAt(two) : index === two ? valueAt(one) : value])
}

/** Values in the document, itself included; keys count too. */
function sizeOf(tree: Tree): number {
  let size = 1
  for (const child of childrenOf(tree)) size += sizeOf(child)
  return size
}

function childrenOf(tree: Tree): readonly Tree[] {
  if (Array.isArray(tree)) return tree as readonly Tree[]
  return isPairs(tree) ? tree.pairs.flat() : []
}

/** The document with value number `at`, counted from the top, replaced. */
function changeAt(tree: Tree, at: number, change: (old: Tree) => Tree): Tree {
  let left = at
  const visit = (each: Tree): Tree => {
    if (left < 0) return each
    if (left === 0) {
      left = -1
      return change(each)
    }
    left -= 1
    if (Array.isArray(each)) return (each as readonly Tree[]).map(visit)
    return isPairs(each) ? { pairs: each.pairs.map(([key, value]) => [visit(key), visit(value)]) } : each
  }
  return visit(tree)
}
