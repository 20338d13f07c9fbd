// Which fields of a form somebody changed: only these are written. What nobody touched may hold more than a form shows.
import { sameValue } from '../src/adapters/dexie/same-value.ts'

/** The entries of `now` that differ from those of `start`. */
export function changedFields<Values extends object>(now: Values, start: Values): Partial<Values> {
  const before = new Map<string, unknown>(Object.entries(start))
  const changed = Object.entries(now).filter(([name, value]) => !sameValue(value, before.get(name)))
  return Object.fromEntries(changed) as Partial<Values>
}
