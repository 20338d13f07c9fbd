// Shapes of compound values (DESIGN 4.3): records, lists and unions, built from the single values of `shape.ts`. A reader
// ignores fields that it does not know (a newer version may have added them); a writer refuses them (they are mistakes).

import { err, ok, type Result } from '../bamboo/result.ts'
import type { CborValue } from './cbor.ts'
import { ITEMS, TEXT } from './limits.ts'
import { WRONG, oneOf, words, type Fault, type Shape } from './shape.ts'

interface OptionalField<T> {
  readonly optional: Shape<T>
}

type Field<T, K extends keyof T> = object extends Pick<T, K> ? OptionalField<NonNullable<T[K]>> : Shape<T[K]>

/** One shape for each field of T; the compiler asks that exactly its optional fields are marked `optional`. */
export type Fields<T> = { readonly [K in keyof T]-?: Field<T, K> }

type AnyField = Shape<unknown> | OptionalField<unknown>

/** A field that may be absent. */
export function optional<T>(shape: Shape<T>): OptionalField<T> {
  return { optional: shape }
}

/** The same fields, all optional: what an update can set. */
export function partial<T extends object>(fields: Fields<T>): Fields<Partial<T>> {
  const all = Object.entries<AnyField>(fields).map(([name, field]) => [name, optional(shapeOf(field))])
  return Object.fromEntries(all) as Fields<Partial<T>>
}

/**
 * A map in CBOR, an object in TypeScript. `conflict` names the field at fault when fields do not go together.
 */
export function record<T extends object>(fields: Fields<T>, conflict?: (value: T) => string | undefined): Shape<T> {
  const known = Object.entries<AnyField>(fields)
  const names = new Set(known.map(([name]) => name))
  const agreed = (value: T): Fault | undefined => {
    const field = conflict?.(value)
    return field === undefined ? undefined : { field }
  }
  return {
    read(value) {
      if (!(value instanceof Map)) return WRONG
      const found = readFields(known, value)
      if (!found.ok) return found
      const fault = agreed(found.value as T)
      return fault === undefined ? ok(found.value as T) : err(fault)
    },
    write(value) {
      if (!isObject(value)) return WRONG
      const written = writeFields(known, names, value)
      if (!written.ok) return written
      const fault = agreed(value as T)
      return fault === undefined ? written : err(fault)
    },
  }
}

/** At most `limit` items of one shape. */
export function list<T>(shape: Shape<T>, limit: number): Shape<T[]> {
  return {
    read: (value) => (Array.isArray(value) ? each(value as readonly CborValue[], limit, shape.read) : WRONG),
    write: (value) => (Array.isArray(value) ? each(value as readonly unknown[], limit, shape.write) : WRONG),
  }
}

/** Names of fields. A reader leaves out those that it does not know: a newer version may be able to take more away. */
export function fieldNames<T extends string>(...known: readonly T[]): Shape<T[]> {
  const any = list(words(TEXT.field), ITEMS.unset)
  const isKnown = (name: string): name is T => known.some((each) => each === name)
  return {
    read(value) {
      const found = any.read(value)
      return found.ok ? ok(found.value.filter(isKnown)) : found
    },
    write: list(oneOf(...known), ITEMS.unset).write,
  }
}

/** Exactly two values of one shape. */
export function pair<T>(shape: Shape<T>, holds: (first: T, second: T) => boolean): Shape<[T, T]> {
  const both = list(shape, 2)
  const isPair = (value: unknown): boolean => {
    if (!Array.isArray(value) || value.length !== 2) return false
    const [first, second] = value as [T, T]
    return holds(first, second)
  }
  return {
    read(value) {
      const found = both.read(value)
      return found.ok && !isPair(found.value) ? WRONG : (found as Result<[T, T], Fault>)
    },
    write(value) {
      const written = both.write(value)
      return written.ok && !isPair(value) ? WRONG : written
    },
  }
}

type VariantName<T, K extends keyof T> = Extract<T[K], string>
type Variants<T, K extends keyof T> = {
  readonly [N in VariantName<T, K>]: Shape<Omit<Extract<T, Record<K, N>>, K>>
}

/** One of several records, told apart by the text in field `key`. */
export function variants<T extends object, K extends keyof T & string>(key: K, shapes: Variants<T, K>): Shape<T> {
  const byName = new Map<unknown, Shape<object>>(Object.entries(shapes))
  return {
    read(value) {
      if (!(value instanceof Map)) return WRONG
      const name: unknown = value.get(key)
      const found = byName.get(name)?.read(value)
      if (found === undefined) return err({ field: key })
      return found.ok ? ok({ [key]: name, ...found.value } as T) : found
    },
    write(value) {
      if (!isObject(value)) return WRONG
      const { [key]: name, ...rest } = value
      const written = byName.get(name)?.write(rest)
      if (written === undefined) return err({ field: key })
      return written.ok ? ok(new Map([[key, name as string], ...(written.value as Map<string, CborValue>)])) : written
    },
  }
}

/** The first shape that takes the value. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return {
    read(value) {
      const found = first.read(value)
      return found.ok ? found : second.read(value)
    },
    write(value) {
      const written = first.write(value)
      return written.ok ? written : second.write(value)
    },
  }
}

function shapeOf(field: AnyField): Shape<unknown> {
  return 'optional' in field ? field.optional : field
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readFields(
  known: readonly [string, AnyField][],
  map: ReadonlyMap<unknown, CborValue>,
): Result<Record<string, unknown>, Fault> {
  const found: Record<string, unknown> = {}
  for (const [name, field] of known) {
    const value = map.get(name)
    if (value === undefined) {
      if ('optional' in field) continue
      return err({ field: name })
    }
    const read = shapeOf(field).read(value)
    if (!read.ok) return err(inside(name, read.error))
    found[name] = read.value
  }
  return ok(found)
}

function writeFields(
  known: readonly [string, AnyField][],
  names: ReadonlySet<string>,
  value: Record<string, unknown>,
): Result<CborValue, Fault> {
  const stranger = Object.keys(value).find((name) => !names.has(name) && value[name] !== undefined)
  if (stranger !== undefined) return err({ field: stranger.slice(0, 80) })
  const map = new Map<string, CborValue>()
  for (const [name, field] of known) {
    const own = Object.hasOwn(value, name) ? value[name] : undefined
    if (own === undefined) {
      if ('optional' in field) continue
      return err({ field: name })
    }
    const written = shapeOf(field).write(own)
    if (!written.ok) return err(inside(name, written.error))
    map.set(name, written.value)
  }
  return ok(map)
}

function each<From, To>(
  items: readonly From[],
  limit: number,
  convert: (item: From) => Result<To, Fault>,
): Result<To[], Fault> {
  if (items.length > limit) return err({ field: '', limit })
  const converted: To[] = []
  for (const [index, item] of items.entries()) {
    const result = convert(item)
    if (!result.ok) return err(inside(String(index), result.error))
    converted.push(result.value)
  }
  return ok(converted)
}

function inside(name: string, fault: Fault): Fault {
  return { ...fault, field: fault.field === '' ? name : `${name}.${fault.field}` }
}
