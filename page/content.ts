// The relay between a page and background, in the isolated world (DESIGN 8): knows no method and decides nothing, keeps
// calls open over the death of a service worker, and holds a port only while somebody waits.

import type { FromPage, Ping, Pong, Ready, Tagged, ToPage, Wake, WireError } from './wire.ts'

interface Port {
  postMessage(message: FromPage): void
  disconnect(): void
  readonly onMessage: { addListener(listener: (message: ToPage) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
}

interface Runtime {
  /** Undefined once the extension that this script belongs to was updated or removed. */
  readonly id?: string
  connect(info: { name: string }): Port
  readonly onMessage: { addListener(listener: (message: Wake | undefined) => void): void }
}

type Call = Extract<FromPage, { kind: 'call' }>

const MAX_OPEN = 100
const MAX_PARAMS = 65_536
const MAX_PAUSE_MS = 5_000
/** Ports end a moment before this script learns that its extension is gone. */
const ORPHAN_MS = 1_000

const scope = globalThis as unknown as Record<'browser' | 'chrome', { runtime: Runtime } | undefined>
const { runtime } = (scope.browser ?? scope.chrome) as { runtime: Runtime }

/** Calls without an answer yet. */
const open = new Map<string, Call>()
/** Subscriptions that background accepted, with the last value as text, and a page that listens: sent again after every reconnect. */
const subscriptions = new Map<string, { call: Call; last?: string }>()
let tag = ''
let port: Port | undefined
let pauseMs = 0
let gone = false

function toPage(message: ToPage | Ready | Pong): void {
  postMessage({ p2panda: tag, ...message }, '*')
}

function refuse(id: string, code: number, name: string, retryable = false): void {
  const error: WireError = { code, name, retryable }
  open.delete(id)
  toPage({ kind: 'error', id, error })
}

/** After an update or removal of the extension this script is an orphan: nobody will ever answer it. */
function giveUp(): void {
  gone = true
  for (const id of open.keys()) refuse(id, 4900, 'Disconnected')
  toPage({ kind: 'event', event: 'disconnect', detail: { code: 4900 } })
}

/** Whoever only listens would never find out. */
function giveUpIfOrphan(): void {
  if (!gone && runtime.id === undefined) giveUp()
}

function send(message: FromPage): void {
  try {
    port?.postMessage(message)
  } catch {
    lost()
  }
}

function connect(): void {
  if (port !== undefined || gone) return
  // A page that is prepared but not shown may not prompt anybody; its calls wait until it is.
  if (isPrepared()) return document.addEventListener('prerenderingchange', connect, { once: true })
  try {
    const fresh = runtime.connect({ name: 'page' })
    port = fresh
    fresh.onMessage.addListener(fromBackground)
    fresh.onDisconnect.addListener(() => {
      if (port === fresh) lost()
    })
  } catch {
    return giveUp()
  }
  for (const { call } of subscriptions.values()) send(call)
  // A click that was made long ago opens no window any more.
  for (const call of open.values()) send({ ...call, gesture: isGesture() })
}

/** Chromium only, and not in the types yet. */
function isPrepared(): boolean {
  return (document as { prerendering?: boolean }).prerendering === true
}

/** Whoever waits for an answer reconnects; subscriptions alone let the worker sleep until it wakes us. */
function lost(): void {
  port = undefined
  if (open.size === 0) return void setTimeout(giveUpIfOrphan, ORPHAN_MS)
  setTimeout(connect, pauseMs)
  pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs + 50)
}

function fromBackground(message: ToPage): void {
  pauseMs = 0
  if (message.kind === 'change') {
    const subscription = subscriptions.get(message.id)
    const value = JSON.stringify(message.items)
    if (subscription === undefined || subscription.last === value) return
    subscription.last = value
  } else if (message.kind !== 'event') {
    const call = open.get(message.id)
    if (message.kind === 'error') subscriptions.delete(message.id)
    else if (call?.method === 'subscribe' || call?.method === 'listen') subscriptions.set(message.id, { call })
    if (!open.delete(message.id)) return
  }
  toPage(message)
}

function fromPage(message: FromPage): void {
  const { id } = message
  if (message.kind !== 'call') {
    open.delete(id)
    subscriptions.delete(id)
    return send({ kind: message.kind, id })
  }
  if (open.has(id) || subscriptions.has(id)) return
  const call = checked(message)
  if (call === undefined) return refuse(id, -32602, 'InvalidParams')
  if (gone) return refuse(id, 4900, 'Disconnected')
  if (open.size + subscriptions.size >= MAX_OPEN) return refuse(id, -32005, 'LimitExceeded', true)
  open.set(id, call)
  if (port === undefined) connect()
  else send(call)
}

/** The call with nothing but its known fields, cloned through JSON. */
function checked({ id, method, params, deadlineMs, key }: Call): Call | undefined {
  let text: string | undefined
  try {
    text = JSON.stringify(params)
  } catch {
    return undefined
  }
  if (typeof method !== 'string' || typeof deadlineMs !== 'number' || (text ?? '').length > MAX_PARAMS) return undefined
  const clone: unknown = text === undefined ? undefined : JSON.parse(text)
  const gesture = isGesture()
  return { kind: 'call', id, method, params: clone, deadlineMs, gesture, ...(typeof key === 'string' ? { key } : {}) }
}

/** The user has just done something on the page that is shown. */
function isGesture(): boolean {
  return navigator.userActivation?.isActive && document.visibilityState === 'visible'
}

addEventListener('message', ({ source, data }: MessageEvent<(Tagged & (FromPage | Ping)) | undefined>) => {
  if (source !== window || typeof data?.p2panda !== 'string' || typeof data.id !== 'string' || data.id.length > 100)
    return
  if (!['call', 'cancel', 'unsubscribe', 'ping'].includes(data.kind)) return
  tag = data.p2panda
  if (data.kind !== 'ping') return fromPage(data)
  // After a removal Chromium does not even say that the port ended.
  giveUpIfOrphan()
  toPage({ kind: 'pong' })
})

function catchUp(): void {
  if (subscriptions.size + open.size > 0 && document.visibilityState === 'visible') connect()
}

runtime.onMessage.addListener((message) => {
  if (message?.kind === 'wake' && subscriptions.size > 0) connect()
})
addEventListener('visibilitychange', catchUp)
addEventListener('pageshow', ({ persisted }) => {
  // The port of a page that comes back from the back/forward cache is dead, and nobody said so.
  if (persisted) port?.disconnect()
  if (persisted) port = undefined
  catchUp()
})
toPage({ kind: 'ready' })
