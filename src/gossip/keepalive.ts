// Is the peer still there? A pure timer (DESIGN 6): silence is answered with a PING, longer silence with giving up. After a
// sleep of the machine every link must prove itself quickly.

/** Silence after which a PING is sent. */
const PING_AFTER_MS = 20_000
/** Time for an answer to a PING; after that the link is dead. */
const ANSWER_MS = 10_000
/** When another link has died, whoever was silent for so long is asked at once. */
const SUSPICIOUS_AFTER_MS = 3_000
/** Time for an answer right after a wake-up, or with another network. */
const WAKE_ANSWER_MS = 5_000
/** Whoever heard nothing for so long has given the link up, twice over. */
const GIVEN_UP_MS = 60_000
/** Time for an answer that is hardly expected: as long as it may still come, the link takes the place of another one. */
const UNLIKELY_ANSWER_MS = 2_000
/** A clock that jumps this far between two looks has slept. */
export const SLEEP_JUMP_MS: number = 30_000

export interface Keepalive {
  heardAt: number
  /** When the last PING since then was sent. */
  pingedAt?: number
  /** Give up at this time unless something is heard. */
  proveUntil?: number
}

export function heard(now: number): Keepalive {
  return { heardAt: now }
}

/** The machine slept, or has another network: ask at once. */
export function woke(state: Keepalive, now: number): Keepalive {
  const answerMs = now - state.heardAt >= GIVEN_UP_MS ? UNLIKELY_ANSWER_MS : WAKE_ANSWER_MS
  return { ...state, pingedAt: now, proveUntil: now + answerMs }
}

/** What silence asks for now. `suspicious`: another link has just died, so perhaps many have. */
export function lookAt(state: Keepalive, now: number, suspicious = false): 'fine' | 'ping' | 'dead' {
  if (state.proveUntil !== undefined) return now >= state.proveUntil ? 'dead' : 'fine'
  if (state.pingedAt !== undefined) return now - state.pingedAt >= ANSWER_MS ? 'dead' : 'fine'
  return now - state.heardAt >= (suspicious ? SUSPICIOUS_AFTER_MS : PING_AFTER_MS) ? 'ping' : 'fine'
}
