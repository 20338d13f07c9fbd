// A window for tests: events and messages between the page's world and the isolated world, as a browser delivers them.

import { vi } from 'vitest'

type Listener = (event: { type: string; data?: unknown; source?: unknown; persisted?: boolean }) => void

export class FakeWindow {
  readonly Promise: PromiseConstructor = Promise
  readonly Error: ErrorConstructor = Error
  readonly CustomEvent: typeof CustomEvent = CustomEvent
  /** Everything that was posted, by whomever. */
  readonly posted: Record<string, unknown>[] = []
  readonly #listeners: [string, Listener][] = []

  readonly setTimeout = (run: () => void, ms: number): unknown => setTimeout(run, ms)
  readonly clearTimeout = (timer: never): void => clearTimeout(timer)
  readonly addEventListener = (type: string, listener: Listener): void => void this.#listeners.push([type, listener])
  readonly dispatchEvent = (event: Event): boolean => {
    this.emit(event)
    return true
  }
  /** Clones at once and delivers later, as browsers do. */
  readonly postMessage = (message: Record<string, unknown>): void => {
    const data = structuredClone(message)
    this.posted.push(data)
    setImmediate(() => this.emit({ type: 'message', data, source: this }))
  }

  emit(event: Parameters<Listener>[0]): void {
    for (const [type, listener] of this.#listeners) if (type === event.type) listener(event)
  }

  /** Messages of one kind that were posted so far. */
  ofKind(kind: string): Record<string, unknown>[] {
    return this.posted.filter((message) => message['kind'] === kind)
  }
}

/** A fresh window that the scripts under test find as theirs. */
export function stubWindow(): FakeWindow {
  const fake = new FakeWindow()
  vi.resetModules()
  vi.stubGlobal('window', fake)
  for (const name of ['postMessage', 'addEventListener', 'dispatchEvent'] as const) vi.stubGlobal(name, fake[name])
  return fake
}

/** Lets everything that was posted arrive. */
export async function delivered(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
