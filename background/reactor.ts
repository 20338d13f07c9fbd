// What happens after anything changed (DESIGN 3.3): one round at a time over all festivals reported since the last one.
// A round that reports changes itself (a policy granted something) is followed by another.

import type { FestivalId } from '../src/operations/ids.ts'

export class Reactor {
  readonly #round: (festivals: readonly FestivalId[]) => Promise<void>
  readonly #waiting = new Set<FestivalId>()
  #running: Promise<void> | undefined

  constructor(round: (festivals: readonly FestivalId[]) => Promise<void>) {
    this.#round = round
  }

  changed(festivals: readonly FestivalId[]): void {
    for (const festival of festivals) this.#waiting.add(festival)
    this.#running ??= this.#run()
  }

  /** Resolves when no round is running or due. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const festivals = [...this.#waiting]
      this.#waiting.clear()
      try {
        await this.#round(festivals)
      } catch {
        // What failed here is looked at again with the next change and at the next start: nothing waits in memory only.
      }
    }
    this.#running = undefined
  }
}
