// The tracker client against the reference server, and against a socket that does whatever a test wants.

import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { parseTrackerAddress } from '../../../src/adapters/tracker/tracker-address.ts'
import { parseTrackerMessage } from '../../../src/adapters/tracker/tracker-messages.ts'
import { WebSocketTracker } from '../../../src/adapters/tracker/websocket-tracker.ts'
import type { SignallerState } from '../../../src/ports/signaller.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'
import { startTracker } from '../../../scripts/tracker.ts'

const name = Uint8Array.from({ length: 20 }, (_, index) => 240 + index)
const offerId = Uint8Array.from({ length: 20 }, (_, index) => index * 12)
const openSocket = (url: string): WebSocket => new NodeWebSocket(url)

describe('the tracker client', () => {
  it('brings an offer to somebody else in the swarm, and the answer back', async () => {
    const server = await startTracker()
    const [ada, ben] = ['ada', 'ben'].map(
      (each) => new WebSocketTracker(server.url, new SeededRandom(each), openSocket),
    )
    if (ada === undefined || ben === undefined) throw new Error('no client')
    try {
      const answered = new Promise((resolve) => {
        ada.onAnswer = (...answer) => resolve([answer[0], answer[2], answer[3]])
      })
      ben.onOffer = (swarm, peer, id, sealed) => ben.answer(swarm, peer, id, `${sealed}, and an answer`)
      await opened(ben)
      await opened(ada)
      ben.announce(name, [])
      // The swarm of a server that has not heard of Ben yet is empty: announce until it has.
      const timer = setInterval(() => ada.announce(name, [{ id: offerId, sealed: 'g1:offer' }]), 20)
      expect(await answered).toEqual([name, offerId, 'g1:offer, and an answer'])
      clearInterval(timer)
    } finally {
      ada.close()
      ben.close()
      await server.stop()
    }
  })
})

describe('the tracker client on a socket that fails', () => {
  afterEach(() => vi.useRealTimers())

  it('tries again soon after the first loss, then in growing steps, and at once when asked', () => {
    vi.useFakeTimers()
    const sockets: FakeSocket[] = []
    const states: SignallerState[] = []
    const tracker = new WebSocketTracker('wss://t.example/', new SeededRandom('t'), () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    })
    tracker.onState = (state) => states.push(state)
    tracker.open()
    const waits: number[] = []
    for (let loss = 0; loss < 4; loss += 1) {
      sockets.at(-1)?.onclose?.()
      const state = states.at(-1)
      if (state?.state !== 'waiting') throw new Error('not waiting')
      waits.push(state.retryAt - Date.now())
      expect(state.reason).toBe('refused')
      vi.advanceTimersByTime(state.retryAt - Date.now())
    }
    expect(sockets).toHaveLength(5)
    const limits = [1_000, 10_000, 20_000, 40_000]
    for (const [index, limit] of limits.entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(limit / 2)
      expect(waits[index]).toBeLessThanOrEqual(limit)
    }
    sockets.at(-1)?.onerror?.()
    tracker.reopen()
    expect(sockets).toHaveLength(6)
    tracker.close()
    vi.advanceTimersByTime(3_600_000)
    expect(sockets).toHaveLength(6)
  })

  it('gives up a socket that may lead nowhere any more, and takes no loss of it for one of the next', () => {
    vi.useFakeTimers()
    const sockets: FakeSocket[] = []
    const tracker = new WebSocketTracker('wss://t.example/', new SeededRandom('t'), () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    })
    tracker.open()
    const [first] = sockets
    if (first === undefined) throw new Error('no socket')
    first.readyState = 1
    first.onopen?.()
    tracker.announce(name, [])
    tracker.reopen()
    expect(first.readyState).toBe(3)
    const [, second] = sockets
    if (second === undefined) throw new Error('no second socket')
    first.onclose?.()
    second.readyState = 1
    second.onopen?.()
    tracker.announce(name, [])
    expect(JSON.parse(second.sent[0] ?? '')).toMatchObject({ action: 'announce', event: 'started' })
    vi.advanceTimersByTime(3_600_000)
    expect(sockets).toHaveLength(2)
    tracker.close()
  })

  it('tells the tracker nothing while there is no open socket', () => {
    const socket = new FakeSocket()
    const tracker = new WebSocketTracker(
      'wss://t.example/',
      new SeededRandom('t'),
      () => socket as unknown as WebSocket,
    )
    tracker.open()
    tracker.announce(name, [])
    expect(socket.sent).toEqual([])
    socket.readyState = 1
    socket.onopen?.()
    tracker.announce(name, [{ id: offerId, sealed: 'g1:x' }])
    expect(JSON.parse(socket.sent[0] ?? '')).toMatchObject({ action: 'announce', event: 'started', numwant: 1 })
    tracker.leave(name)
    expect(JSON.parse(socket.sent[1] ?? '')).toMatchObject({ event: 'stopped' })
    tracker.close()
  })
})

