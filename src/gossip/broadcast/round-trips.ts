// How long a link takes to answer: measured in the handshake, and between asking for entries and their coming; a little smoothed.

import type { LinkId } from '../fetches.ts'

/** Assumed while nothing was measured. */
const USUAL_MS = 200
const LONGEST_MS = 2_000

interface RoundTrip {
  ms: number
  /** What is being waited for. */
  asked?: { id: string; at: number }
}

export class RoundTrips {
  readonly #links = new Map<LinkId, RoundTrip>()

  /** Milliseconds. */
  of(link: LinkId): number {
    return this.#links.get(link)?.ms ?? USUAL_MS
  }

  /** In the handshake, milliseconds. */
  measured(link: LinkId, ms: number): void {
    this.#links.set(link, { ms: Math.min(LONGEST_MS, ms) })
  }

  /** Something was asked for over the link; one question at a time is measured. */
  asked(link: LinkId, id: string, now: number): void {
    this.#links.set(link, { ms: this.of(link), asked: { id, at: now } })
  }

  /** It came. */
  answered(link: LinkId, id: string, now: number): void {
    const known = this.#links.get(link)
    if (known?.asked?.id !== id) return
    const ms = Math.min(LONGEST_MS, now - known.asked.at)
    this.#links.set(link, { ms: (3 * known.ms + ms) / 4 })
  }

  forget(link: LinkId): void {
    this.#links.delete(link)
  }
}
