// Time that passes only when nothing is left to do at the moment: the simulator's. Events of one instant run in the order in
// which they were made.

import type { Clock } from '../ports/clock.ts'

/** What is to be done at a time; whoever runs it waits for it. */
export type Deed = () => Promise<void> | void

/** Noon of 1 January 2027, UTC milliseconds: when every simulation begins. Around midnight topics have two names at trackers. */
const START = 1_798_804_800_000

export class VirtualTime {
  /** What nodes see: whole milliseconds. */
  readonly clock: Clock = { now: () => START + Math.floor(this.#elapsed) }
  #elapsed = 0
  #made = 0
  /** A binary heap in three columns: the earliest event is the first. Times are milliseconds since the beginning. */
  readonly #at: number[] = []
  readonly #number: number[] = []
  readonly #deed: Deed[] = []

  /** Milliseconds since the beginning. */
  get elapsed(): number {
    return this.#elapsed
  }

  /** When the next event is due; infinity when there is none. */
  get nextAt(): number {
    return this.#at[0] ?? Number.POSITIVE_INFINITY
  }

  after(ms: number, deed: Deed): void {
    const at = this.#elapsed + Math.max(0, ms)
    const number = this.#made
    this.#made += 1
    let hole = this.#at.length
    this.#at.push(at)
    this.#number.push(number)
    this.#deed.push(deed)
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (!this.#isBefore(at, number, parent)) break
      this.#move(parent, hole)
      hole = parent
    }
    this.#put(hole, at, number, deed)
  }

  /** Moves on to the next event and says what is to be done; undefined when there is none. */
  next(): Deed | undefined {
    const [deed] = this.#deed
    this.#elapsed = this.#at[0] ?? this.#elapsed
    if (deed !== undefined) this.#removeFirst()
    return deed
  }

  /** Nothing happens until `at`. */
  skipTo(at: number): void {
    this.#elapsed = Math.max(this.#elapsed, Math.min(at, this.nextAt))
  }

  #removeFirst(): void {
    const at = this.#at.pop()
    const number = this.#number.pop()
    const deed = this.#deed.pop()
    const size = this.#at.length
    if (size === 0 || at === undefined || number === undefined || deed === undefined) return
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= size) break
      if (child + 1 < size && this.#isBefore(this.#at[child + 1] ?? 0, this.#number[child + 1] ?? 0, child)) child += 1
      if (this.#isBefore(at, number, child)) break
      this.#move(child, hole)
      hole = child
    }
    this.#put(hole, at, number, deed)
  }

  #isBefore(at: number, number: number, index: number): boolean {
    const other = this.#at[index] ?? 0
    return at < other || (at === other && number < (this.#number[index] ?? 0))
  }

  #move(from: number, to: number): void {
    const deed = this.#deed[from]
    if (deed !== undefined) this.#put(to, this.#at[from] ?? 0, this.#number[from] ?? 0, deed)
  }

  #put(index: number, at: number, number: number, deed: Deed): void {
    this.#at[index] = at
    this.#number[index] = number
    this.#deed[index] = deed
  }
}