describe('a message of a tracker', () => {
  const twenty = 'ÿ'.repeat(20)
  const offer = {
    action: 'announce',
    info_hash: twenty,
    peer_id: twenty,
    offer_id: twenty,
    offer: { type: 'offer', sdp: 'g1:x' },
  }

  it('is an offer or an answer', () => {
    const bytes = new Uint8Array(20).fill(255)
    const parts = { name: bytes, peer: bytes, offerId: bytes, sealed: 'g1:x' }
    expect(parseTrackerMessage(JSON.stringify(offer))).toEqual({ kind: 'offer', ...parts })
    const { offer: description, ...rest } = offer
    expect(parseTrackerMessage(JSON.stringify({ ...rest, answer: description }))).toEqual({ kind: 'answer', ...parts })
  })

  it.each<[string, unknown]>([
    ['binary', new ArrayBuffer(4)],
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['another action', JSON.stringify({ ...offer, action: 'scrape' })],
    ['an announce reply', JSON.stringify({ action: 'announce', info_hash: twenty, interval: 120, complete: 1 })],
    ['a short name', JSON.stringify({ ...offer, info_hash: 'x' })],
    ['a name beyond latin-1', JSON.stringify({ ...offer, info_hash: '€'.repeat(20) })],
    ['an id that is no text', JSON.stringify({ ...offer, offer_id: 7 })],
    ['a description that is no text', JSON.stringify({ ...offer, offer: { sdp: {} } })],
    ['a description that is too long', JSON.stringify({ ...offer, offer: { sdp: 'x'.repeat(3_000) } })],
    ['endless', JSON.stringify({ ...offer, more: 'x'.repeat(70_000) })],
  ])('is ignored when it is %s', (_what, data) => {
    expect(parseTrackerMessage(data)).toBeUndefined()
  })
})

describe('the address of a tracker', () => {
  it.each([
    ['wss://tracker.example', 'wss://tracker.example/'],
    ['wss://tracker.example:7073/announce', 'wss://tracker.example:7073/announce'],
    ['ws://127.0.0.1:8000', 'ws://127.0.0.1:8000/'],
    ['ws://localhost:8000/', 'ws://localhost:8000/'],
  ])('may be %s', (text, expected) => {
    expect(parseTrackerAddress(text)).toBe(expected)
  })

  it.each([
    'ws://tracker.example',
    'ws://127.0.0.1.example/',
    'https://tracker.example',
    'wss://a:b@c.example',
    'x',
    '',
  ])('may not be %s', (text) => {
    expect(parseTrackerAddress(text)).toBeUndefined()
  })
})

class FakeSocket {
  readyState = 0
  readonly sent: string[] = []
  onopen: (() => void) | undefined
  onclose: (() => void) | undefined
  onerror: (() => void) | undefined
  send(text: string): void {
    this.sent.push(text)
  }
  close(): void {
    this.readyState = 3
  }
}

function opened(tracker: WebSocketTracker): Promise<void> {
  return new Promise((resolve) => {
    tracker.onState = (state) => {
      if (state.state === 'open') resolve()
    }
    tracker.open()
  })
}
