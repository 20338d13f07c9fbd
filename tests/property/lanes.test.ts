// The two lanes of a link: order, credit, and what is refused, packed or not.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, encodeVarU64, equalBytes, err, ok } from '../../src/bamboo/index.ts'
import { CREDIT_WINDOW, IncomingLanes, LIVE_WINDOW, OutgoingLanes } from '../../src/gossip/lanes.ts'
import { pack } from '../../src/gossip/packing/packing.ts'

/** Parts of growing length, among them empty ones, as messages are written. */
function inParts(message: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [new Uint8Array()]
  for (let start = 0, length = 1; start < message.length; start += length, length = 2 * length + 1)
    parts.push(message.subarray(start, start + length), new Uint8Array())
  return parts
}

describe('the lanes', () => {
  it('deliver bulk messages whole, in order, never beyond the credit, with control messages in between', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 130_000 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(sizes, fc.nat(), (lengths, seed) => {
        const [outgoing, incoming] = [new OutgoingLanes(), new IncomingLanes()]
        const waiting = lengths.map((length, index) => Uint8Array.from({ length }, (_, at) => at * (index + seed)))
        const sent = [...waiting]
        const arrived: Uint8Array[] = []
        let control = 0
        for (let turn = 0; arrived.length < lengths.length; turn += 1) {
          expect(turn).toBeLessThan(2_000)
          const next = waiting[0]
          if (outgoing.isBulkFree && next !== undefined) {
            const parts = inParts(waiting.shift() ?? next)
            const packed = waiting.length % 2 === 0 ? pack(parts) : undefined
            if (packed === undefined) outgoing.bulk(parts)
            else outgoing.packedBulk(packed)
          }
          if (turn % 5 === 0) outgoing.control(Uint8Array.of(1, 2, 3))
          const frame = outgoing.next()
          if (frame === undefined) continue
          expect(frame.length).toBeLessThanOrEqual(16 * 1024)
          const received = incoming.receive(frame)
          expect(received.ok).toBe(true)
          if (!received.ok || received.value === undefined) continue
          if (received.value.bulkBytes === 0) {
            control += 1
            continue
          }
          arrived.push(received.value.message)
          incoming.release(received.value.bulkBytes)
          outgoing.grant(received.value.bulkBytes)
        }
        expect(arrived.length).toBe(sent.length)
        for (const [index, message] of arrived.entries()) {
          expect(equalBytes(message, sent[index] ?? new Uint8Array()), `message ${index}`).toBe(true)
        }
        expect(control).toBeGreaterThan(0)
      }),
      { numRuns: 30 },
    )
  })

  it('stop sending bulk when no credit comes back', () => {
    const outgoing = new OutgoingLanes()
    let sent = 0
    for (let index = 0; index < 4 && outgoing.isBulkFree; index += 1) {
      outgoing.bulk([new Uint8Array(100_000)])
      for (let frame = outgoing.next(); frame !== undefined; frame = outgoing.next()) sent += frame.length - 1
    }
    expect(sent).toBe(CREDIT_WINDOW)
    outgoing.control(Uint8Array.of(1))
    expect(outgoing.next()).toEqual(Uint8Array.of(0, 1))
  })

  it('take two bulk messages, and no third', () => {
    const outgoing = new OutgoingLanes()
    for (const length of [20_000, 5]) outgoing.bulk([new Uint8Array(length)])
    expect(outgoing.isBulkFree).toBe(false)
    expect(() => outgoing.bulk([new Uint8Array(1)])).toThrow(RangeError)
    expect([outgoing.next(), outgoing.next(), outgoing.next()].map((frame) => [frame?.[0], frame?.length])).toEqual([
      [3, 16_384],
      [1, 20_000 - 16_383 + 1],
      [1, 6],
    ])
    expect(outgoing.isBulkFree).toBe(true)
  })

  it('begin a packed message when there is credit for all of it, and wait until then', () => {
    const outgoing = new OutgoingLanes()
    const [long, packed] = [new Uint8Array(200_000), pack([new Uint8Array(100_000)])]
    outgoing.bulk([long])
    for (let left = long.length; left > 0;) left -= (outgoing.next()?.length ?? Number.NaN) - 1
    if (packed !== undefined) outgoing.packedBulk(packed)
    const missing = 100_000 - (CREDIT_WINDOW - 200_000)
    outgoing.grant(missing - 1)
    expect(outgoing.next()).toBeUndefined()
    outgoing.grant(1)
    expect(outgoing.next()?.slice(0, 4)).toEqual(Uint8Array.of(5, ...encodeVarU64(100_000).slice(0, 3)))
    outgoing.bulk([long])
    expect(outgoing.next()).toBeUndefined()
  })

  /** Frames of a packed message that becomes as many zeros as `unpacked`, and is said to become `said`. */
  const zeros = (unpacked: number, said = unpacked): Uint8Array => {
    const block = pack([new Uint8Array(unpacked)])?.bytes ?? new Uint8Array(0)
    return concatBytes(Uint8Array.of(5), encodeVarU64(said), block)
  }

  it('count a packed message as what it becomes', () => {
    const incoming = new IncomingLanes()
    for (let message = 0; message < 4; message += 1) {
      const received = incoming.receive(zeros(65_536))
      expect(received).toEqual(ok({ message: new Uint8Array(65_536), bulkBytes: 65_536 }))
    }
    incoming.release(1_024)
    expect(incoming.receive(zeros(1_024)).ok).toBe(true)
    expect(incoming.receive(zeros(1_024))).toEqual(err({ code: 'credit-exceeded' }))
  })

  const block = zeros(2_000).subarray(1)
  it.each<[string, Uint8Array[], string]>([
    ['that becomes more than it says', [zeros(2_000, 1_999)], 'malformed'],
    ['that becomes less than it says', [zeros(2_000, 2_001)], 'malformed'],
    ['of more than 256 KiB', [zeros(CREDIT_WINDOW, CREDIT_WINDOW + 1)], 'too-long'],
    ['that is said to become nothing', [zeros(2_000, 0)], 'malformed'],
    ['with a length that is no number', [Uint8Array.of(5, 255)], 'malformed'],
    ['whose bytes are no block', [Uint8Array.of(5, 200, 1, 2, 3)], 'malformed'],
    ['with more bytes than it becomes', [Uint8Array.of(7, 30, ...block), Uint8Array.of(7, ...block)], 'malformed'],
    ['that goes on unpacked', [Uint8Array.of(7, ...block), Uint8Array.of(1, 1)], 'malformed'],
    ['that began unpacked', [Uint8Array.of(3, 1), Uint8Array.of(5, ...block)], 'malformed'],
    ['without bytes', [Uint8Array.of(5)], 'malformed'],
  ])('refuse a packed message %s', (_what, frames, code) => {
    const incoming = new IncomingLanes()
    const results = frames.map((frame) => incoming.receive(frame))
    expect(results.filter((result) => !result.ok)).toEqual([err({ code })])
    expect(results.at(-1)?.ok).toBe(false)
  })

  it('put a packed message together from its frames', () => {
    const incoming = new IncomingLanes()
    expect(incoming.receive(Uint8Array.of(7, ...block.subarray(0, 3)))).toEqual(ok(undefined))
    expect(incoming.isMidway).toBe(true)
    expect(incoming.receive(Uint8Array.of(7, ...block.subarray(3, 5)))).toEqual(ok(undefined))
    const whole = incoming.receive(Uint8Array.of(5, ...block.subarray(5)))
    expect(whole).toEqual(ok({ message: new Uint8Array(2_000), bulkBytes: 2_000 }))
    expect(incoming.isMidway).toBe(false)
  })

  /** Whole messages of so many bytes until one is refused: how many bytes were taken, and why no more. */
  const fill = (incoming: IncomingLanes, messageBytes: number): { taken: number; why: string } => {
    for (let taken = 0; ;) {
      for (let left = messageBytes; left > 0;) {
        const length = Math.min(left, 16_383)
        left -= length
        const received = incoming.receive(new Uint8Array(length + 1).fill(left === 0 ? 1 : 3))
        if (!received.ok) return { taken, why: received.error.code }
        taken += length
      }
    }
  }

  it('hold 256 KiB for somebody unknown, and 2 MiB once it is known who it is', () => {
    const [unknown, known] = [new IncomingLanes(), new IncomingLanes()]
    expect(known.widen()).toBe(LIVE_WINDOW - CREDIT_WINDOW)
    expect(known.widen()).toBe(0)
    expect(fill(unknown, 1_024)).toEqual({ taken: CREDIT_WINDOW, why: 'credit-exceeded' })
    expect(fill(known, 1_024)).toEqual({ taken: LIVE_WINDOW, why: 'credit-exceeded' })
  })

  it('put no message together that is longer than 256 KiB', () => {
    const incoming = new IncomingLanes()
    incoming.widen()
    expect(fill(incoming, LIVE_WINDOW)).toEqual({ taken: 16 * 16_383, why: 'too-long' })
  })
})
