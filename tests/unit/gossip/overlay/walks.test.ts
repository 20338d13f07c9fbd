// Offers that walk: who passes them on, who answers, how the answer comes back, and what nobody falls for.

import { describe, expect, it } from 'vitest'
import { ANSWER, OFFER, OneOverlay, keyOf, nameOf, walkOf } from './one-overlay.ts'

/** A neighbourhood large enough for walks. */
const many = (number: number): number[] => Array.from({ length: 8 }, (_, index) => number * 20 + index)

describe('a newcomer', () => {
  it('sends two offers on walks, and no more while they are under way', () => {
    const one = new OneOverlay()
    one.link([1, 2], many)
    one.pass(5)
    const walks = one.sent('walk')
    expect(walks).toHaveLength(2)
    expect(new Set(walks.map(({ body }) => body.walk)).size).toBe(2)
    for (const { body } of walks) expect([body.from, body.description, body.steps]).toEqual([keyOf(1_000), OFFER, 9])
    expect(one.did('offer')).toHaveLength(2)
  })

  it('sends the same offer again by another neighbour when a walk ends or its answer is lost', () => {
    const one = new OneOverlay()
    one.link([1, 2, 3], many)
    one.pass(1)
    const [first] = one.sent('walk')
    one.isReady = false
    one.hears(first!.to === nameOf(1) ? 1 : first!.to === nameOf(2) ? 2 : 3, {
      type: 'walk-end',
      walk: first!.body.walk,
    })
    const [second] = one.sent('walk')
    expect(second!.to).not.toBe(first!.to)
    expect(second!.body.walk).not.toBe(first!.body.walk)
    one.pass(9)
    const [third] = one.sent('walk')
    expect(new Set([first!.to, second!.to, third!.to]).size).toBe(3)
    one.pass(9)
    expect(one.sent('walk')).toEqual([])
    expect(one.did('offer')).toHaveLength(1)
    expect(one.did('cancel')).toHaveLength(1)
  })

  it('connects with who answers, and expects that node and no other', () => {
    const one = new OneOverlay()
    one.link([1], many)
    one.pass(1)
    const [walk] = one.sent('walk')
    one.hears(1, { type: 'walk-answer', walk: walk!.body.walk, from: keyOf(77), description: ANSWER })
    expect(one.did('accept')).toEqual([
      { kind: 'accept', attempt: 1, description: ANSWER, expected: keyOf(77), introducer: nameOf(1) },
    ])
    one.hears(1, { type: 'walk-answer', walk: walk!.body.walk, from: keyOf(78), description: ANSWER })
    expect(one.did('accept')).toEqual([])
  })

  it('takes no answer from a neighbour that it did not ask, from itself, or from who is linked already', () => {
    const one = new OneOverlay()
    one.link([1, 2], many)
    one.isReady = true
    one.pass(1)
    const [walk] = one.sent('walk')
    one.isReady = false
    const asked = walk!.to === nameOf(1) ? 1 : 2
    one.hears(3 - asked, { type: 'walk-answer', walk: walk!.body.walk, from: keyOf(77), description: ANSWER })
    one.hears(asked, { type: 'walk-answer', walk: walk!.body.walk, from: keyOf(1_000), description: ANSWER })
    one.hears(3 - asked, { type: 'walk-answer', walk: walk!.body.walk, from: keyOf(1), description: ANSWER })
    expect(one.did('accept')).toEqual([])
  })
})

