// What happens after anything changed (DESIGN 3.3): one round at a time over all festivals reported since the last one.
// A round that reports changes itself (a policy granted something) is followed by another.

import type { FestivalId } from '../src/operations/ids.ts'

export class Reactor {
  readonly #round: (festivals: readonly FestivalId[]) => Promise<void>
  /** What the next round looks at; undefined when none is due. Empty when only the badge and the like may differ. */
  #due: Set<FestivalId> | undefined
  #running: Promise<void> | undefined

  constructor(round: (festivals: readonly FestivalId[]) => Promise<void>) {
    this.#round = round
  }

  changed(festivals: readonly FestivalId[]): void {
    this.#due ??= new Set()
    for (const festival of festivals) this.#due.add(festival)
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
  }

  /** Resolves when no round is running or due. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async #run(): Promise<void> {
    while (this.#due !== undefined) {
      const festivals = [...this.#due]
      this.#due = undefined
      try {
        await this.#round(festivals)
      } catch {
        // What failed here is looked at again with the next change and at the next start: nothing waits in memory only.
      }
    }
  }
}
