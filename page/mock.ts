// A `window.p2panda` for tests of other people's sites (docs/page-api.md): in memory, with the errors and events of the real one, and a
// visitor whose answers the test gives. Nothing is signed, and receipts are made up.

import type { CallOptions, P2panda, PublishOperation, Query, View } from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'
import { MockFestivals } from './mock-festivals.ts'
import { MockMethods, type OnChange } from './mock-methods.ts'
import { SHAPES } from './mock-shapes.ts'
import type { Mock, MockOptions, MockPrompt } from './mock-types.ts'
import { MockVisitor } from './mock-visitor.ts'

export { mockError }
export type { Mock, MockOptions, MockPrompt }

const MAX_PARAMS = 65_536
const MAX_KEY = 200
const MAX_METHOD = 40

export function mockP2panda(options: MockOptions = {}): Mock {
  const emit = (name: string, detail: unknown): void => {
    provider.dispatchEvent(new CustomEvent(name, { detail }))
  }
  let changes = 0
  const festivals = new MockFestivals(options.festivals ?? {}, (festival) =>
    emit('statechange', { festival, cursor: String((changes += 1)) }),
  )
  const methods = new MockMethods(new MockVisitor(options, emit), festivals)
  const provider: MockProvider = new MockProvider(methods)
  return {
    provider: provider as unknown as P2panda,
    put: (festival, item) => festivals.put(festival, item),
    items: (festival) => festivals.items(festival),
    revoke: () => void methods.disconnect(),
    deliver: (id, peers) => emit('delivery', { id, peers }),
  }
}

class MockProvider extends EventTarget {
  readonly api = 1
  readonly version = 'mock'
  readonly #methods: MockMethods

  constructor(methods: MockMethods) {
    super()
    this.#methods = methods
  }

  readonly connect = (o: object) => this.#ask('connect', o)
  readonly permissions = () => this.#ask('permissions')
  readonly disconnect = () => this.#ask('disconnect').then(() => undefined)
  readonly identity = (o?: object) => this.#ask('identity', o)
  readonly query = (q: Query) => this.#ask('query', q)
  readonly subscribe = (q: Query, onChange: OnChange, o?: CallOptions) =>
    this.#ask('subscribe', q, o, onChange).then(() => undefined)
  readonly publish = (op: PublishOperation, o?: CallOptions) => this.#ask('publish', op, o)
  readonly publishAll = (ops: PublishOperation[], o?: CallOptions) => this.#ask('publishAll', ops, o)
  readonly requestResource = (request: object, o?: CallOptions) => this.#ask('requestResource', request, o)
  readonly authorize = (answer: object, o?: CallOptions) => this.#ask('authorize', answer, o)
  readonly join = (invite: string) => this.#ask('join', { invite })
  readonly open = (view: View) => this.#ask('open', view).then(() => undefined)
  readonly call = ({ method, params }: { method: string; params?: unknown }) => this.#ask(method, params)

  async #ask(
    method: string,
    params?: unknown,
    options: CallOptions = {},
    onChange: OnChange = () => undefined,
  ): Promise<unknown> {
    const { signal, idempotencyKey = '' } = options
    if (signal?.aborted === true) throw mockError('Aborted')
    const given = throughJson(params)
    if (method.length > MAX_METHOD || idempotencyKey.length > MAX_KEY) throw mockError('InvalidParams')
    const shape = SHAPES.get(method)
    if (shape === undefined) throw mockError('UnsupportedMethod')
    const path = shape(given)
    if (path !== undefined) throw mockError('InvalidParams', { path: path === '' ? '/' : path })
    return this.#methods.run(method, given, { options, onChange })
  }
}

/** As the real one takes it: a copy, and not too much. */
function throughJson(params: unknown): unknown {
  try {
    const text: string | undefined = JSON.stringify(params)
    if (text === undefined) return undefined
    if (text.length <= MAX_PARAMS) return JSON.parse(text)
  } catch {
    // Told below, as what is too much.
  }
  throw mockError('InvalidParams')
}
