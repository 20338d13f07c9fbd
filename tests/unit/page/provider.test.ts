// window.p2panda in the page's world: every call settles, and only by its own content script.

import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { P2panda, P2pandaAnnouncement, P2pandaError } from '../../../page/p2panda.d.ts'
import { VERSION } from '../../../page/version.ts'
import { delivered, stubWindow, type FakeWindow } from './fake-window.ts'

let page: FakeWindow
const announced: P2pandaAnnouncement[] = []

async function load(): Promise<P2panda> {
  await import('../../../page/provider.ts')
  return (page as unknown as { p2panda: P2panda }).p2panda
}

/** Answers the newest call as the content script would. */
function answer(message: object): void {
  const call = page.ofKind('call').at(-1)
  page.postMessage({ p2panda: call?.['p2panda'], id: call?.['id'], ...message })
}

/** A content script that answers nothing but that it is there; the value ends it. */
function beThere(): () => void {
  let isThere = true
  page.addEventListener('message', ({ data }) => {
    const { kind, p2panda } = (data ?? {}) as Record<string, unknown>
    if (isThere && kind === 'ping') page.postMessage({ p2panda, kind: 'pong' })
  })
  return () => {
    isThere = false
  }
}

beforeEach(() => {
  page = stubWindow()
  announced.length = 0
  page.addEventListener('p2panda:announce', (event) => {
    announced.push((event as unknown as CustomEvent<P2pandaAnnouncement>).detail)
  })
})
afterEach(async () => {
  await delivered()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the provider', () => {
  it('announces itself at once and whenever it is asked, frozen', async () => {
    const p2panda = await load()
    page.emit({ type: 'p2panda:request' })
    expect(announced).toHaveLength(2)
    expect(announced[0]?.provider).toBe(p2panda)
    expect(announced[0]?.info).toMatchObject({ rdns: 'org.p2panda.wallet', api: 1, version: VERSION })
    for (const part of [p2panda, announced[0], announced[0]?.info]) expect(Object.isFrozen(part)).toBe(true)
  })

  it('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(VERSION).toBe(version)
  })

  it('leaves the place to a wallet that was there before, and announces itself all the same', async () => {
    Object.assign(page, { p2panda: 'another wallet' })
    expect(await load()).toBe('another wallet')
    expect(announced).toHaveLength(1)
  })

  it('resolves with the result and rejects with an error that names no address', async () => {
    const p2panda = await load()
    const good = p2panda.permissions()
    answer({ kind: 'result', value: ['yes'] })
    expect(await good).toEqual(['yes'])
    const bad = p2panda.query({ festival: 'f', type: 'event' })
    answer({ kind: 'error', error: { code: 4100, name: 'Unauthorized', retryable: false } })
    const error = await bad.catch((cause: unknown) => cause as P2pandaError)
    expect(error).toMatchObject({ code: 4100, name: 'Unauthorized', retryable: false, stack: 'Unauthorized' })
    expect(error).toBeInstanceOf(Error)
  })

  it('believes neither another frame nor another tag nor another id', async () => {
    const p2panda = await load()
    const call = p2panda.permissions()
    const { p2panda: tag, id } = page.ofKind('call').at(-1) ?? {}
    const forged = { kind: 'result', id, value: ['forged'] }
    page.emit({ type: 'message', data: { p2panda: tag, ...forged }, source: {} })
    page.postMessage({ p2panda: '', ...forged })
    page.postMessage({ p2panda: 'x', ...forged })
    page.postMessage({ p2panda: tag, ...forged, id: 'x' })
    page.emit({ type: 'message', data: undefined, source: page })
    await delivered()
    answer({ kind: 'result', value: [] })
    expect(await call).toEqual([])
  })

  it('settles by the deadline and tells the content script', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const p2panda = await load()
    beThere()
    const call = p2panda
      .authorize({ request: 'r', decision: 'grant' }, { deadlineMs: 1000 })
      .catch((error: unknown) => error)
    const forever = p2panda.permissions().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await call).toMatchObject({ code: 4701, name: 'Expired', retryable: true })
    expect(page.ofKind('cancel')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5 * 60_000)
    expect(await forever).toMatchObject({ code: 4701 })
  })

  it('settles when nobody is there any more, at once from then on, and goes on with whoever comes after all', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const p2panda = await load()
    const leave = beThere()
    const heard: unknown[] = []
    const call = p2panda.permissions().catch((error: unknown) => error)
    p2panda.addEventListener('disconnect', ({ detail }) => heard.push(detail))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(page.ofKind('pong').length).toBeGreaterThan(50)
    leave()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await call).toMatchObject({ code: 4900, name: 'Disconnected' })
    expect(heard).toEqual([{ code: 4900 }])
    await expect(p2panda.permissions()).rejects.toMatchObject({ code: 4900 })
    const sent = page.posted.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(page.posted).toHaveLength(sent)
    page.postMessage({ p2panda: '', kind: 'ready' })
    await vi.advanceTimersByTimeAsync(1)
    const again = p2panda.permissions()
    answer({ kind: 'result', value: [] })
    await vi.advanceTimersByTimeAsync(1)
    expect(await again).toEqual([])
  })

  it('settles when it is aborted, before and after it was sent', async () => {
    const p2panda = await load()
    const before = p2panda.authorize({ request: 'r', decision: 'deny' }, { signal: AbortSignal.abort() })
    await expect(before).rejects.toMatchObject({ code: 4702 })
    expect(page.ofKind('call')).toEqual([])
    const abort = new AbortController()
    const after = p2panda.authorize({ request: 'r', decision: 'deny' }, { signal: abort.signal, idempotencyKey: 'k' })
    expect(page.ofKind('call').at(-1)).toMatchObject({ key: 'k', method: 'authorize' })
    abort.abort()
    await expect(after).rejects.toMatchObject({ code: 4702 })
    expect(page.ofKind('cancel')).toHaveLength(1)
  })

  it('refuses what can not be cloned', async () => {
    const p2panda = await load()
    const params = { festival: 'f', type: 'event', where: { bad: () => undefined } } as never
    await expect(p2panda.query(params)).rejects.toMatchObject({ code: -32602, name: 'InvalidParams' })
  })

  it('gives the values of a subscription until it is aborted', async () => {
    const p2panda = await load()
    const seen: unknown[] = []
    const abort = new AbortController()
    const subscribed = p2panda.subscribe({ festival: 'f', type: 'event' }, ({ items }) => seen.push(items), abort)
    answer({ kind: 'result', value: null })
    expect(await subscribed).toBe(undefined)
    answer({ kind: 'change', items: [1] })
    await delivered()
    abort.abort()
    answer({ kind: 'change', items: [2] })
    await delivered()
    expect(seen).toEqual([[1]])
    expect(page.ofKind('unsubscribe')).toHaveLength(1)
  })

  it('sends what is open again to a content script that starts later', async () => {
    const p2panda = await load()
    const call = p2panda.permissions()
    await delivered()
    page.postMessage({ p2panda: '', kind: 'ready' })
    await delivered()
    const [first, second] = page.ofKind('call')
    expect(second).toEqual(first)
    answer({ kind: 'result', value: [] })
    expect(await call).toEqual([])
  })

  it('asks for events once, when somebody listens, and passes them on', async () => {
    const p2panda = await load()
    expect(page.ofKind('call')).toEqual([])
    const details: unknown[] = []
    p2panda.addEventListener('permissionchange', (event) => details.push((event as CustomEvent).detail))
    p2panda.addEventListener('statechange', () => undefined)
    expect(page.ofKind('call').map(({ method }) => method)).toEqual(['listen'])
    answer({ kind: 'event', event: 'permissionchange', detail: ['x'] })
    await delivered()
    expect(details).toEqual([['x']])
  })

  it('goes on listening when the extension is loaded anew below it', async () => {
    const p2panda = await load()
    p2panda.addEventListener('statechange', () => undefined)
    answer({ kind: 'result', value: null })
    await delivered()
    page.postMessage({ p2panda: '', kind: 'ready' })
    await delivered()
    const [first, second] = page.ofKind('call')
    expect(first).toMatchObject({ method: 'listen' })
    expect(second).toEqual(first)
  })

  it('does not care what the page does to its built-ins later', async () => {
    const p2panda = await load()
    Object.assign(page, {
      postMessage: () => expect.fail('patched'),
      Promise: undefined,
      setTimeout: undefined,
      CustomEvent: undefined,
    })
    const call = p2panda.permissions()
    const { p2panda: tag, id } = page.ofKind('call').at(-1) ?? {}
    page.emit({ type: 'message', data: { p2panda: tag, kind: 'result', id, value: [] }, source: page })
    expect(await call).toEqual([])
  })
})
