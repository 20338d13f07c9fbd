// Comparing heads when the other side does not keep to the rules, and when both begin at once: there is always an end.

import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/bamboo/index.ts'
import { encodeMessage, decodeMessage } from '../../../src/gossip/frames.ts'
import type { RangesMessage, RootMessage, SyncMessage } from '../../../src/gossip/messages.ts'
import { COMPARE_EVERY_MS } from '../../../src/gossip/reconcile/comparison.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'
import { ComparingSide, madeUpHead, newMeeting, talk } from '../../../src/testing/comparing-sides.ts'

const SALT = new Uint8Array(8).fill(3)
const many = (count: number, length = 1): ReturnType<typeof madeUpHead>[] =>
  Array.from({ length: count }, (_, log) => madeUpHead(log + 1, length))

const random = new SeededRandom('hostile')
const root = (count: number): RootMessage => ({ type: 'root', slot: 0, fingerprint: random.bytes(10), count })
const ranges = (parts: Partial<RangesMessage>): RangesMessage => ({
  type: 'ranges',
  slot: 0,
  isLast: true,
  depth: 0,
  divided: [],
  listed: [],
  asked: [],
  heads: [],
  ...parts,
})
/** Every sixteenth of the range, with something in it that nobody has. */
const invented = (prefix: string): RangesMessage['divided'][number] => ({
  prefix,
  children: Array.from({ length: 16 }, (_, digit) => ({ digit, fingerprint: random.bytes(10) })),
})

const said = (side: ComparingSide): SyncMessage[] =>
  side.say().map((bytes) => {
    const message = decodeMessage(bytes)
    if (!message.ok) throw new Error('unreadable')
    return message.value as SyncMessage
  })

/** A side of 100 logs that has asked, and waits for the first turn. */
function asking(): ComparingSide {
  const side = new ComparingSide(many(100), true, SALT)
  side.comparison.tick(0)
  expect(said(side).map(({ type }) => type)).toEqual(['root'])
  return side
}

/** It says nothing more, learned nothing, and tries again a minute later. */
function expectOver(side: ComparingSide, now = 0): void {
  expect(said(side)).toEqual([])
  expect([side.isOver, side.remote.isCompared]).toEqual([false, false])
  side.comparison.tick(now + 59_000)
  expect(said(side)).toEqual([])
  side.comparison.tick(now + 60_000)
  expect(said(side).map(({ type }) => type)).toEqual(['root'])
}

