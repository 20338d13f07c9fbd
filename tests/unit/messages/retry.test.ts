// Commands are sent again until somebody answers, always with the same id.

import { describe, expect, it } from 'vitest'
import type { PanelRequest } from '../../../messages/panel.ts'
import { sendUntilAnswered } from '../../../messages/retry.ts'
import { unlessSilent } from '../../../messages/silence.ts'
import { fromNetworkWire, toNetworkWire } from '../../../messages/network-wire.ts'
import type { ToNetwork } from '../../../messages/network.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'

const request: PanelRequest<'persona.create'> = {
  kind: 'command',
  id: 'ab'.repeat(16),
  name: 'persona.create',
  params: {},
}
const answer = { ok: true, value: { publicKey: 'ab', existed: false } }

describe('a command', () => {
  it('is sent again when the channel closes, when nobody is there, and when nobody answers', async () => {
    const ids: string[] = []
    const waits: number[] = []
    const failures = [() => Promise.reject(new Error('Receiving end does not exist')), () => Promise.resolve(undefined)]
    const response = await sendUntilAnswered(
      {
        send: ({ id }) => {
          ids.push(id)
          return failures[ids.length - 1]?.() ?? Promise.resolve(answer)
        },
        wait: async (ms) => void waits.push(ms),
      },
      request,
    )
    expect(response).toEqual(answer)
    expect(ids).toEqual([request.id, request.id, request.id])
    expect(waits).toHaveLength(2)
  })

  it('is given up after about ten seconds', async () => {
    let waited = 0
    const response = await sendUntilAnswered(
      {
        send: () => Promise.reject(new Error('gone')),
        wait: async (ms) => {
          waited += ms
        },
      },
      request,
    )
    expect(response).toEqual({ ok: false, error: { code: 'no-answer' } })
    expect(waited).toBeGreaterThanOrEqual(8000)
    expect(waited).toBeLessThanOrEqual(12_000)
  })
})

describe('a command that nobody reacts to', () => {
  /** Time that passes only here. */
  class Time {
    now = 0
    readonly #due: { readonly at: number; readonly go: () => void }[] = []
    wait = (ms: number): Promise<void> => new Promise((go) => void this.#due.push({ at: this.now + ms, go }))
    /** Lets everything happen that is due until then, in its order. */
    async pass(ms: number): Promise<void> {
      const end = this.now + ms
      for (;;) {
        await new Promise((resolve) => void setImmediate(resolve))
        this.#due.sort((one, two) => one.at - two.at)
        if ((this.#due[0]?.at ?? Infinity) > end) break
        const next = this.#due.shift()
        this.now = next?.at ?? end
        next?.go()
      }
      this.now = end
    }
  }
  const never = (): Promise<never> => new Promise(() => undefined)

  it('is given up when no ping comes back either', async () => {
    const time = new Time()
    const ports = { ping: never, wait: time.wait }
    const response = sendUntilAnswered({ send: () => unlessSilent(ports, never()), wait: time.wait }, request)
    await time.pass(14_999)
    const early = await Promise.race([response, Promise.resolve('waits')])
    await time.pass(1)
    expect([early, await response]).toEqual(['waits', { ok: false, error: { code: 'no-answer' } }])
  })

  it('is waited for as long as somebody is there', async () => {
    const time = new Time()
    let done: (answer: unknown) => void = () => undefined
    const working = new Promise((resolve) => void (done = resolve))
    let pings = 0
    const ping = (): Promise<unknown> =>
      (pings += 1) === 2 ? Promise.reject(new Error('closed')) : Promise.resolve(true)
    const response = sendUntilAnswered(
      { send: () => unlessSilent({ ping, wait: time.wait }, working), wait: time.wait },
      request,
    )
    await time.pass(60_000)
    done(answer)
    expect(await response).toEqual(answer)
    expect(pings).toBe(12)
    await time.pass(60_000)
    expect(pings).toBe(12)
  })

  it('is sent again when the channel closes while it is waited for', async () => {
    const time = new Time()
    let sent = 0
    const send = (): Promise<unknown> =>
      (sent += 1) === 1 ? Promise.reject(new Error('closed')) : Promise.resolve(answer)
    const ports = { ping: never, wait: time.wait }
    const response = sendUntilAnswered({ send: () => unlessSilent(ports, send()), wait: time.wait }, request)
    await time.pass(1_000)
    expect(await response).toEqual(answer)
  })
})

describe('messages to the network half', () => {
  it('survive JSON', () => {
    const messages: ToNetwork[] = [
      { kind: 'refresh' },
      { kind: 'published', festival: '0040' as FestivalId, author: 'ab' as PublicKey, logId: 2n ** 47n },
      { kind: 'signal', id: 1, step: { step: 'answer', code: 'x' } },
    ]
    for (const message of messages) {
      expect(fromNetworkWire(JSON.parse(JSON.stringify(toNetworkWire(message))))).toEqual(message)
    }
  })
})
