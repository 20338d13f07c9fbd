// What somebody holds of a history: of each log a prefix of one of its branches, some payloads missing, and which forks are
// known to them.

import type { History, WrittenEntry, WrittenLog } from './history.ts'

export interface HeldLog {
  readonly written: WrittenLog
  /** Whether it is the other branch that is held. */
  readonly isTwin: boolean
  /** Entries held, from the first one. */
  readonly height: number
  /** Entries among them whose payload is not held. */
  readonly bare: ReadonlySet<number>
  /** The number at which the author is known to have contradicted themselves. */
  readonly forkedAt?: number
}

/** A part of a history; logs in the order of the history. */
export type Part = readonly HeldLog[]

/** The entries of the branch that is held, up to the height. */
export function heldEntries({ written, isTwin, height }: HeldLog): readonly WrittenEntry[] {
  return (isTwin ? (written.twin?.entries ?? []) : written.entries).slice(0, height)
}

/** Nothing yet; `isTwin` says of which logs the other branch will come, where there is one. */
export function nothingOf({ logs }: History, isTwin: (log: number) => boolean): Part {
  return logs.map((written, log) => {
    return { written, isTwin: written.twin !== undefined && isTwin(log), height: 0, bare: new Set<number>() }
  })
}

export function allOf({ logs }: History): Part {
  return logs.map((written) => ({
    written,
    isTwin: false,
    height: written.entries.length,
    bare: new Set<number>(),
    ...(written.twin === undefined ? {} : { forkedAt: written.twin.at }),
  }))
}
