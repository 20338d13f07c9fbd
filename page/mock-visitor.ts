// The visitor of the mock provider: what they allowed the site, and what they say when they are asked.

import type { CallOptions, Permission } from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'
import { AskedPrompt } from './mock-prompt.ts'
import type { MockOptions, MockPrompt } from './mock-types.ts'

const MINUTE_MS = 60_000
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS
const MAX_WAITING = 5

/** Yes to everything, or to the items with these indexes. */
export type MockYes = true | readonly number[]

/** Tells the page of an event by its name. */
export type Emit = (name: string, detail: unknown) => void

export class MockVisitor {
  readonly publicKey: string
  readonly name: string
  readonly #options: MockOptions
  readonly #emit: Emit
  readonly #asked: AskedPrompt[] = []
  #scopes: ReadonlySet<string> = new Set()

  constructor(options: MockOptions, emit: Emit) {
    this.#options = options
    this.#emit = emit
    this.publicKey = options.publicKey ?? '11'.repeat(32)
    this.name = options.name ?? 'Patient Panda'
  }

  /** What became of a call that was made before with this key. What expired or was cancelled may be asked again. */
  earlier(kind: MockPrompt['kind'], key: string | undefined): Promise<unknown> | undefined {
    const isOver = ({ state }: AskedPrompt): boolean => state === 'expired' || state === 'cancelled'
    return this.#asked.find((each) => each.kind === kind && each.id === key && !isOver(each))?.outcome
  }

  /** Asks, or joins the question that waits with the same wish; `done` is called once with a yes. */
  async ask(prompt: MockPrompt, options: CallOptions, done: (yes: MockYes) => unknown): Promise<unknown> {
    const wish = JSON.stringify(prompt)
    const waiting = this.#asked.filter(({ state }) => state === 'queued')
    const same = waiting.find((each) => each.wish === wish)
    if (same !== undefined) return same.outcome
    if (waiting.length >= MAX_WAITING) throw mockError('LimitExceeded', { retryAfterMs: MINUTE_MS })
    const { idempotencyKey, signal, deadlineMs = 5 * MINUTE_MS } = options
    const id = idempotencyKey ?? `mock-${this.#asked.length + 1}`
    const asked = new AskedPrompt(id, prompt, (state) => this.#emit('request', { id, state }))
    this.#asked.push(asked)
    const timer = setTimeout(() => asked.refuse('expired'), deadlineMs)
    signal?.addEventListener('abort', () => asked.refuse('cancelled'))
    try {
      void this.#decide(prompt, asked, done)
      return await asked.outcome
    } finally {
      clearTimeout(timer)
    }
  }

  async #decide(prompt: MockPrompt, asked: AskedPrompt, done: (yes: MockYes) => unknown): Promise<void> {
    const answer = await (this.#options.decide?.(prompt) ?? true)
    if (answer === false || (Array.isArray(answer) && answer.length === 0)) asked.refuse('rejected')
    else asked.approve(() => done(answer as MockYes))
  }

  allow(scopes: readonly string[]): void {
    this.#scopes = new Set([...this.#scopes, ...scopes])
    this.#emit('permissionchange', this.permissions())
  }

  /** Ends what the site may do, and what it asks. */
  revoke(): void {
    this.#scopes = new Set()
    for (const asked of this.#asked) asked.refuse('cancelled')
    this.#emit('permissionchange', [])
  }

  /** `authorize` of a festival covers each of its things. */
  allows(scope: string): boolean {
    return this.#scopes.has(scope) || (scope.startsWith('authorize:') && this.#scopes.has(scope.split('/')[0] ?? ''))
  }

  need(scope: string): void {
    if (!this.allows(scope)) throw mockError('Unauthorized')
  }

  permissions(): Permission[] {
    return this.#scopes.size === 0 ? [] : [this.permission()]
  }

  permission(): Permission {
    const { origin = 'https://mock.example' } = this.#options
    const who = this.allows('identity') ? { publicKey: this.publicKey } : {}
    return { origin, scopes: [...this.#scopes] as Permission['scopes'], until: Date.now() + MONTH_MS, ...who }
  }
}
