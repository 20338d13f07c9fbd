// A message as the parts that it was written in, copied out piece by piece: joined first, a long one would be copied twice.

export class Gathering {
  readonly #parts: readonly Uint8Array[]
  /** The part that comes next, and how much of it was taken. */
  #part = 0
  #taken = 0
  #left: number

  /** Leave the parts alone until all was taken. */
  constructor(parts: readonly Uint8Array[]) {
    this.#parts = parts
    this.#left = parts.reduce((sum, part) => sum + part.length, 0)
  }

  /** Bytes that were not taken yet. */
  get left(): number {
    return this.#left
  }

  /** Writes what comes next to `room`, from `offset` to its end or until nothing is left. */
  take(room: Uint8Array, offset: number): void {
    let filled = offset
    for (let part = this.#parts[this.#part]; part !== undefined; part = this.#parts[this.#part]) {
      const end = Math.min(part.length, this.#taken + room.length - filled)
      room.set(part.subarray(this.#taken, end), filled)
      filled += end - this.#taken
      this.#left -= end - this.#taken
      this.#taken = end
      if (end < part.length) return
      this.#part += 1
      this.#taken = 0
    }
  }
}
