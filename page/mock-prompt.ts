// A question of the mock provider: it is settled once, by the visitor, by its deadline or by whoever takes it back.

import type { PromptState } from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'
import type { MockPrompt } from './mock-types.ts'

interface Settle {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export class AskedPrompt {
  readonly id: string
  readonly kind: MockPrompt['kind']
  /** The same for two prompts that ask the same. */
  readonly wish: string
  readonly outcome: Promise<unknown>
  readonly #told: (state: PromptState) => void
  #settle: Settle | undefined
  state: Exclude<PromptState, 'shown'> = 'queued'

  /** `told` hears of every state from `queued` on. */
  constructor(id: string, prompt: MockPrompt, told: (state: PromptState) => void) {
    this.id = id
    this.kind = prompt.kind
    this.wish = JSON.stringify(prompt)
    this.#told = told
    this.outcome = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    told(this.state)
  }

  approve(done: () => unknown): void {
    this.#end('approved', ({ resolve }) => resolve(doneLater(done)))
  }

  refuse(state: 'rejected' | 'expired' | 'cancelled'): void {
    const names = { rejected: 'UserRejected', expired: 'Expired', cancelled: 'Aborted' } as const
    this.#end(state, ({ reject }) => reject(mockError(names[state])))
  }

  #end(state: AskedPrompt['state'], tell: (settle: Settle) => void): void {
    if (this.state !== 'queued' || this.#settle === undefined) return
    this.state = state
    this.#told(state)
    tell(this.#settle)
  }
}

/** What it throws is how the prompt ends. */
async function doneLater(done: () => unknown): Promise<unknown> {
  return done()
}
