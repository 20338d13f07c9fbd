// The methods of the mock provider, by name: parameters that were checked and what the call says besides.

import type {
  CallOptions,
  Item,
  PublishableOp,
  PublishOperation,
  Query,
  Receipt,
  RequestItem,
  View,
} from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'
import type { MockFestivals } from './mock-festivals.ts'
import { isPublishable, wrongField } from './mock-shapes.ts'
import type { MockVisitor, MockYes } from './mock-visitor.ts'

const MAX_SUBSCRIPTIONS = 50

/** What a subscription tells. */
export type OnChange = (change: { items: Item[] }) => void

export interface MockCall {
  readonly options: CallOptions
  readonly onChange: OnChange
}

interface ConnectParams {
  readonly scopes: readonly string[]
  readonly silent?: boolean
  readonly invite?: string
}
interface Answer {
  readonly request: string
  readonly decision: 'grant' | 'deny'
}

/** What an operation changes: which field names it, and whose it has to be. */
const CHANGES: Readonly<Partial<Record<PublishableOp, { field: string; owner: 'author' | 'owner' }>>> = {
  'event.update': { field: 'event', owner: 'author' },
  'event.cancel': { field: 'event', owner: 'author' },
  'request.withdraw': { field: 'request', owner: 'author' },
  'resource.update': { field: 'resource', owner: 'owner' },
}

export class MockMethods {
  readonly #visitor: MockVisitor
  readonly #festivals: MockFestivals
  #entries = 0

  constructor(visitor: MockVisitor, festivals: MockFestivals) {
    this.#visitor = visitor
    this.#festivals = festivals
  }

  async run(method: string, params: unknown, call: MockCall): Promise<unknown> {
    const { options } = call
    switch (method) {
      case 'connect':
        return this.#connect(params as ConnectParams, options)
      case 'permissions':
        return this.#visitor.permissions()
      case 'disconnect':
        return this.disconnect()
      case 'identity':
        this.#visitor.need('identity')
        return { publicKey: this.#visitor.publicKey, name: this.#visitor.name }
      case 'query':
        return this.#query(params as Query)
      case 'subscribe':
        return this.#subscribe(params as Query, call)
      case 'publish':
        return single(await this.#write('publish', [params as PublishOperation], options, false))
      case 'publishAll':
        return this.#write('publish', params as PublishOperation[], options, true)
      case 'requestResource':
        return this.#requestResource(params as { resource: string }, options)
      case 'authorize':
        return this.#authorize(params as Answer, options)
      case 'join':
        needInvite((params as { invite: string }).invite)
        return this.#visitor.ask({ kind: 'join', params }, options, () => ({ festival: this.#festivals.first() }))
      case 'open':
        return this.#open(params as View)
    }
    throw mockError('UnsupportedMethod')
  }

  disconnect(): null {
    this.#visitor.revoke()
    this.#festivals.tell()
    return null
  }

  async #connect(params: ConnectParams, options: CallOptions): Promise<unknown> {
    const visitor = this.#visitor
    const { scopes, silent, invite } = params
    if (scopes.every((scope) => visitor.allows(scope))) return visitor.permission()
    if (silent === true) throw mockError('Unauthorized')
    if (invite !== undefined) needInvite(invite)
    return visitor.ask({ kind: 'connect', params }, options, (yes) => {
      visitor.allow(scopes.filter((_, index) => isIn(yes, index)))
      return visitor.permission()
    })
  }

  #query(query: Query): { items: Item[]; cursor?: string } {
    this.#visitor.need(`read:${query.festival}`)
    return this.#festivals.find(query)
  }

  #subscribe(query: Query, { options: { signal }, onChange }: MockCall): null {
    const { listeners } = this.#festivals
    this.#query(query)
    if (listeners.size >= MAX_SUBSCRIPTIONS) throw mockError('LimitExceeded')
    let last = ''
    const listener = (): void => {
      if (!this.#visitor.allows(`read:${query.festival}`)) return void listeners.delete(listener)
      const { items } = this.#query(query)
      const text = JSON.stringify(items)
      if (text === last) return
      last = text
      queueMicrotask(() => listeners.has(listener) && onChange({ items }))
    }
    listeners.add(listener)
    signal?.addEventListener('abort', () => listeners.delete(listener))
    listener()
    return null
  }

