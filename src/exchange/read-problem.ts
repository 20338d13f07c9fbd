// What can be wrong with a file that somebody wants to take in: with all of it, or with one thing in it.

/** The largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 8_388_608
/** The most events, or things, that are taken from one file. */
export const MAX_ITEMS = 2000

/** Nothing of the file can be used. */
export interface ReadError {
  code: 'too-large' | 'not-one' | 'damaged'
  /** Where it stops making sense, from 1. */
  line?: number
}

/**
 * `shortened` and `unknown-zone` are taken nevertheless; the others are left out. too-many: all that follow are left out ·
 * cancelled: its source says that it does not take place · endless: it repeats in a way that is not understood.
 */
export type ReadProblemCode =
  | 'no-title'
  | 'no-time'
  | 'no-length'
  | 'damaged'
  | 'cancelled'
  | 'endless'
  | 'too-many'
  | 'wrong-kind'
  | 'wrong-quantity'
  | 'shortened'
  | 'unknown-zone'

export interface ReadProblem {
  code: ReadProblemCode
  /** From 1. */
  line?: number
  title?: string
}
