// The network half in Firefox: in the event page itself, which would stop after 30 s. Only calls of the extension API to
// the parent process keep it awake, so one is made every 20 s while online (measured; DESIGN 3.1).

import type { ToNetwork } from '../messages/network.ts'
import type { NetworkHost } from './network.ts'

/** A running network half. */
export interface RunningHalf {
  receive(message: ToNetwork): void
  stop(): void | Promise<void>
}

const HEARTBEAT_MS = 20_000

export class InPageHost implements NetworkHost {
  // The half dies with the page, whatever ended it: half a minute without connections is the most.
  readonly wakeMinutes: number = 0.5
  readonly #begin: () => RunningHalf | Promise<RunningHalf>
  readonly #heartbeat: () => Promise<unknown>
  #half: RunningHalf | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(begin: () => RunningHalf | Promise<RunningHalf>, heartbeat: () => Promise<unknown>) {
    this.#begin = begin
    this.#heartbeat = heartbeat
  }

  async start(): Promise<void> {
    this.#timer ??= setInterval(() => void this.#heartbeat().catch(() => undefined), HEARTBEAT_MS)
    this.#half ??= await this.#begin()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    const half = this.#half
    this.#half = undefined
    await half?.stop()
  }

  send(message: ToNetwork): void {
    this.#half?.receive(message)
  }
}
