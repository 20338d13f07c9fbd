// What the platform does beside the simulator, on threads of its own: signatures and real sealing. Virtual time waits for it,
// and nothing overtakes anything, so that runs repeat.

import type { Sealer } from '../../gossip/sealer.ts'
import { turn } from '../turn.ts'

export class UnderWay {
  #count = 0
  #line: Promise<unknown> = Promise.resolve()

  /** Waits until nothing that was begun is open any more. */
  async settle(): Promise<void> {
    do await turn()
    while (this.#count > 0)
  }

  /** Begins when everything that came here before is done. */
  run<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#count += 1
    const done = this.#line.then(work).finally(() => (this.#count -= 1))
    this.#line = done.catch(() => undefined)
    return done
  }

  /** A sealer that virtual time waits for. */
  watched(sealer: Sealer): Sealer {
    return {
      seal: (key, context, plain) => this.run(() => sealer.seal(key, context, plain)),
      open: (key, context, sealed) => this.run(() => sealer.open(key, context, sealed)),
    }
  }
}
