// How long an answer can be taken back before it is signed (decision 0039).

/** Seconds that a person can choose; 0 signs at once. */
export const UNDO_SECONDS = [0, 5, 10] as const
export type UndoSeconds = (typeof UNDO_SECONDS)[number]

export const DEFAULT_UNDO_SECONDS: UndoSeconds = 10