describe('a walk of somebody else', () => {
  it('is passed on to neither its source nor whence it came, with a step less', () => {
    const one = new OneOverlay()
    one.link([1, 2, 3], many)
    one.hears(1, walkOf(2, 9))
    expect(one.sent('walk')).toEqual([{ to: nameOf(3), body: { ...walkOf(2, 8) } }])
    expect(one.did('answer')).toEqual([])
  })

  it('is answered near its end, once, and the answer goes back', () => {
    const one = new OneOverlay()
    one.link([1, 2], many)
    one.hears(1, walkOf(50, 3))
    expect(one.did('answer')).toEqual([
      { kind: 'answer', attempt: 1, description: OFFER, expected: keyOf(50), introducer: nameOf(1) },
    ])
    expect(one.sent('walk-answer')).toEqual([
      { to: nameOf(1), body: { type: 'walk-answer', walk: '00'.repeat(8), from: keyOf(1_000), description: ANSWER } },
    ])
    one.hears(2, walkOf(50, 3, '11'.repeat(8)))
    expect(one.did('answer')).toEqual([])
  })

  it('goes on to its last step when it can not be answered here, and ends there', () => {
    const one = new OneOverlay()
    one.link([1, 2], many)
    one.isReady = false
    one.hears(1, walkOf(50, 1))
    expect(one.sent('walk')).toHaveLength(1)
    one.hears(1, walkOf(50, 0, '11'.repeat(8)))
    expect(one.sent('walk')).toEqual([])
    expect(one.sent('walk-end')).toEqual([{ to: nameOf(1), body: { type: 'walk-end', walk: '11'.repeat(8) } }])
  })

  it('that comes by twice is passed on twice, and its answer takes no loop', () => {
    const one = new OneOverlay()
    one.link([1, 2, 3], many)
    one.hears(1, walkOf(50, 9))
    one.hears(3, walkOf(50, 7))
    const asked = one.sent('walk').map(({ to }) => to)
    const body = { type: 'walk-answer' as const, walk: '00'.repeat(8), from: keyOf(60), description: ANSWER }
    one.hears(asked[1] === nameOf(1) ? 1 : 2, body)
    expect(one.sent('walk-answer')).toEqual([{ to: nameOf(1), body }])
    one.hears(asked[1] === nameOf(1) ? 1 : 2, body)
    expect(one.sent('walk-answer')).toEqual([])
  })

  it('leaves an answer alone that comes from elsewhere, or after half a minute', () => {
    const one = new OneOverlay()
    one.isReady = false
    one.link([1, 2, 3], many)
    const body = { type: 'walk-answer' as const, walk: '00'.repeat(8), from: keyOf(60), description: ANSWER }
    one.hears(1, walkOf(50, 9))
    const next = one.sent('walk')[0]!.to === nameOf(2) ? 2 : 3
    one.hears(5 - next, body)
    one.hears(1, body)
    expect(one.sent('walk-answer')).toEqual([])
    one.pass(31)
    one.hears(next, body)
    expect(one.sent('walk-answer')).toEqual([])
  })

  it('of this very node ends at once', () => {
    const one = new OneOverlay()
    one.link([1, 2], many)
    one.hears(1, walkOf(1_000, 5))
    expect(one.sent('walk')).toEqual([])
    expect(one.sent('walk-end')).toHaveLength(1)
  })

  it('is left to others by who has ten links, unless it ends there', () => {
    const one = new OneOverlay()
    one.link(
      Array.from({ length: 10 }, (_, index) => index + 1),
      many,
    )
    one.hears(1, walkOf(500, 1))
    expect(one.did('answer')).toEqual([])
    expect(one.sent('walk')).toHaveLength(1)
    one.hears(1, walkOf(501, 0, '11'.repeat(8)))
    expect(one.did('answer').map(({ expected }) => expected)).toEqual([keyOf(501)])
  })

  it('is answered by nobody with twelve links, and a thirteenth is closed', () => {
    const one = new OneOverlay()
    one.link(
      Array.from({ length: 12 }, (_, index) => index + 1),
      many,
    )
    one.hears(1, walkOf(500, 0))
    expect(one.did('answer')).toEqual([])
    one.take(one.overlay.linked(keyOf(500), 'meeting', one.now))
    expect(one.did('drop')).toEqual([{ kind: 'drop', neighbour: nameOf(500), reason: 'full' }])
  })

  it('goes no further when a neighbour brings too many', () => {
    const one = new OneOverlay()
    one.isReady = false
    one.link([1, 2], many)
    for (let walk = 0; walk < 40; walk += 1) one.hears(1, walkOf(50 + walk, 9, walk.toString(16).padStart(16, '0')))
    expect(one.sent('walk')).toHaveLength(12)
    expect(one.sent('walk-end')).toHaveLength(28)
    one.pass(60)
    for (let walk = 0; walk < 40; walk += 1) one.hears(1, walkOf(50 + walk, 9, walk.toString(16).padStart(16, '0')))
    expect(one.sent('walk')).toHaveLength(6)
  })
})

describe('a neighbour that introduces', () => {
  it('introduces at most two at a time and four in all', () => {
    const one = new OneOverlay()
    one.link([1, 2], many)
    one.overlay.linked(keyOf(301), nameOf(1), one.now)
    one.overlay.linked(keyOf(302), nameOf(1), one.now)
    for (const source of [401, 402, 403]) one.hears(1, walkOf(source, 3, `${source}`.padStart(16, '0')))
    expect(one.did('answer').map(({ expected }) => expected)).toEqual([keyOf(401), keyOf(402)])
    for (const source of [404, 405, 406]) one.hears(2, walkOf(source, 3, `${source}`.padStart(16, '0')))
    expect(one.did('answer').map(({ expected }) => expected)).toEqual([keyOf(404), keyOf(405)])
  })

  it('to nobody but ghosts is not believed for a while', () => {
    const one = new OneOverlay()
    one.link([1, 2], many)
    for (let ghost = 0; ghost < 4; ghost += 1) {
      one.hears(1, walkOf(400 + ghost, 3, `${ghost}`.padStart(16, '0')))
      const [answer] = one.did('answer')
      expect(answer?.expected).toEqual(keyOf(400 + ghost))
      one.pass(15)
      one.overlay.settled(answer!.attempt, false, one.now)
    }
    one.hears(1, walkOf(450, 3, 'a'.repeat(16)))
    expect(one.did('answer')).toEqual([])
    one.hears(2, walkOf(451, 3, 'b'.repeat(16)))
    expect(one.did('answer')).toHaveLength(1)
    one.pass(601)
    one.hears(1, walkOf(452, 3, 'c'.repeat(16)))
    expect(one.did('answer')).toHaveLength(1)
  })
})
