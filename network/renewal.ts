// When the offscreen document gives way to a fresh one (DESIGN 3.1): Chromium refuses the 500th connection of a document,
// and a fresh document begins at none. Links do not survive that, so it happens where others can be found again.

/** Connections from which on a quiet moment is waited for. */
const PREPARE_AT = 300
/** Connections after which this document makes no more. */
export const MAX_CONNECTIONS: number = 400
/** Nothing arrived for this long. */
const QUIET_MS = 10_000

export interface Wear {
  /** Connections that this document has constructed. */
  readonly used: number
  /** Milliseconds since entries of others were stored last. */
  readonly quietMs: number
  /** Somebody has a code of ours in hand and may still send the reply. */
  readonly isCodeOut: boolean
  readonly isMeetingPointOpen: boolean
  readonly links: number
}

/** Who is linked and has no meeting point keeps the links, and makes no more of them. */
export function isWornOut({ used, quietMs, isCodeOut, isMeetingPointOpen, links }: Wear): boolean {
  if (used < PREPARE_AT || (links > 0 && !isMeetingPointOpen)) return false
  return used >= MAX_CONNECTIONS || (quietMs >= QUIET_MS && !isCodeOut)
}
