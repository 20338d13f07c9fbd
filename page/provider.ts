// window.p2panda: runs in the page's own world, so everything here belongs to the page and is trusted by nobody
// (DESIGN 8). It turns calls into window messages for the content script and settles each of them by its deadline.

import type { CallOptions, P2panda, P2pandaErrorName } from './p2panda.d.ts'
import { VERSION } from './version.ts'
import type { FromPage, Ping, Pong, Ready, Tagged, ToPage, WireError } from './wire.ts'

interface Open {
  message: FromPage
  resolve: (value: unknown) => void
  reject: (error: Error) => void
  timer: number
}

interface Subscription {
  message: FromPage
  onChange: (change: { items: unknown[] }) => void
}

// Taken before the page's first script runs, so that patching them later breaks no call.
const { create, defineProperty, freeze, values } = Object
const { CustomEvent, Error, Promise } = window
const startTimer = window.setTimeout.bind(window)
const stopTimer = window.clearTimeout.bind(window)
const listen = window.addEventListener.bind(window)
const dispatch = window.dispatchEvent.bind(window)
const postMessage = window.postMessage.bind(window)

const MINUTE = 60_000
const LOOK_MS = 1_000
/** So often in a row the content script may not say that it is there (decision 53): a page that is busy keeps it from speaking. */
const MAX_SILENT = 5
const tag = crypto.randomUUID()
const open = create(null) as Record<string, Open>
const subscriptions = create(null) as Record<string, Subscription>
let calls = 0
let silent = 0
let isWatching = false
let hears: Promise<unknown> | undefined

class P2pandaError extends Error {
  readonly code: number
  readonly retryable: boolean
  readonly data: unknown

  constructor({ code, name, retryable, data }: WireError) {
    super(name)
    this.name = name
    this.code = code
    this.retryable = retryable
    this.data = data
    // The real stack names the extension's own address, which would tell sites who has it installed.
    defineProperty(this, 'stack', { value: name })
  }
}

function failure(code: number, name: P2pandaErrorName, retryable = false): Error {
  return new P2pandaError({ code, name, retryable })
}

function post(message: FromPage | Ping): void {
  postMessage({ p2panda: tag, ...message }, '*')
}

/** Takes an open call out; undefined when it is settled already. */
function take(id: string): Open | undefined {
  const call = open[id]
  if (call) stopTimer(call.timer)
  delete open[id]
  return call
}

/** While calls are open: is anybody there to answer? Firefox ends the content script of a removed extension without a word. */
function watch(): void {
  const [first] = values(open)
  isWatching = first !== undefined && silent < MAX_SILENT
  if (isWatching) {
    silent += 1
    post({ kind: 'ping', id: tag })
    startTimer(watch, LOOK_MS)
  } else if (first) lose()
}

/** Until a content script says that it is there after all, as after an update. */
function lose(): void {
  silent = Infinity
  for (const { message } of values(open)) take(message.id)?.reject(failure(4900, 'Disconnected'))
  tell('disconnect', { code: 4900 })
}

function tell(event: string, detail: unknown): void {
  provider.dispatchEvent(new CustomEvent(event, { detail }))
}

function giveUp(id: string, error: Error): void {
  const call = take(id)
  if (call) post({ kind: 'cancel', id })
  call?.reject(error)
}

function ask(
  method: string,
  params?: unknown,
  { signal, idempotencyKey, deadlineMs = 5 * MINUTE }: CallOptions = {},
  onChange?: Subscription['onChange'],
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const id = `${tag}-${(calls += 1)}`
    const within = deadlineMs > 0 && deadlineMs < 1440 * MINUTE ? deadlineMs : 1440 * MINUTE
    const message: FromPage = { kind: 'call', id, method, params, deadlineMs: within }
    if (idempotencyKey !== undefined) message.key = idempotencyKey
    if (signal?.aborted) return reject(failure(4702, 'Aborted'))
    if (silent > MAX_SILENT) return reject(failure(4900, 'Disconnected'))
    const timer = startTimer(() => giveUp(id, failure(4701, 'Expired', true)), within)
    open[id] = { message, resolve, reject, timer }
    if (onChange) subscriptions[id] = { message, onChange }
    signal?.addEventListener('abort', () => {
      if (subscriptions[id] && !open[id]) post({ kind: 'unsubscribe', id })
      delete subscriptions[id]
      giveUp(id, failure(4702, 'Aborted'))
    })
    try {
      post(message)
      if (!isWatching) startTimer(watch, LOOK_MS)
      isWatching = true
    } catch {
      take(id)
      delete subscriptions[id]
      reject(failure(-32602, 'InvalidParams'))
    }
  })
}

class Provider extends EventTarget {
  /** Events cost nothing until somebody listens. */
  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(...args)
    // Kept like a subscription: what is asked again of a content script that starts later.
    hears ??= ask('listen', undefined, {}, () => undefined).catch(() => (hears = undefined))
  }

  readonly api = 1
  readonly version = VERSION
  readonly connect = (o: unknown) => ask('connect', o)
  readonly permissions = () => ask('permissions')
  readonly disconnect = () => ask('disconnect').then(() => undefined)
  readonly identity = (o?: unknown) => ask('identity', o)
  readonly query = (q: unknown) => ask('query', q)
  readonly subscribe = (q: unknown, onChange: Subscription['onChange'], o?: CallOptions) =>
    ask('subscribe', q, o, onChange).then(() => undefined)
  readonly publish = (op: unknown, o?: CallOptions) => ask('publish', op, o)
  readonly publishAll = (ops: unknown, o?: CallOptions) => ask('publishAll', ops, o)
  readonly requestResource = (request: unknown, o?: CallOptions) => ask('requestResource', request, o)
  readonly authorize = (answer: unknown, o?: CallOptions) => ask('authorize', answer, o)
  readonly join = (invite: string) => ask('join', { invite })
  readonly open = (view: unknown) => ask('open', view).then(() => undefined)
  readonly call = ({ method, params }: { method: string; params?: unknown }) => ask(method, params)
}

const provider = freeze(new Provider()) as unknown as P2panda

function receive(message: ToPage | Ready | Pong): void {
  switch (message.kind) {
    case 'result':
      return take(message.id)?.resolve(message.value)
    case 'error':
      delete subscriptions[message.id]
      return take(message.id)?.reject(new P2pandaError(message.error))
    case 'change':
      return subscriptions[message.id]?.onChange({ items: message.items })
    case 'event':
      return tell(message.event, message.detail)
    case 'pong':
      silent = 0
      return
    case 'ready':
      silent = 0
      // The content script drops what it knows already.
      for (const { message: call } of values({ ...subscriptions, ...open })) post(call)
  }
}

listen('message', (event: MessageEvent<(Tagged & (ToPage | Ready | Pong)) | undefined>) => {
  const { data } = event
  if (event.source === window && (data?.p2panda === tag || (data?.p2panda === '' && data.kind === 'ready')))
    receive(data)
})

function announce(): void {
  const info = freeze({ rdns: 'org.p2panda.wallet', name: 'p2panda', version: VERSION, api: 1, uuid: tag })
  dispatch(new CustomEvent('p2panda:announce', { detail: freeze({ info, provider }) }))
}

// Configurable on purpose: two wallets must be able to live together, sites find each by its announcement.
if (!window.p2panda) defineProperty(window, 'p2panda', { value: provider, configurable: true, enumerable: true })
listen('p2panda:request', announce)
announce()
