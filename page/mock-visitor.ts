// The visitor of the mock provider: what they allowed the site, and what they say when they are asked.

import type { Permission } from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'
import type { MockOptions, MockPrompt } from './mock-types.ts'

const MONTH_MS = 30 * 24 * 3_600_000

/** Yes to everything, or to the items with these indexes. */
export type MockYes = true | readonly number[]

/** Tells the page of an event by its name. */
export type Emit = (name: string, detail: unknown) => void

export class MockVisitor {
  readonly publicKey: string
  readonly name: string
  readonly #options: MockOptions
  readonly #emit: Emit
  readonly #settled = new Map<string, unknown>()
  #scopes: ReadonlySet<string> = new Set()
  #prompts = 0

  constructor(options: MockOptions, emit: Emit) {
    this.#options = options
    this.#emit = emit
    this.publicKey = options.publicKey ?? '11'.repeat(32)
    this.name = options.name ?? 'Patient Panda'
  }

  /** Asks, and tells the page what becomes of it; throws when they say no. `id` names the prompt. */
  async ask(prompt: MockPrompt, id: string = `mock-${(this.#prompts += 1)}`): Promise<MockYes> {
    this.#emit('request', { id, state: 'queued' })
    const answer = await (this.#options.decide?.(prompt) ?? true)
    const isNo = answer === false || (Array.isArray(answer) && answer.length === 0)
    this.#emit('request', { id, state: isNo ? 'rejected' : 'approved' })
    if (isNo) throw mockError('UserRejected')
    return answer
  }

  /** The same key gives the same answer, as long as it was a yes. */
  async once<Value>(key: string | undefined, run: () => Promise<Value>): Promise<Value> {
    if (key !== undefined && this.#settled.has(key)) return this.#settled.get(key) as Value
    const value = await run()
    if (key !== undefined) this.#settled.set(key, value)
    return value
  }

  allow(scopes: readonly string[]): void {
    this.#scopes = new Set([...this.#scopes, ...scopes])
    this.#emit('permissionchange', this.permissions())
  }

  revoke(): void {
    this.#scopes = new Set()
    this.#emit('permissionchange', [])
  }

  allows(scope: string): boolean {
    return this.#scopes.has(scope)
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
    return { origin, scopes: [...this.#scopes], until: Date.now() + MONTH_MS, ...who }
  }
}
