// How much somebody would miss if this device broke now, and so how clearly they are reminded (DESIGN 7). A modal never.

/** What speaks for and against a reminder. */
export interface BackupState {
  /** Entries of one's own that say more than "I joined". */
  own: number
  /** The twelve words were written down, and checked. */
  hasWords: boolean
  /** The last backup file: when it was made, what `own` was then, and when it was opened to try it; UTC ms. */
  file?: { at: number; own: number; tried?: number }
}

/** `quiet` is a line in small letters, `clear` one that is seen. `newer`: own entries that no file has. */
export interface BackupNeed {
  level: 'none' | 'quiet' | 'clear'
  newer: number
}

/** Own entries from which on a reminder is clear while the key itself is nowhere else. */
const KEY_AT_RISK = 10
/** With the key kept, others still hold what was published: only much that no file has is worth a word. */
const QUIET_FROM = 20
const CLEAR_FROM = 100

export function backupNeed({ own, hasWords, file }: BackupState): BackupNeed {
  const newer = Math.max(0, own - (file?.own ?? 0))
  const isKeyKept = hasWords || file !== undefined
  if (!isKeyKept) return { level: own === 0 ? 'none' : own < KEY_AT_RISK ? 'quiet' : 'clear', newer }
  return { level: newer < QUIET_FROM ? 'none' : newer < CLEAR_FROM ? 'quiet' : 'clear', newer }
}
