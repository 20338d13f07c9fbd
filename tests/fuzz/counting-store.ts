// A store that counts how often it is asked: input that makes the door loop runs out of steps, not out of time.

import type { LogStore } from '../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { Finding } from './trial.ts'

export class Budget {
  #left = 0

  /** From here on `steps` questions may be asked. */
  allow(steps: number): void {
    this.#left = steps
  }

  spend(): void {
    if (this.#left === 0) throw new Finding('the store was asked too often')
    this.#left -= 1
  }
}

export function countingStore(budget: Budget): LogStore {
  const store = new MemoryLogStore()
  return new Proxy<LogStore>(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        budget.spend()
        return member.apply(target, args) as unknown
      }
    },
  })
}
