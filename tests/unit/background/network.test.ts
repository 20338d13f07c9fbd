// When the network half exists, and what reaches it: an offscreen document in Chromium, the event page in Firefox.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { InPageHost } from '../../../background/in-page-host.ts'
import { OffscreenHost } from '../../../background/offscreen-host.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { FromNetwork, ToNetwork } from '../../../messages/network.ts'
import { FakePort } from './fake-extension.ts'
import { Machine } from './machine.ts'
import { until } from './site.ts'
import { begin } from './story.ts'

/** As Chromium: a second document is an error, and making one takes a while. */
class FakeOffscreen {
  exists = false
  attempts = 0

  async hasDocument(): Promise<boolean> {
    return this.exists
  }

  async createDocument(): Promise<void> {
    this.attempts += 1
    await new Promise((resolve) => setImmediate(resolve))
    if (this.exists) throw new Error('Only a single offscreen document may be created.')
    this.exists = true
  }

  async closeDocument(): Promise<void> {
    this.exists = false
  }
}

const published: ToNetwork = { kind: 'published', festival: '0040' as FestivalId, author: 'ab' as PublicKey, logId: 7n }

afterEach(() => vi.useRealTimers())

describe('the offscreen document', () => {
  it('is made once, however often it is asked for, and when somebody else was faster', async () => {
    const offscreen = new FakeOffscreen()
    const host = (): OffscreenHost =>
      new OffscreenHost(
        offscreen,
        () => undefined,
        () => undefined,
      )
    const [one, other] = [host(), host()]
    await Promise.all([one.start(), one.start(), other.start(), other.start()])
    await one.start()
    expect(offscreen.exists).toBe(true)
    expect(offscreen.attempts).toBeLessThanOrEqual(2)
    await one.stop()
    await one.stop()
    expect(offscreen.exists).toBe(false)
  })

  it('gets what was sent before it connected, once each, and again after it reconnected', async () => {
    const received: FromNetwork[] = []
    let calls = 0
    const host = new OffscreenHost(
      new FakeOffscreen(),
      (message) => received.push(message),
      () => (calls += 1),
    )
    for (const message of [published, { kind: 'refresh' }, published, { kind: 'refresh' }] as ToNetwork[])
      host.send(message)
    const first = new FakePort('network')
    host.attach(first)
    expect(first.sent).toEqual([{ ...published, logId: '7' }, { kind: 'refresh' }])
    first.send({ kind: 'changed', festivals: [] })
    expect(received).toEqual([{ kind: 'changed', festivals: [] }])
    first.vanish()
    const before = calls
    host.send(published)
    expect(calls).toBe(before + 1)
    const second = new FakePort('network')
    host.attach(second)
    expect(second.sent).toEqual([{ ...published, logId: '7' }])
  })

  it('asks a fresh document for the code that the one before took with it, once, and for nothing that was answered', () => {
    const host = new OffscreenHost(
      new FakeOffscreen(),
      () => undefined,
      () => undefined,
    )
    const signal = (id: number): ToNetwork => ({ kind: 'signal', id, step: { step: 'answer', code: 'p2panda' } })
    const [first, second, third] = [new FakePort('network'), new FakePort('network'), new FakePort('network')]
    host.attach(first)
    for (const id of [1, 2]) host.send(signal(id))
    first.send({ kind: 'signalled', id: 1, result: { ok: false, error: { code: 'code-not-one' } } })
    // The document reloads: its port closes, or a fresh one comes before anybody noticed.
    host.attach(second)
    first.vanish()
    expect(second.sent).toEqual([signal(2)])
    second.vanish()
    host.send(signal(3))
    host.attach(third)
    expect(third.sent).toEqual([signal(2), signal(3)])
  })
})

