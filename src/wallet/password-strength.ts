// How hard a password is to guess, in one word. No rules: length and variety count, repetition and rows of keys do not.

/** Characters of the shortest password that is taken. */
export const MIN_PASSWORD = 8

export type PasswordStrength = 'short' | 'weak' | 'fair' | 'strong'

/** Rows that hands and lists know; a piece of one is worth as much as a single character. */
const ROWS: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'password',
  'passwort',
  'p2panda',
]
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/u, 26],
  [/[A-Z]/u, 26],
  [/[0-9]/u, 10],
  [/[^a-zA-Z0-9]/u, 33],
]
const WEAK_BITS = 45
const FAIR_BITS = 65

/** An estimate for people, not a promise: scrypt makes each guess slow besides. */
export function strengthOf(password: string): PasswordStrength {
  const characters = Array.from(password)
  if (characters.length < MIN_PASSWORD) return 'short'
  const pool = CLASSES.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0)
  const bits = surprises(characters) * Math.log2(pool)
  if (bits < WEAK_BITS) return 'weak'
  return bits < FAIR_BITS ? 'fair' : 'strong'
}

/** Characters that do not follow from the two before them, and no more than twice as many as there are different ones. */
function surprises(characters: readonly string[]): number {
  const lower = characters.map((character) => character.toLowerCase())
  const count = lower.filter((_, index) => !isExpected(lower.slice(Math.max(0, index - 2), index + 1))).length
  return Math.min(count, 2 * new Set(lower).size)
}

function isExpected(last: readonly string[]): boolean {
  if (last.length < 3) return false
  const text = last.join('')
  const turned = last.toReversed().join('')
  return ROWS.some((row) => row.includes(text) || row.includes(turned)) || new Set(last).size === 1
}
