// First in, first out, without moving what waits: some queues hold a name for every log of a festival.

export class Queue<T> {
  #items: T[] = []
  #next = 0

  get length(): number {
    return this.#items.length - this.#next
  }

  push(item: T): void {
    this.#items.push(item)
  }

  /** Removes the first one and gives it. */
  take(): T | undefined {
    const item = this.#items[this.#next]
    this.#next += 1
    if (this.#next >= this.#items.length) {
      this.#items = []
      this.#next = 0
    }
    return item
  }
}
