// Links that change hands: swapped, given to who has few, cut when there are too many, and never before the new one is there.

import { describe, expect, it } from 'vitest'
import { SPARING_LINKS } from '../../../../src/gossip/overlay/limits.ts'
import { nameOf, OneOverlay } from './one-overlay.ts'

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index)
/** Everybody knows seven others whom nobody else knows. */
const apart = (number: number): number[] => range(number * 100 + 10_000, 7)

describe('a flip', () => {
  it('is asked for every five minutes or so, and gives the oldest link for one that is new', () => {
    const one = new OneOverlay()
    one.link([1])
    one.tells(1, [1_000, ...apart(1)])
    one.now += 60_000
    one.link(range(2, 7), apart)
    one.now -= 60_000
    let flips = 0
    for (let second = 0; second < 3_600; second += 1) {
      one.pass(1)
      for (const { to, body } of one.sent('flip')) {
        flips += 1
        const partner = Number.parseInt(to.slice(0, 8), 16)
        expect(body.give).toBe(nameOf(partner === 1 ? 2 : 1))
        expect(apart(partner).map((number) => nameOf(number))).toContain(body.want)
      }
    }
    expect(flips).toBeGreaterThanOrEqual(8)
    expect(flips).toBeLessThanOrEqual(18)
  })

  it('cuts the old link when its other end tells of the new one, not before', () => {
    const one = new OneOverlay()
    one.link(range(1, 8), apart)
    one.hears(1, { type: 'flip', give: nameOf(10_101), want: nameOf(2) })
    expect(one.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([true])
    expect(one.sent('signal').map(({ to, body }) => [to, body.to])).toEqual([[nameOf(1), nameOf(10_101)]])
    one.pass(20)
    one.tells(2, [1_000, ...apart(2)])
    expect(one.did('drop')).toEqual([])
    one.tells(2, [1_000, 1, ...apart(2)])
    expect(one.did('drop')).toEqual([{ kind: 'drop', neighbour: nameOf(2), reason: 'done' }])
  })

  it('leaves links alone that carry news, whoever asks for them', () => {
    const one = new OneOverlay()
    one.link(range(1, 8), apart)
    for (const number of range(1, 7)) one.carryNews.add(nameOf(number))
    for (let second = 0; second < 1_800; second += 1) {
      one.pass(1)
      for (const { body } of one.sent('flip')) expect(body.give).toBe(nameOf(8))
    }
    one.hears(1, { type: 'flip', give: nameOf(10_101), want: nameOf(2) })
    expect(one.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([false])
  })

  it('does not cut a link that came to carry news meanwhile', () => {
    const one = new OneOverlay()
    one.link(range(1, 8), apart)
    one.hears(1, { type: 'flip', give: nameOf(10_101), want: nameOf(2) })
    expect(one.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([true])
    one.carryNews.add(nameOf(2))
    one.tells(2, [1_000, 1, ...apart(2)])
    expect(one.did('drop')).toEqual([])
  })

  it('that comes to nothing leaves the old link where it is', () => {
    const one = new OneOverlay()
    one.link(range(1, 8), apart)
    one.hears(1, { type: 'flip', give: nameOf(10_101), want: nameOf(2) })
    one.pass(31)
    one.tells(2, [1_000, 1, ...apart(2)])
    expect(one.did('drop')).toEqual([])
  })

  it.each([
    ['a link that is not there', 1, 10_101, 77],
    ['a link to the one who asks', 1, 10_101, 1],
    ['a link in exchange for one that is there already', 1, 3, 2],
    ['a link in exchange for this very node', 1, 1_000, 2],
  ])('is refused for %s', (_, from, give, want) => {
    const one = new OneOverlay()
    one.link(range(1, 8), apart)
    one.hears(from, { type: 'flip', give: nameOf(give), want: nameOf(want) })
    expect(one.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([false])
    expect(one.did('offer')).toEqual([])
  })

  it('is refused with few links, while another one is under way, and when one neighbour asks too often', () => {
    const few = new OneOverlay()
    few.link(range(1, 5), apart)
    few.hears(1, { type: 'flip', give: nameOf(10_101), want: nameOf(2) })
    expect(few.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([false])

    const one = new OneOverlay()
    one.link(range(1, 8), apart)
    for (const number of range(1, 7)) {
      one.hears(number, { type: 'flip', give: nameOf(number * 100 + 10_001), want: nameOf(number + 1) })
    }
    expect(one.sent('flip-answer').filter(({ body }) => body.accepted)).toHaveLength(1)

    const pestered = new OneOverlay()
    pestered.link(range(1, 8), apart)
    let accepted = 0
    for (let second = 0; second < 300; second += 1) {
      pestered.pass(1)
      const [from, want] = [1 + (second % 4), 5 + (second % 4)]
      pestered.hears(from, { type: 'flip', give: nameOf(20_000 + second), want: nameOf(want) })
      for (const { body } of pestered.sent('flip-answer')) accepted += body.accepted ? 1 : 0
      for (const { attempt } of pestered.did('offer')) pestered.overlay.settled(attempt, true, pestered.now)
    }
    expect(accepted).toBe(5)
  })

  it('never gives the only link from a meeting point away before half an hour has passed', () => {
    const one = new OneOverlay()
    one.link([1], apart)
    one.link(range(2, 7), apart, nameOf(1))
    one.hears(2, { type: 'flip', give: nameOf(10_201), want: nameOf(1) })
    expect(one.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([false])
    one.now += 30 * 60_000
    one.hears(2, { type: 'flip', give: nameOf(10_201), want: nameOf(1) })
    expect(one.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([true])
  })

  it('is not asked for by who is sparing, nor in a festival that is small', () => {
    const sparing = new OneOverlay(SPARING_LINKS)
    sparing.link(range(1, 4), apart)
    const small = new OneOverlay()
    small.link(range(1, 8), () => range(1, 12))
    for (const one of [sparing, small]) {
      one.pass(3_600)
      expect(one.sent('flip')).toEqual([])
    }
  })
})

describe('a node with more links than it wants', () => {
  it('gives one to the neighbour that has fewest', () => {
    const one = new OneOverlay()
    one.link(range(1, 8), apart)
    one.link([9])
    one.pass(2)
    const [gift] = one.sent('flip')
    expect([gift!.to, gift!.body.want]).toEqual([nameOf(9), undefined])
    one.hears(9, { type: 'flip-answer', give: gift!.body.give, accepted: true })
    const given = Number.parseInt(gift!.body.give.slice(0, 8), 16)
    one.tells(given, [1_000, 9, ...apart(given)])
    expect(one.did('drop').map(({ neighbour }) => neighbour)).toEqual([gift!.body.give])
  })

  it('drops one to somebody with as many, best a friend of friends', () => {
    const one = new OneOverlay()
    const lists = (number: number): number[] => (number <= 2 ? [3 - number, ...range(number * 100, 9)] : apart(number))
    one.link(range(1, 10), lists)
    one.pass(60)
    expect(one.did('drop').map(({ neighbour }) => neighbour)).toContain(nameOf(1))
  })
})

describe('with ten links a node', () => {
  it('drops what a neighbour introduced soon, and what came from a meeting point after ten minutes', () => {
    const introduced = new OneOverlay()
    introduced.link(range(1, 10), (number) => range(number * 100, 9), nameOf(5_000))
    introduced.pass(60)
    expect(introduced.did('drop')).not.toEqual([])
    const met = new OneOverlay()
    met.link(range(1, 10), (number) => range(number * 100, 9))
    met.pass(590)
    expect(met.did('drop')).toEqual([])
    met.pass(60)
    expect(met.did('drop')).not.toEqual([])
  })
})

describe('a gift', () => {
  it('is taken by who wants more links, and by nobody else', () => {
    const poor = new OneOverlay()
    poor.link([1, 2], apart)
    poor.hears(1, { type: 'flip', give: nameOf(10_101) })
    expect(poor.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([true])
    expect(poor.sent('signal').map(({ to, body }) => [to, body.to])).toEqual([[nameOf(1), nameOf(10_101)]])
    const rich = new OneOverlay()
    rich.link(range(1, 8), apart)
    rich.hears(1, { type: 'flip', give: nameOf(10_101) })
    expect(rich.sent('flip-answer').map(({ body }) => body.accepted)).toEqual([false])
  })
})
