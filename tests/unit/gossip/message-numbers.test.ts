// The numbers of docs/protocol-gossip.md, as another implementation reads them there.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/bamboo/index.ts'
import { encodeMessage, messageTypeOf } from '../../../src/gossip/frames.ts'
import { PACKING, type CloseReason, type Message } from '../../../src/gossip/messages.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'

const protocol = readFileSync('docs/protocol-gossip.md', 'utf8')

describe('messages', () => {
  it('have the type numbers of the table', () => {
    const rows = [...protocol.matchAll(/^\| ((?:[0-9a-f]{2})(?:, [0-9a-f]{2})*) \| ([A-Z_, ]+) \|/gm)]
    const told = rows.flatMap(([, numbers = '', names = '']) => {
      const each = names.split(', ')
      return numbers.split(', ').map((number, index) => [Number.parseInt(number, 16), each[index]] as const)
    })
    const ours = Array.from({ length: 256 }, (_, number) => [number, messageTypeOf(number)] as const)
    const used = ours.flatMap(([number, type]) =>
      type === undefined ? [] : [[number, type.toUpperCase().replaceAll('-', '_')]],
    )
    expect(told).toEqual(used)
    expect(told).toHaveLength(31)
  })

  it('say why a link is closed with the numbers of the list', () => {
    const numbers: Record<CloseReason, number> = {
      done: 0,
      'no-topic': 1,
      self: 2,
      duplicate: 3,
      version: 4,
      'bad-auth': 5,
      protocol: 6,
      timeout: 7,
      rate: 8,
      'bad-entry': 9,
      full: 10,
      unwelcome: 11,
      withholds: 12,
    }
    for (const [reason, number] of Object.entries(numbers)) {
      const bytes = encodeMessage({ type: 'close', reason: reason as CloseReason, retryAfterMs: 0 })
      expect([...bytes], reason).toEqual([0x2f, number, 0])
    }
  })

  const author = 'ab'.repeat(32) as PublicKey
  it.each<[Message, string]>([
    [{ type: 'hello', version: 1, nonce: new Uint8Array(32).fill(7), features: PACKING }, `2001${'07'.repeat(32)}01`],
    [{ type: 'credit', bytes: 16_384 }, '60f94000'],
    [{ type: 'want', slot: 3, wants: [{ author, logId: 9n, from: 1, to: 300 }] }, `520301${author}0901f9012c`],
    [
      { type: 'entries', slot: 0, author, logId: 0n, from: 2, entries: [{ entry: Uint8Array.of(1, 2) }] },
      `5300${author}00020102010200`,
    ],
    [
      {
        type: 'entries',
        slot: 0,
        author,
        logId: 0n,
        from: 2,
        entries: [{ entry: Uint8Array.of(1, 2), payload: Uint8Array.of(5) }],
      },
      `5300${author}0002010201020205`,
    ],
    [{ type: 'prune', slot: 255 }, '43f8ff'],
  ])('are these bytes: %o', (message, hex) => {
    expect(toHex(encodeMessage(message))).toBe(hex)
  })
})