describe('the half in the event page', () => {
  it('keeps the page awake while it runs, and no longer', async () => {
    vi.useFakeTimers()
    let beats = 0
    const received: ToNetwork[] = []
    const half = { receive: (message: ToNetwork): void => void received.push(message), stop: vi.fn() }
    const host = new InPageHost(
      () => half,
      async () => void (beats += 1),
    )
    host.send(published)
    await host.start()
    await host.start()
    host.send({ kind: 'refresh' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(beats).toBe(3)
    expect(received).toEqual([{ kind: 'refresh' }])
    await host.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(beats).toBe(3)
    expect(half.stop).toHaveBeenCalledOnce()
  })
})

describe('the network', () => {
  it('runs while the user is online and follows a festival, and says when it does not', async () => {
    const machine = new Machine()
    await machine.done('network.set', { online: true })
    expect(machine.worker.host.running).toBe(false)
    expect(await machine.db.status.get('network')).toMatchObject({ online: true, peers: {} })
    const { ada } = await begin()
    await ada.done('network.set', { online: true })
    expect(ada.worker.host.running).toBe(true)
    expect(ada.worker.host.sent).toContainEqual({ kind: 'refresh' })
    expect(ada.api.wakeAlarms).toEqual(new Map([['network', 5]]))
    ada.kill()
    await ada.worker.background.boot()
    expect(ada.worker.host.running).toBe(true)
    await ada.done('network.set', { online: false })
    expect(ada.worker.host.running).toBe(false)
    expect(ada.api.wakeAlarms.size).toBe(0)
    expect(await ada.db.status.get('network')).toMatchObject({ online: false })
  })

  it('ends as the switch does when it is flipped quickly', async () => {
    const { ada } = await begin()
    const flips = [true, false, true, false, true].map((online) => ada.command('network.set', { online }))
    await Promise.all(flips)
    expect(ada.worker.host.running).toBe(true)
  })

  it('changes what is named of the way to be online, all at once, and takes nothing else', async () => {
    const { ada } = await begin()
    const stored = async (): Promise<unknown[]> =>
      (await ada.db.settings.bulkGet(['online', 'relayOnly', 'sparing'])).map((row) => row?.value)
    await ada.done('network.set', { online: true, relayOnly: true })
    expect(await stored()).toEqual([true, true, undefined])
    await ada.done('network.set', { sparing: true })
    expect(await stored()).toEqual([true, true, true])
    await ada.done('network.set', { relayOnly: false })
    expect(await stored()).toEqual([true, false, true])
    const wrong = { online: 'yes', hidden: true } as unknown as { online: boolean }
    expect(await ada.command('network.set', wrong)).toMatchObject({ ok: false, error: { code: 'invalid-params' } })
    expect(await stored()).toEqual([true, false, true])
  })

  it('carries the steps of connecting by hand', async () => {
    const { ben, festival } = await begin()
    const offer = ben.command('network.offer', { festival })
    await until(() => ben.worker.host.sent.some(({ kind }) => kind === 'signal'))
    const signal = ben.worker.host.sent.find((message) => message.kind === 'signal')
    expect(signal).toMatchObject({ step: { step: 'offer', festival } })
    const id = signal?.kind === 'signal' ? signal.id : 0
    ben.worker.receive({ kind: 'signalled', id, result: { ok: true, value: { text: 'code', festival } } })
    expect(await offer).toEqual({ ok: true, value: { code: 'code' } })
  })

  it('says whether the two browsers reached each other', async () => {
    const { ben } = await begin()
    const complete = ben.command('network.complete', { reply: 'reply' })
    await until(() => ben.worker.host.sent.some(({ kind }) => kind === 'signal'))
    const signal = ben.worker.host.sent.find((message) => message.kind === 'signal')
    expect(signal).toMatchObject({ step: { step: 'complete', reply: 'reply' } })
    const id = signal?.kind === 'signal' ? signal.id : 0
    ben.worker.receive({ kind: 'signalled', id, result: { ok: false, error: { code: 'no-connection' } } })
    expect(await complete).toMatchObject({ ok: false, error: { code: 'no-connection' } })
  })

  it('keeps the list of helpers that find our address, also an empty one, and takes none that is not one', async () => {
    const machine = new Machine()
    const stored = async (): Promise<unknown> => (await machine.db.settings.get('iceServers'))?.value
    const iceServers = ['stun:stun.example.org:3478', 'turn:ada:secret@turn.example.org']
    await machine.done('network.iceServers', { iceServers: [...iceServers, ` ${iceServers[0]} `, ''] })
    expect(await stored()).toEqual(iceServers)
    for (const wrong of ['https://stun.example.org', 'turn:turn.example.org', 'stun:a b']) {
      const refusal = await machine.command('network.iceServers', { iceServers: ['stun:other', wrong] })
      expect(refusal).toMatchObject({ ok: false, error: { code: 'ice-server-not-one' } })
    }
    const tooMany = ['a', 'b', 'c', 'd', 'e'].map((name) => `stun:${name}`)
    expect(await machine.command('network.iceServers', { iceServers: tooMany })).toMatchObject({ ok: false })
    expect(await stored()).toEqual(iceServers)
    await machine.done('network.iceServers', { iceServers: [] })
    expect(await stored()).toEqual([])
  })

  it('meets at other places when the user changes them, for festivals made here', async () => {
    const { ada, ben, festival } = await begin()
    const trackers = ['wss://tracker.example', 'ws://127.0.0.1:8000']
    await ada.done('network.trackers', { trackers: [...trackers, ` ${trackers[0]} `, ''] })
    await ben.done('network.trackers', { trackers })
    expect((await ada.db.memberships.get(festival))?.trackers).toEqual(trackers)
    expect((await ben.db.memberships.get(festival))?.trackers).not.toEqual(trackers)
  })
})
