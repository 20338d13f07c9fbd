// A `window.p2panda` for tests of other people's sites (docs/page-api.md): in memory, with the errors and events of the real one, and a
// visitor whose answers the test gives. Nothing is signed, and receipts are made up.

import type { CallOptions, Item, Permission, PublishableOp, PublishOperation, Query, Receipt } from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'
import { MockFestivals } from './mock-festivals.ts'
import type { Mock, MockOptions, MockPrompt } from './mock-types.ts'
import { MockVisitor, type MockYes } from './mock-visitor.ts'

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

export function mockP2panda(options: MockOptions = {}): Mock {
  const emit = (name: string, detail: unknown): void => {
    provider.dispatchEvent(new CustomEvent(name, { detail }))
  }
  const visitor = new MockVisitor(options, emit)
  let changes = 0
  const festivals = new MockFestivals(options.festivals ?? {}, (festival) =>
    emit('statechange', { festival, cursor: String((changes += 1)) }),
  )
  const provider: MockProvider = new MockProvider(visitor, festivals)
  return {
    provider,
    put: (festival, item) => festivals.put(festival, item),
    items: (festival) => festivals.items(festival),
    revoke: () => void provider.disconnect(),
    deliver: (id, peers) => emit('delivery', { id, peers }),
  }
}

class MockProvider extends EventTarget {
  readonly api = 1
  readonly version = 'mock'
  readonly #visitor: MockVisitor
  readonly #festivals: MockFestivals
  #entries = 0

  constructor(visitor: MockVisitor, festivals: MockFestivals) {
    super()
    this.#visitor = visitor
    this.#festivals = festivals
  }

  readonly connect = async (o: { scopes: readonly string[]; silent?: boolean }): Promise<Permission> => {
    const visitor = this.#visitor
    if (!Array.isArray(o.scopes) || o.scopes.length === 0) throw mockError('InvalidParams', { path: '/scopes' })
    if (!o.scopes.every((scope) => visitor.allows(scope))) {
      if (o.silent === true) throw mockError('Unauthorized')
      const yes = await visitor.ask({ kind: 'connect', params: o })
      visitor.allow(o.scopes.filter((_, index) => isIn(yes, index)))
    }
    return visitor.permission()
  }

  readonly permissions = async (): Promise<Permission[]> => this.#visitor.permissions()

  readonly disconnect = async (): Promise<void> => {
    this.#visitor.revoke()
    this.#festivals.tell()
  }

  readonly identity = async (): Promise<{ publicKey: string; name: string }> => {
    this.#visitor.need('identity')
    const { publicKey, name } = this.#visitor
    return { publicKey, name }
  }

  readonly query = async (query: Query): Promise<{ items: Item[]; cursor?: string }> => {
    this.#visitor.need(`read:${query.festival}`)
    return this.#festivals.find(query)
  }

  readonly subscribe = async (
    query: Query,
    onChange: (change: { items: Item[] }) => void,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> => {
    const { listeners } = this.#festivals
    await this.query(query)
    let last = ''
    const tell = async (): Promise<void> => {
      const isAllowed = this.#visitor.allows(`read:${query.festival}`)
      const items = isAllowed ? (await this.query(query)).items : undefined
      const text = JSON.stringify(items)
      if (items === undefined) listeners.delete(listener)
      else if (text !== last && listeners.has(listener)) onChange({ items })
      last = text
    }
    const listener = (): void => void tell()
    listeners.add(listener)
    signal?.addEventListener('abort', () => listeners.delete(listener))
    listener()
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
    const festival = this.#festivals.holding(o.resource)
    if (festival === undefined) throw mockError('Unauthorized')
    const [receipt] = await this.#write('request', [{ festival, op: 'request.create', fields: o }], options)
    if (!receipt) throw mockError('UserRejected')
    return receipt
  }

  readonly authorize = async (
    o: { request: string; decision: 'grant' | 'deny'; reason?: string },
    { idempotencyKey }: CallOptions = {},
  ): Promise<Receipt> => {
    const festivals = this.#festivals
    const festival = festivals.holding(o.request)
    if (festival === undefined) throw mockError('Unauthorized')
    this.#visitor.need(`authorize:${festival}`)
    return this.#visitor.once(idempotencyKey, async () => {
      await this.#visitor.ask({ kind: 'authorize', params: o }, idempotencyKey)
      const request = festivals.items(festival).find(({ id }) => id === o.request)
      if (request?.type !== 'request' || request.state !== 'waiting') {
        throw mockError('Conflict', { reason: 'already-answered' })
      }
      festivals.put(festival, { ...request, state: o.decision === 'grant' ? 'granted' : 'declined' })
      return this.#receipt()
    })
  }

  readonly join = async (invite: string): Promise<{ festival: string }> => {
    if (!invite.includes('p2panda:1:')) throw mockError('InvalidParams', { path: '/invite' })
    await this.#visitor.ask({ kind: 'join', params: { invite } })
    return { festival: this.#festivals.first() }
  }

  readonly open = async (): Promise<void> => {
    if (this.#visitor.permissions().length === 0) throw mockError('Unauthorized')
  }

  readonly call = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
    const run = new Map<string, unknown>(Object.entries(this)).get(method)
    if (typeof run !== 'function' || method === 'call') throw mockError('UnsupportedMethod')
    return (run as (given: unknown) => unknown)(params)
  }

  #write(kind: 'publish' | 'request', ops: PublishOperation[], o: CallOptions): Promise<(Receipt | null)[]> {
    for (const [index, { festival, op, fields }] of ops.entries()) {
      if (!OPS.has(op)) return Promise.reject(mockError('UnsupportedMethod'))
      if (!this.#visitor.allows(`publish:${festival}/${op}`)) return Promise.reject(mockError('Unauthorized'))
      const isObject = typeof fields === 'object' && fields !== null
      if (!isObject) return Promise.reject(mockError('InvalidParams', { path: `/${index}/fields` }))
    }
    if (o.signal?.aborted === true) return Promise.reject(mockError('Aborted'))
    return this.#visitor.once(o.idempotencyKey, async () => {
      const yes = await this.#visitor.ask({ kind, params: ops }, o.idempotencyKey)
      return ops.map((op, index) => (isIn(yes, index) ? this.#made(op) : null))
    })
  }

  #made(op: PublishOperation): Receipt {
    const receipt = this.#receipt()
    this.#festivals.apply(op, receipt)
    return receipt
  }

  #receipt(): Receipt {
    const seqNum = (this.#entries += 1)
    const id = `0040${String(seqNum).padStart(128, '0')}`
    return { id, author: this.#visitor.publicKey, logId: '1', seqNum, status: 'stored' }
  }
}

function isIn(yes: MockYes, index: number): boolean {
  return yes === true || yes.includes(index)
}