  async #requestResource(fields: { resource: string }, options: CallOptions): Promise<unknown> {
    const festival = this.#festivals.holding(fields.resource)
    if (festival === undefined) throw mockError('Unauthorized')
    return single(await this.#write('request', [{ festival, op: 'request.create', fields }], options, false))
  }

  async #authorize(answer: Answer, options: CallOptions): Promise<unknown> {
    const earlier = this.#visitor.earlier('authorize', options.idempotencyKey)
    if (earlier !== undefined) return earlier
    const open = (): { festival: string; request: RequestItem } => {
      const festival = this.#festivals.holding(answer.request)
      const request = this.#festivals.item(answer.request)
      if (festival === undefined || request?.type !== 'request') throw mockError('Unauthorized')
      this.#visitor.need(`authorize:${festival}/${request.resource}`)
      const thing = this.#festivals.item(request.resource)
      if (thing?.type === 'resource' && thing.owner !== this.#visitor.publicKey) throw mockError('Unauthorized')
      if (request.state !== 'waiting') throw mockError('Conflict', { reason: 'already-answered' })
      return { festival, request }
    }
    open()
    return this.#visitor.ask({ kind: 'authorize', params: answer }, options, () => {
      const { festival, request } = open()
      this.#festivals.put(festival, { ...request, state: answer.decision === 'grant' ? 'granted' : 'declined' })
      return this.#receipt()
    })
  }

  #open(view: View): null {
    const festival = view.view === 'queue' ? undefined : (this.#festivals.holding(view.id) ?? view.id)
    if (this.#visitor.permissions().length === 0) throw mockError('Unauthorized')
    if (festival !== undefined) this.#visitor.need(`read:${festival}`)
    return null
  }

  async #write(
    kind: 'publish' | 'request',
    ops: readonly PublishOperation[],
    options: CallOptions,
    isBatch: boolean,
  ): Promise<(Receipt | null)[]> {
    const other = ops.findIndex(({ festival }) => festival !== ops[0]?.festival)
    if (other !== -1) throw mockError('InvalidParams', { path: `/${other}/festival` })
    const earlier = this.#visitor.earlier(kind, options.idempotencyKey)
    if (earlier !== undefined) return (await earlier) as (Receipt | null)[]
    if (!ops.every(({ op }) => isPublishable(op))) throw mockError('UnsupportedMethod')
    for (const { festival, op } of ops) this.#visitor.need(`publish:${festival}/${op}`)
    for (const [index, op] of ops.entries()) this.#check(op, isBatch ? `/${index}` : '')
    const receipts = await this.#visitor.ask({ kind, params: ops }, options, (yes) =>
      ops.map((op, index) => (isIn(yes, index) ? this.#made(op) : null)),
    )
    return receipts as (Receipt | null)[]
  }

  /** Names of fields, and what they name: the mock looks no further. */
  #check({ op, fields }: PublishOperation, at: string): void {
    const wrong = wrongField(op, fields)
    if (wrong !== undefined)
      throw mockError('InvalidParams', { path: `${at}/fields/${wrong}`, reason: 'invalid-params' })
    const named = new Map<string, unknown>(Object.entries(fields))
    const festivals = this.#festivals
    const need = (id: unknown, what: string): Item => {
      const item = festivals.item(String(id))
      if (item === undefined) throw mockError('InvalidParams', { reason: `unknown-${what}` })
      return item
    }
    const change = CHANGES[op]
    if (change !== undefined) {
      const item = new Map<string, unknown>(Object.entries(need(named.get(change.field), change.field)))
      if (item.get(change.owner) !== this.#visitor.publicKey) throw mockError('Unauthorized')
    }
    if (op === 'request.create') need(named.get('event'), 'event')
    if (op !== 'programme.publish') return
    const events = named.get('events')
    for (const { event } of Array.isArray(events) ? (events as { event: unknown }[]) : []) need(event, 'event')
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

function needInvite(invite: string): void {
  if (!invite.includes('p2panda:1:')) throw mockError('InvalidParams', { path: '/invite', reason: 'invite-not-one' })
}

function single([receipt]: readonly (Receipt | null)[]): Receipt {
  if (!receipt) throw mockError('UserRejected')
  return receipt
}

function isIn(yes: MockYes, index: number): boolean {
  return yes === true || yes.includes(index)
}
