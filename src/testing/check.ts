// Checks for suites that adapters run under any test runner: a failed check throws and says what was seen.

import { toHex } from '../bamboo/index.ts'

/** One thing that every adapter of a port must do. `run` rejects when `subject`, fresh for each check, does not. */
export interface SuiteCheck<Subject> {
  name: string
  run: (subject: Subject) => Promise<void>
}

/** Throws unless both values look the same (bytes by content, bigints by value, keys of objects in any order). */
export function expectSame(actual: unknown, expected: unknown): void {
  const seen = show(actual)
  const wanted = show(expected)
  if (seen !== wanted) throw new Error(`expected ${wanted}, got ${seen}`)
}

function show(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return `bytes(${toHex(value)})`
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${key}: ${show(field)}`).join(', ')}}`
}
