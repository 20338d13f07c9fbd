// A `window.p2panda` for tests of other people's sites (docs/page-api.md): in memory, with the errors and events of the real one, and a
// visitor whose answers the test gives. Nothing is signed, and receipts are made up.

import type {
  CallOptions,
  EventItem,
  Item,
  Permission,
  PublishableOp,
  PublishOperation,
  Query,
  Receipt,
} from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'
import type { Mock, MockOptions, MockPrompt } from './mock-types.ts'

export { mockError }
export type { Mock, MockOptions, MockPrompt }

const OPS: ReadonlySet<string> = new Set<PublishableOp>([
  'event.create',
  'event.update',
  'event.cancel',
  'request.create',
  'request.withdraw',
  'resource.create',
  'resource.update',
  'programme.publish',
])
const MONTH_MS = 30 * 24 * 3_600_000

export function mockP2panda(options: MockOptions = {}): Mock {
  const mock = new MockProvider(options)
  const { put, items, revoke, deliver } = mock
  return { provider: mock, put, items, revoke, deliver }
}

class MockProvider extends EventTarget {
  readonly api = 1
  readonly version = 'mock'
  readonly #options: MockOptions
  readonly #items: Map<string, Item[]>
  readonly #subscriptions = new Set<() => void>()
  readonly #settled = new Map<string, unknown>()
  #scopes: ReadonlySet<string> = new Set()
  #entries = 0

  constructor(options: MockOptions) {
    super()
    this.#options = options
    this.#items = new Map(Object.entries(options.festivals ?? {}).map(([festival, items]) => [festival, [...items]]))
  }

