// Locks within one JavaScript context.

import type { Locks } from '../ports/locks.ts'

export class MemoryLocks implements Locks {
  readonly #queues = new Map<string, Promise<unknown>>()

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(name) ?? Promise.resolve()
    const result = before.then(work)
    // The queue goes on whether or not the work succeeded.
    this.#queues.set(
      name,
      result.catch(() => undefined),
    )
    return result
  }
}
