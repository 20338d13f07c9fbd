// The content of an entry as lines of text, whatever it is: also operations that this version does not know.
import { decodeCbor, type CborValue } from '../../src/operations/cbor.ts'
import { toHex } from '../../src/bamboo/index.ts'
import { MAX_TIME } from '../../src/operations/shape.ts'

/** One value; what it holds follows it, one deeper. */
export interface ContentLine {
  /** 0 for what is not inside of anything else. */
  readonly depth: number
  /** The name of the field, or the place in a list from 1 on. */
  readonly name: string
  /** As it was written; absent for a value that holds others. */
  readonly text?: string
  /** UTC ms, of a field that says when. */
  readonly moment?: number
}

/** Fields of operations that are moments (DESIGN 4.3). */
const MOMENTS: ReadonlySet<string> = new Set(['at', 'from', 'to', 'until'])
/** In 1973, long before anybody signed one: numbers below are no moments. */
const EARLIEST = 100_000_000_000

/** Undefined when it is nothing that an operation could be made of. */
export function contentLines(payload: Uint8Array): ContentLine[] | undefined {
  const decoded = decodeCbor(payload)
  if (!decoded.ok) return undefined
  const { value } = decoded
  if (isScalar(value)) return [{ depth: 0, name: '', text: textOf(value) }]
  return [...inside(value, 0)]
}

type Scalar = boolean | number | bigint | string | Uint8Array

function isScalar(value: CborValue): value is Scalar {
  return typeof value !== 'object' || value instanceof Uint8Array
}

function* inside(value: Exclude<CborValue, Scalar>, depth: number): Generator<ContentLine> {
  const parts = value instanceof Map ? value.entries() : [...value.values()].map((each, index) => [index + 1, each])
  for (const [key, part] of parts as Iterable<[string | number, CborValue]>) {
    const name = String(key)
    if (!isScalar(part)) {
      yield { depth, name }
      yield* inside(part, depth + 1)
    } else {
      yield { depth, name, text: textOf(part), ...momentOf(name, part) }
    }
  }
}

function textOf(value: Scalar): string {
  return value instanceof Uint8Array ? toHex(value) : String(value)
}

/** What says when in this version may be a smaller number in another one. */
function momentOf(name: string, value: Scalar): { moment?: number } {
  const isMoment = typeof value === 'number' && MOMENTS.has(name) && value > EARLIEST && value <= MAX_TIME
  return isMoment ? { moment: value } : {}
}
