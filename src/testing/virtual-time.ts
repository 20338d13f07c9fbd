// Time that passes only when nothing is left to do at the moment: the simulator's. Events of one instant run in an order that
// depends on who made them, not on which promise happened to settle first.

import { ManualClock } from './manual-clock.ts'

interface Event {
  at: number
  /** Who made it, and its number among the maker's events. */
  maker: number
  number: number
  run: () => Promise<void> | void
}

export class VirtualTime {
  readonly clock: ManualClock = new ManualClock()
  readonly #start: number = this.clock.now()
  readonly #made = new Map<number, number>()
  /** A binary heap: the earliest event is the first. */
  readonly #heap: Event[] = []

  /** Milliseconds since the beginning. */
  get elapsed(): number {
    return this.clock.now() - this.#start
  }

  after(ms: number, maker: number, run: () => Promise<void> | void): void {
    const number = (this.#made.get(maker) ?? 0) + 1
    this.#made.set(maker, number)
    this.#heap.push({ at: this.clock.now() + ms, maker, number, run })
    this.#rise(this.#heap.length - 1)
  }

  /** Runs the next event. False when there is none. */
  async step(): Promise<boolean> {
    const event = this.#heap[0]
    const last = this.#heap.pop()
    if (event === undefined || last === undefined) return false
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink(0)
    }
    this.clock.advance(Math.max(0, event.at - this.clock.now()))
    await event.run()
    return true
  }

  #rise(index: number): void {
    const parent = (index - 1) >> 1
    if (index === 0 || !this.#isEarlier(index, parent)) return
    this.#swap(index, parent)
    this.#rise(parent)
  }

  #sink(index: number): void {
    const [left, right] = [2 * index + 1, 2 * index + 2]
    let earliest = index
    if (left < this.#heap.length && this.#isEarlier(left, earliest)) earliest = left
    if (right < this.#heap.length && this.#isEarlier(right, earliest)) earliest = right
    if (earliest === index) return
    this.#swap(index, earliest)
    this.#sink(earliest)
  }

  #isEarlier(a: number, b: number): boolean {
    const [one, two] = [this.#heap[a], this.#heap[b]]
    if (one === undefined || two === undefined) return false
    return one.at - two.at < 0 || (one.at === two.at && (one.maker - two.maker || one.number - two.number) < 0)
  }

  #swap(a: number, b: number): void {
    const [one, two] = [this.#heap[a], this.#heap[b]]
    if (one === undefined || two === undefined) return
    this.#heap[a] = two
    this.#heap[b] = one
  }
}
