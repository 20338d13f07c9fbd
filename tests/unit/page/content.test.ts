// The relay: keeps calls over the death of a worker, reconnects only for somebody who waits, passes nothing on that is
// not an answer.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { delivered, stubWindow, type FakeWindow } from './fake-window.ts'

type Listener = (message?: unknown) => void

class BackgroundPort {
  readonly received: Record<string, unknown>[] = []
  closed = false
  readonly #message: Listener[] = []
  readonly #disconnect: Listener[] = []
  readonly onMessage = { addListener: (listener: Listener): void => void this.#message.push(listener) }
  readonly onDisconnect = { addListener: (listener: Listener): void => void this.#disconnect.push(listener) }

  postMessage(message: Record<string, unknown>): void {
    if (this.closed) throw new Error('disconnected')
    this.received.push(message)
  }

  disconnect(): void {
    this.closed = true
  }

  answer(message: unknown): void {
    for (const listener of this.#message) listener(message)
  }

  die(): void {
    this.closed = true
    for (const listener of this.#disconnect) listener()
  }
}

let page: FakeWindow
let ports: BackgroundPort[]
let wake: Listener
let extension: { isGone: boolean }
let shown: Listener | undefined
const documentState = {
  visibilityState: 'visible',
  prerendering: false,
  // What comes when a prepared page is shown does not bubble to the window.
  addEventListener: (type: string, listener: Listener): void => {
    if (type === 'prerenderingchange') shown = listener
  },
}

beforeEach(async () => {
  page = stubWindow()
  ports = []
  // Scripts of earlier tests keep theirs.
  const here = { isGone: false }
  extension = here
  Object.assign(documentState, { visibilityState: 'visible', prerendering: false })
  vi.stubGlobal('document', documentState)
  vi.stubGlobal('navigator', { userActivation: { isActive: true } })
  vi.stubGlobal('browser', {
    runtime: {
      get id(): string | undefined {
        return here.isGone ? undefined : 'p2panda'
      },
      connect: () => {
        if (here.isGone) throw new Error('Extension context invalidated.')
        const port = new BackgroundPort()
        ports.push(port)
        return port
      },
      onMessage: { addListener: (listener: Listener): void => void (wake = listener) },
    },
  })
  await import('../../../page/content.ts')
})
afterEach(async () => {
  await delivered()
  vi.unstubAllGlobals()
})

async function call(id: string, more: object = {}): Promise<void> {
  page.postMessage({ p2panda: 'tag', kind: 'call', id, method: 'query', params: { a: 1 }, deadlineMs: 1000, ...more })
  await delivered()
}

/** Content waits up to a moment before it connects again. */
async function connections(count: number): Promise<BackgroundPort> {
  await vi.waitFor(() => expect(ports).toHaveLength(count))
  return ports.at(-1) ?? expect.fail()
}

describe('the content script', () => {
  it('says that it is there, and holds no port while nobody waits', () => {
    expect(page.ofKind('ready')).toEqual([{ p2panda: '', kind: 'ready' }])
    expect(ports).toEqual([])
  })

  it('says that it is there when it is asked, without waking anybody', async () => {
    page.postMessage({ p2panda: 'tag', kind: 'ping', id: 'tag' })
    await delivered()
    expect(page.ofKind('pong')).toEqual([{ p2panda: 'tag', kind: 'pong' }])
    expect(ports).toEqual([])
  })

  it('relays a call with its known fields only, and the answer with the tag of the page', async () => {
    await call('1', { extra: 'x', origin: 'https://forged.example', key: 'k' })
    const expected = {
      kind: 'call',
      id: '1',
      method: 'query',
      params: { a: 1 },
      deadlineMs: 1000,
      key: 'k',
      gesture: true,
    }
    expect(ports[0]?.received).toEqual([expected])
    ports[0]?.answer({ kind: 'result', id: '1', value: 'yes' })
    expect(page.ofKind('result')).toEqual([{ p2panda: 'tag', kind: 'result', id: '1', value: 'yes' }])
  })

  it('takes a gesture only from a page that is shown', async () => {
    documentState.visibilityState = 'hidden'
    await call('1')
    expect(ports[0]?.received).toMatchObject([{ gesture: false }])
  })

  it('does not let a click count again when a call is sent again', async () => {
    await call('1')
    expect(ports[0]?.received).toMatchObject([{ gesture: true }])
    documentState.visibilityState = 'hidden'
    ports[0]?.die()
    expect((await connections(2)).received).toMatchObject([{ id: '1', gesture: false }])
  })

  it('connects again for open calls and sends them with the same ids', async () => {
    await call('1')
    await call('2')
    ports[0]?.answer({ kind: 'result', id: '1', value: 'yes' })
    ports[0]?.die()
    const second = await connections(2)
    expect(second.received.map(({ id }) => id)).toEqual(['2'])
    second.answer({ kind: 'result', id: '2', value: 'yes' })
    second.die()
    await delivered()
    expect(ports).toHaveLength(2)
  })

  it('lets the worker sleep with subscriptions alone, and comes back when it is woken or looked at', async () => {
    await call('s', { method: 'subscribe' })
    ports[0]?.answer({ kind: 'result', id: 's', value: null })
    ports[0]?.die()
    await delivered()
    expect(ports).toHaveLength(1)
    wake({ kind: 'something' })
    expect(ports).toHaveLength(1)
    wake({ kind: 'wake' })
    const second = await connections(2)
    expect(second.received).toMatchObject([{ id: 's', method: 'subscribe' }])
    second.die()
    page.emit({ type: 'visibilitychange' })
    const third = await connections(3)
    page.emit({ type: 'pageshow', persisted: true })
    expect(third.closed).toBe(true)
    await connections(4)
  })

  it('keeps a page that listens over the death of the worker, and passes events on', async () => {
    await call('l', { method: 'listen' })
    ports[0]?.answer({ kind: 'result', id: 'l', value: null })
    ports[0]?.die()
    wake({ kind: 'wake' })
    const second = await connections(2)
    expect(second.received).toMatchObject([{ id: 'l', method: 'listen' }])
    second.answer({ kind: 'event', event: 'statechange', detail: { cursor: '1' } })
    expect(page.ofKind('event')).toMatchObject([{ event: 'statechange', detail: { cursor: '1' } }])
  })

  it('passes a value on once, however often it comes after reconnects', async () => {
    await call('s', { method: 'subscribe' })
    const port = ports[0] ?? expect.fail()
    port.answer({ kind: 'result', id: 's', value: null })
    for (const items of [[1], [1], [2], [1]]) port.answer({ kind: 'change', id: 's', items })
    expect(page.ofKind('change').map(({ items }) => items)).toEqual([[1], [2], [1]])
    page.postMessage({ p2panda: 'tag', kind: 'unsubscribe', id: 's' })
    await delivered()
    expect(port.received.at(-1)).toEqual({ kind: 'unsubscribe', id: 's' })
    port.answer({ kind: 'change', id: 's', items: [3] })
    expect(page.ofKind('change')).toHaveLength(3)
  })

  it('passes on no answer that nobody waits for, and takes no second call with the same id', async () => {
    await call('1')
    await call('1')
    const port = ports[0] ?? expect.fail()
    expect(port.received).toHaveLength(1)
    port.answer({ kind: 'result', id: 'other', value: 'x' })
    port.answer({ kind: 'result', id: '1', value: 'x' })
    port.answer({ kind: 'result', id: '1', value: 'y' })
    expect(page.ofKind('result')).toHaveLength(1)
  })

  it('drops messages that are not for it', async () => {
    const message = { kind: 'call', id: '1', method: 'query', params: {}, deadlineMs: 1000 }
    page.emit({ type: 'message', data: { p2panda: 'tag', ...message }, source: {} })
    for (const data of [
      null,
      7,
      message,
      { p2panda: 't', ...message, id: 'x'.repeat(101) },
      { p2panda: 't', kind: 'result', id: '1' },
    ]) {
      page.emit({ type: 'message', data, source: page })
    }
    await delivered()
    expect(ports).toEqual([])
  })

  it('refuses what is too large, what JSON lacks, and too much at once', async () => {
    await call('large', { params: 'x'.repeat(70_000) })
    await call('bigint', { params: 1n })
    await call('method', { method: 7 })
    expect(page.ofKind('error').map(({ id, error }) => [id, (error as { code: number }).code])).toEqual([
      ['large', -32602],
      ['bigint', -32602],
      ['method', -32602],
    ])
    for (let n = 0; n < 101; n += 1) await call(`n${n}`)
    expect(page.ofKind('error').at(-1)).toMatchObject({ id: 'n100', error: { code: -32005, retryable: true } })
  })

  it('refuses everything after the extension was updated or removed', async () => {
    await call('1')
    extension.isGone = true
    ports[0]?.die()
    await vi.waitFor(() => expect(page.ofKind('error')).toHaveLength(1))
    await call('2')
    expect(page.ofKind('error').map(({ id, error }) => [id, (error as { code: number }).code])).toEqual([
      ['1', 4900],
      ['2', 4900],
    ])
  })

  it('finds out that it was removed when nothing says so', async () => {
    await call('1')
    extension.isGone = true
    page.postMessage({ p2panda: 'tag', kind: 'ping', id: 'tag' })
    await delivered()
    expect(page.ofKind('error')).toMatchObject([{ id: '1', error: { code: 4900 } }])
    expect(page.ofKind('event')).toMatchObject([{ event: 'disconnect' }])
  })

  it('tells a page that only listens as well', async () => {
    await call('1', { method: 'listen' })
    ports[0]?.answer({ kind: 'result', id: '1', value: null })
    extension.isGone = true
    ports[0]?.die()
    await vi.waitFor(() => expect(page.ofKind('event')).toHaveLength(1), { timeout: 5_000 })
    expect(page.ofKind('event')).toMatchObject([{ event: 'disconnect', detail: { code: 4900 } }])
    await call('2')
    expect(page.ofKind('event')).toHaveLength(1)
  })

  it('waits with a page that is prepared but not shown', async () => {
    documentState.prerendering = true
    await call('1')
    expect(ports).toEqual([])
    documentState.prerendering = false
    shown?.()
    expect((await connections(1)).received).toMatchObject([{ id: '1' }])
  })
})
