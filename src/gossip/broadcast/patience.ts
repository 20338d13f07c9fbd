// How long to wait for what was announced before asking for it: as long as a link takes to answer, and at least as long as the
// branches of this node were late so far. Where news use to come long after they were announced, asking early costs a copy.

const LEAST_MS = 300
const MOST_MS = 1_500
/** The first guess of how much lateness varies, as a share of it. */
const VARIATION = 0.5

export class Patience {
  /** Time between the first announcement and the entry, smoothed, and how far it was from that. */
  #late: { ms: number; variation: number } | undefined

  /** Something came by a branch so long after the first link had announced it. */
  came(lateMs: number): void {
    const known = this.#late
    if (known === undefined) this.#late = { ms: lateMs, variation: lateMs * VARIATION }
    else {
      known.variation += (Math.abs(lateMs - known.ms) - known.variation) / 4
      known.ms += (lateMs - known.ms) / 8
    }
  }

  /** Milliseconds before asking a link that takes `roundTripMs` to answer. */
  of(roundTripMs: number): number {
    const { ms, variation } = this.#late ?? { ms: 0, variation: 0 }
    return Math.min(Math.max(Math.ceil(3 * roundTripMs), Math.ceil(ms + 4 * variation), LEAST_MS), MOST_MS)
  }
}
