// Files that are taken in (docs/decisions/0006-files-through-the-database.md): the rows of `imports` and `importFiles`.

import type { FestivalId } from '../../operations/ids.ts'

/** Where a bundle file stands that is checked or added (DESIGN 3.1: import is work of the network context). */
export type ImportState =
  | 'staged' // the panel put the file here; nothing was asked yet
  | 'running'
  | 'paused'
  | 'done'
  | 'failed'

/**
 * A bundle that a panel put here, because bytes do not fit through messages. `offset` moves with what was stored, so an
 * import goes on where it stopped, whatever died.
 */
export interface ImportRow {
  id: number
  name: string
  size: number
  /** `check` stores nothing. */
  kind: 'check' | 'add'
  state: ImportState
  /** Bytes of the file that are done. */
  offset: number
  /** `storing` shows entries provisionally; `checking` verifies the signatures that `storing` left. */
  phase: 'storing' | 'checking'
  /** Entries read, entries that were new here, and signatures checked so far. */
  entries: number
  added: number
  checked: number
  festivals: FestivalId[]
  at: number
  /** How many authors a check found, and the newest entry's time (UTC ms, by its author's clock). */
  people?: number
  newest?: number
  /** Why it failed, or what was left out of a file that is otherwise fine: codes with their numbers. */
  problems: { code: string; count: number }[]
}

/** The bytes of an import, apart from its row: browsers copy a file each time that the row it is in is written. */
export interface ImportFileRow {
  import: number
  file: Blob
}
