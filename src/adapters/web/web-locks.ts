// Locks that all contexts of the extension share. The browser frees a lock when the context that holds it dies.

import type { Locks } from '../../ports/locks.ts'

export const webLocks: Locks = {
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    return navigator.locks.request(`p2panda/${name}`, work)
  },
}
