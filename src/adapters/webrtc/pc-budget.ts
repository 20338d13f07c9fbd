// Counts the RTCPeerConnections that this document constructed. Chromium refuses the 500th of a document, closed ones
// included until they are collected; a document that nears the limit must be replaced by a fresh one (DESIGN 3.1).

export class PcBudget {
  readonly limit: number
  #used = 0

  constructor(limit: number) {
    this.limit = limit
  }

  get used(): number {
    return this.#used
  }

  /** False when no further connection may be constructed here. */
  take(): boolean {
    if (this.#used >= this.limit) return false
    this.#used += 1
    return true
  }
}
