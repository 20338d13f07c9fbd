// A store that dies: its k-th call rejects, either before anything happened or after it was done and nobody was told.

import type { LogStore } from '../../../src/ports/log-store.ts'

export function failing(
  inner: LogStore,
  call: number,
  when: 'before' | 'after',
): { store: LogStore; hasFailed: () => boolean } {
  let calls = 0
  const died = (): Promise<never> => Promise.reject(new Error(`died ${when} call ${call}`))
  const store = new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return async (...input: unknown[]): Promise<unknown> => {
        calls += 1
        const isFatal = calls >= call
        if (isFatal && when === 'before') return died()
        const result: unknown = await Reflect.apply(member, target, input)
        return isFatal ? died() : result
      }
    },
  })
  return { store, hasFailed: () => calls >= call }
}
