// `sameValue` of an answer with thousands of rows, bit by bit: it runs on the thread that paints.

import { isPlain, sameValue } from './same-value.ts'

/** Half a frame, ms: as long as nobody notices. */
const TURN_MS = 8

/** The same as `sameValue`; between two items of a long array others may have their turn. */
export async function sameInTurns(a: unknown, b: unknown): Promise<boolean> {
  return same(a, b, { begun: performance.now() })
}

async function same(a: unknown, b: unknown, turn: { begun: number }): Promise<boolean> {
  if (Array.isArray(a) && Array.isArray(b)) return sameItems(a, b, turn)
  if (a instanceof Map && b instanceof Map) return sameFields([...a], [...b], turn)
  if (isPlain(a) && isPlain(b))
    return sameFields(Object.entries(a).toSorted(byName), Object.entries(b).toSorted(byName), turn)
  return sameValue(a, b)
}

async function sameItems(a: readonly unknown[], b: readonly unknown[], turn: { begun: number }): Promise<boolean> {
  if (a.length !== b.length) return false
  for (const [index, item] of a.entries()) {
    if (performance.now() - turn.begun > TURN_MS) {
      await new Promise((resolve) => setTimeout(resolve))
      turn.begun = performance.now()
    }
    if (!sameValue(item, b[index])) return false
  }
  return true
}

type Fields = readonly (readonly [unknown, unknown])[]

/** Each of them may be a long array. */
async function sameFields(a: Fields, b: Fields, turn: { begun: number }): Promise<boolean> {
  if (a.length !== b.length) return false
  for (const [index, [name, value]] of a.entries()) {
    const other = b[index]
    if (other === undefined || !sameValue(name, other[0]) || !(await same(value, other[1], turn))) return false
  }
  return true
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