  readonly connect = async (o: { scopes: readonly string[]; silent?: boolean }): Promise<Permission> => {
    if (!Array.isArray(o.scopes) || o.scopes.length === 0) throw mockError('InvalidParams', { path: '/scopes' })
    if (!o.scopes.every((scope) => this.#has(scope))) {
      if (o.silent === true) throw mockError('Unauthorized')
      const answer = await this.#ask({ kind: 'connect', params: o })
      const given = answer === true ? o.scopes : o.scopes.filter((_, index) => (answer as number[]).includes(index))
      this.#scopes = new Set([...this.#scopes, ...given])
      this.#emit('permissionchange', await this.permissions())
    }
    return this.#permission()
  }

  readonly permissions = async (): Promise<Permission[]> => (this.#scopes.size === 0 ? [] : [this.#permission()])

  readonly disconnect = async (): Promise<void> => this.revoke()

  readonly identity = async (): Promise<{ publicKey: string; name: string }> => {
    this.#need('identity')
    const { publicKey = '11'.repeat(32), name = 'Patient Panda' } = this.#options
    return { publicKey, name }
  }

  readonly query = async (query: Query): Promise<{ items: Item[]; cursor?: string }> => {
    const { festival, type, where = {}, limit = 100, cursor } = query
    this.#need(`read:${festival}`)
    const found = this.items(festival).filter((item) => {
      const fields = new Map<string, unknown>(Object.entries(item))
      return item.type === type && Object.entries(where).every(([name, value]) => fields.get(name) === value)
    })
    const start = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor) + 1
    if (cursor !== undefined && start === 0) throw mockError('InvalidParams', { path: '/cursor' })
    const items = found.slice(start, start + limit)
    const last = items.at(-1)
    return last !== undefined && start + items.length < found.length ? { items, cursor: last.id } : { items }
  }

  readonly subscribe = async (
    query: Query,
    onChange: (change: { items: Item[] }) => void,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> => {
    await this.query(query)
    let last = ''
    const tell = (): void => {
      void this.#value(query).then((items) => {
        const text = JSON.stringify(items)
        if (items === undefined) this.#subscriptions.delete(tell)
        else if (text !== last && this.#subscriptions.has(tell)) onChange({ items })
        last = text
        return undefined
      })
    }
    this.#subscriptions.add(tell)
    signal?.addEventListener('abort', () => this.#subscriptions.delete(tell))
    tell()
  }

  /** Undefined when it may not be read any more. */
  async #value(query: Query): Promise<Item[] | undefined> {
    return this.#has(`read:${query.festival}`) ? (await this.query(query)).items : undefined
  }

  readonly publish = async (op: PublishOperation, o: CallOptions = {}): Promise<Receipt> => {
    const [receipt] = await this.#write('publish', [op], o)
    if (!receipt) throw mockError('UserRejected')
    return receipt
  }

  readonly publishAll = (ops: PublishOperation[], o: CallOptions = {}): Promise<(Receipt | null)[]> =>
    this.#write('publish', ops, o)

  readonly requestResource = async (
    o: { event: string; resource: string; from?: number; to?: number; message?: string },
    options: CallOptions = {},
  ): Promise<Receipt> => {
    const festival = [...this.#items].find(([, items]) => items.some(({ id }) => id === o.resource))?.[0]
    if (festival === undefined) throw mockError('Unauthorized')
    const [receipt] = await this.#write('request', [{ festival, op: 'request.create', fields: o }], options)
    if (!receipt) throw mockError('UserRejected')
    return receipt
  }

  readonly authorize = async (
    o: { request: string; decision: 'grant' | 'deny'; reason?: string },
    { idempotencyKey }: CallOptions = {},
  ): Promise<Receipt> => {
    const festival = [...this.#items].find(([, items]) => items.some(({ id }) => id === o.request))?.[0]
    if (festival === undefined) throw mockError('Unauthorized')
    this.#need(`authorize:${festival}`)
    return this.#once(idempotencyKey, async () => {
      await this.#ask({ kind: 'authorize', params: o }, idempotencyKey)
      const request = this.items(festival).find(({ id }) => id === o.request)
      if (request?.type !== 'request' || request.state !== 'waiting') {
        throw mockError('Conflict', { reason: 'already-answered' })
      }
      this.put(festival, { ...request, state: o.decision === 'grant' ? 'granted' : 'declined' })
      return this.#receipt()
    })
  }

  readonly join = async (invite: string): Promise<{ festival: string }> => {
    if (!invite.includes('p2panda:1:')) throw mockError('InvalidParams', { path: '/invite' })
    await this.#ask({ kind: 'join', params: { invite } })
    const [festival = '0040'.padEnd(132, '1')] = this.#items.keys()
    return { festival }
  }

  readonly open = async (): Promise<void> => {
    if (this.#scopes.size === 0) throw mockError('Unauthorized')
  }

  readonly call = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
    const known = new Map<string, unknown>(Object.entries(this))
    const run = known.get(method)
    if (typeof run !== 'function' || ['call', 'put', 'items', 'revoke', 'deliver'].includes(method)) {
      throw mockError('UnsupportedMethod')
    }
    return (run as (given: unknown) => unknown)(params)
  }

  readonly put = (festival: string, item: Item): void => {
    const others = this.items(festival).filter(({ id }) => id !== item.id)
    this.#items.set(festival, [...others, item])
    for (const tell of this.#subscriptions) tell()
    this.#emit('statechange', { festival, cursor: String((this.#entries += 1)) })
  }

  readonly items = (festival: string): Item[] => this.#items.get(festival) ?? []

  readonly revoke = (): void => {
    this.#scopes = new Set()
    this.#emit('permissionchange', [])
    for (const tell of this.#subscriptions) tell()
  }

  readonly deliver = (id: string, peers: 1 | 3 | 10): void => this.#emit('delivery', { id, peers })

  #write(kind: 'publish' | 'request', ops: PublishOperation[], o: CallOptions): Promise<(Receipt | null)[]> {
    for (const [index, { festival, op, fields }] of ops.entries()) {
      if (!OPS.has(op)) return Promise.reject(mockError('UnsupportedMethod'))
      if (!this.#has(`publish:${festival}/${op}`)) return Promise.reject(mockError('Unauthorized'))
      const isObject = typeof fields === 'object' && fields !== null
      if (!isObject) return Promise.reject(mockError('InvalidParams', { path: `/${index}/fields` }))
    }
    if (o.signal?.aborted === true) return Promise.reject(mockError('Aborted'))
    return this.#once(o.idempotencyKey, async () => {
      const answer = await this.#ask({ kind, params: ops }, o.idempotencyKey)
      return ops.map((op, index) => (answer === true || (answer as number[]).includes(index) ? this.#made(op) : null))
    })
  }

  /** The same key gives the same answer, as long as it was a yes. */
  async #once<Value>(key: string | undefined, run: () => Promise<Value>): Promise<Value> {
    if (key !== undefined && this.#settled.has(key)) return this.#settled.get(key) as Value
    const value = await run()
    if (key !== undefined) this.#settled.set(key, value)
    return value
  }

  async #ask(prompt: MockPrompt, id: string = `mock-${(this.#entries += 1)}`): Promise<true | readonly number[]> {
    this.#emit('request', { id, state: 'queued' })
    const answer = await (this.#options.decide?.(prompt) ?? true)
    const isNo = answer === false || (Array.isArray(answer) && answer.length === 0)
    this.#emit('request', { id, state: isNo ? 'rejected' : 'approved' })
    if (isNo) throw mockError('UserRejected')
    return answer
  }

  #made({ festival, op, fields }: PublishOperation): Receipt {
    const receipt = this.#receipt()
    if (op === 'event.create') {
      const confirmation = { required: 0, granted: 0, lines: [] }
      const event = {
        tags: [],
        ...fields,
        type: 'event',
        id: receipt.id,
        author: receipt.author,
        cancelled: false,
        confirmation,
      }
      this.put(festival, event as unknown as EventItem)
    }
    return receipt
  }

  #receipt(): Receipt {
    const seqNum = (this.#entries += 1)
    const author = this.#options.publicKey ?? '11'.repeat(32)
    return { id: `0040${String(seqNum).padStart(128, '0')}`, author, logId: '1', seqNum, status: 'stored' }
  }

  #permission(): Permission {
    const { origin = 'https://mock.example', publicKey = '11'.repeat(32) } = this.#options
    const scopes = [...this.#scopes]
    return { origin, scopes, until: Date.now() + MONTH_MS, ...(this.#has('identity') ? { publicKey } : {}) }
  }

  #has(scope: string): boolean {
    return this.#scopes.has(scope)
  }

  #need(scope: string): void {
    if (!this.#has(scope)) throw mockError('Unauthorized')
  }

  #emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
