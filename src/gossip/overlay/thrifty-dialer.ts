// A dialer that keeps to the budget: refuses, without constructing anything, what is beyond it.

import type { Clock } from '../../ports/clock.ts'
import type { Dialer, PendingLink } from '../../ports/link.ts'
import { DialBudget } from './dial-budget.ts'

export class ThriftyDialer implements Dialer {
  readonly #dialer: Dialer
  readonly #clock: Clock
  readonly #budget: DialBudget

  constructor(dialer: Dialer, clock: Clock) {
    this.#dialer = dialer
    this.#clock = clock
    this.#budget = new DialBudget(clock.now())
  }

  /** Whether an attempt that begins now would be made. */
  get isReady(): boolean {
    return this.#budget.allows(this.#clock.now())
  }

  offer(): PendingLink {
    return this.#begin(() => this.#dialer.offer())
  }

  answer(offer: Uint8Array): PendingLink {
    return this.#begin(() => this.#dialer.answer(offer))
  }

  #begin(dial: () => PendingLink): PendingLink {
    if (!this.#budget.take(this.#clock.now())) return REFUSED
    const pending = dial()
    void pending.opened.then((opened) => {
      this.#budget.settled()
      return opened.ok
    })
    return pending
  }
}

const REFUSED: PendingLink = {
  description: Promise.resolve(undefined),
  accept: () => false,
  opened: Promise.resolve({ ok: false, error: { code: 'quota' } }),
  cancel: () => undefined,
}