describe('a comparison', () => {
  it('that both begin at once goes on at one end, and both know everything', () => {
    const meeting = newMeeting(many(300), many(280, 2))
    for (const side of [meeting.a, meeting.b]) side.comparison.tick(20_000)
    talk(meeting, 20_000)
    expect([meeting.a.isOver, meeting.b.isOver]).toEqual([true, true])
    expect(meeting.a.found).toHaveLength(280)
    expect(meeting.b.found).toHaveLength(300)
  })

  it('is begun by the end that does not lead when nothing comes, and by both again and again', () => {
    const [leading, other] = [new ComparingSide(many(3), true, SALT), new ComparingSide(many(3), false, SALT)]
    for (const [side, first] of [
      [leading, 0],
      [other, 10_000],
    ] as const) {
      for (const at of [first - 1, first]) side.comparison.tick(at)
      const [asked] = said(side)
      expect(asked?.type).toBe('root')
      if (asked !== undefined) side.hear(asked, first)
      expect(side.isOver).toBe(true)
      side.comparison.tick(first + COMPARE_EVERY_MS * 0.79)
      expect(said(side)).toEqual([])
      side.comparison.tick(first + COMPARE_EVERY_MS * 1.31)
      expect(said(side)).toHaveLength(1)
    }
  })

  it('breaks off when the other side stays silent', () => {
    const side = asking()
    side.comparison.tick(29_000)
    side.comparison.tick(30_000)
    expectOver(side, 30_000)
  })

  it.each<[string, RangesMessage[]]>([
    ['of a turn that is not the next one', [ranges({ depth: 1, divided: [invented('a')] })]],
    [
      'that were looked at in this turn',
      [ranges({ isLast: false, divided: [invented('')] }), ranges({ listed: [{ prefix: '', heads: [] }] })],
    ],
    ['after the turn has ended', [ranges({ divided: [invented('')] }), ranges({ depth: 1, divided: [invented('0')] })]],
    ['without an end', Array.from({ length: 1_025 }, () => ranges({ isLast: false, heads: [madeUpHead(7, 7)] }))],
  ])('breaks off for ranges %s', (_what, messages) => {
    const side = asking()
    for (const message of messages) side.hear(message, 0)
    expectOver(side)
  })

  it('with somebody who always knows better ends, and asks for less than it is told', () => {
    const side = asking()
    side.hear(ranges({ divided: [invented('')] }), 0)
    let [turns, heard] = [1, 0]
    for (; turns < 100; turns += 1) {
      const messages = said(side).filter((message) => message.type === 'ranges')
      if (messages.length === 0) break
      const depth = (messages[0]?.depth ?? 0) + 1
      const prefixes = messages.flatMap(({ divided, listed }) => [...divided, ...listed].map(({ prefix }) => prefix))
      // Everything below what we said differs, and there is more of it than we have.
      const children = prefixes.toSorted().flatMap((prefix) => ['0', '4', '8', 'c'].map((digit) => prefix + digit))
      const answers = children
        .slice(0, 200)
        .map((prefix) => ranges({ depth, isLast: false, divided: [invented(prefix)] }))
      for (const answer of [...answers, ranges({ depth })]) {
        const read = decodeMessage(encodeMessage(answer))
        if (read.ok) side.hear(read.value as SyncMessage, 0)
        heard += encodeMessage(answer).length
      }
    }
    expect(turns).toBeLessThanOrEqual(19)
    expect(side.sent).toBeLessThan(heard)
    expect(said(side)).toEqual([])
  })

  it('breaks off before more is left open than anybody holds', () => {
    const side = asking()
    const children = Array.from({ length: 16 }, (_, digit) => ({ digit, fingerprint: new Uint8Array(10).fill(7) }))
    side.hear(ranges({ divided: [{ prefix: '', children }] }), 0)
    said(side)
    const prefixes = (digits: number, count: number): string[] =>
      Array.from({ length: count }, (_, index) => index.toString(16).padStart(digits, '0'))
    side.hear(ranges({ depth: 2, divided: prefixes(2, 256).map((prefix) => ({ prefix, children })) }), 0)
    expect(said(side).length).toBeGreaterThan(0)
    const divided = prefixes(4, 5_000).map((prefix) => ({ prefix, children }))
    for (let at = 0; at < divided.length; at += 50) {
      side.hear(ranges({ depth: 4, isLast: false, divided: divided.slice(at, at + 50) }), 0)
    }
    expectOver(side)
  })

  it('with somebody who claims to hold nothing tells everything, and not more than a few times', () => {
    const side = new ComparingSide(many(1_000), false, SALT)
    for (let time = 0; time < 10; time += 1) {
      side.hear(root(0), 0)
      expect(said(side).length > 0).toBe(time < 4)
      side.hear(ranges({ depth: 1, listed: Array.from('0123456789abcdef', (prefix) => ({ prefix, heads: [] })) }), 0)
      const told = said(side).flatMap((message) => (message.type === 'ranges' ? message.heads : []))
      expect(told).toHaveLength(time < 4 ? 1_000 : 0)
    }
    side.hear(root(0), 30_000)
    expect(said(side)).not.toEqual([])
  })

  it('asks and answers for nothing twice, whatever places are asked for', () => {
    const side = new ComparingSide(many(100), false, SALT)
    const places = side.local.items.under('').map(({ place }) => place)
    side.hear(root(0), 0)
    said(side)
    side.hear(ranges({ depth: 1, isLast: false, asked: places }), 0)
    side.hear(ranges({ depth: 1, asked: places.slice(0, 1) }), 0)
    expect(said(side)).toEqual([])
    expect(side.isOver).toBe(false)
  })

  it('does not answer places that nobody has', () => {
    const side = asking()
    side.hear(ranges({ asked: [toHex(random.bytes(16))] }), 0)
    expect(said(side)).toEqual([ranges({ depth: 1 })])
    expect(side.isOver).toBe(true)
  })
})
