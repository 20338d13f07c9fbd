// Commands are sent again until somebody answers, always with the same id.

import { describe, expect, it } from 'vitest'
import type { PanelRequest } from '../../../messages/panel.ts'
import { sendUntilAnswered } from '../../../messages/retry.ts'
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
    expect(response).toEqual({ ok: false, error: { code: 'internal', data: { reason: 'no-answer' } } })
    expect(waited).toBeGreaterThanOrEqual(8000)
    expect(waited).toBeLessThanOrEqual(12_000)
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
