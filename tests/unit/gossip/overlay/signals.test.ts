// Offers to a neighbour's neighbour: what is relayed and for whom, two who offer at once, and the full mesh of small festivals.

import { describe, expect, it } from 'vitest'
import type { OverlayBody } from '../../../../src/gossip/overlay/overlay-messages.ts'
import { ANSWER, OFFER, OneOverlay, keyOf, nameOf } from './one-overlay.ts'

const DIALOG = 'ab'.repeat(8)

function offerOf(from: number, to: number): OverlayBody {
  return { type: 'signal', kind: 'offer', dialog: DIALOG, to: nameOf(to), from: keyOf(from), description: OFFER }
}

describe('a signal for somebody else', () => {
  it('is relayed as it is, from one neighbour to another', () => {
    const one = new OneOverlay()
    one.link([1, 2])
    one.hears(1, offerOf(1, 2))
    expect(one.sent('signal')).toEqual([{ to: nameOf(2), body: offerOf(1, 2) }])
    const answer = { ...offerOf(2, 1), kind: 'answer' as const }
    one.hears(2, answer)
    expect(one.sent('signal')).toEqual([{ to: nameOf(1), body: answer }])
  })

  it('is not relayed under the name of a third one, and refused when nobody here has that name', () => {
    const one = new OneOverlay()
    one.link([1, 2, 3])
    one.hears(1, offerOf(3, 2))
    expect(one.sent('signal')).toEqual([])
    one.hears(1, offerOf(1, 99))
    expect(one.sent('signal').map(({ to, body }) => [to, body.kind])).toEqual([[nameOf(1), 'refusal']])
  })

  it('is refused when a neighbour asks for too much', () => {
    const one = new OneOverlay()
    one.link([1, 2])
    for (let index = 0; index < 20; index += 1) one.hears(1, offerOf(1, 2))
    const kinds = one.sent('signal').map(({ body }) => body.kind)
    expect(kinds.filter((kind) => kind === 'offer')).toHaveLength(12)
    expect(kinds.filter((kind) => kind === 'refusal')).toHaveLength(8)
  })
})

describe('in a small festival a node', () => {
  it('offers to whom its neighbours know and it does not, by one who knows them', () => {
    const one = new OneOverlay()
    one.link([1, 2], (number) => (number === 1 ? [2] : [1, 2_000]))
    one.pass(1)
    expect(one.sent('signal').map(({ to, body }) => [to, body.kind, body.to])).toEqual([
      [nameOf(2), 'offer', nameOf(2_000)],
    ])
    one.pass(1)
    expect(one.sent('signal')).toEqual([])
    expect(one.sent('walk')).toEqual([])
  })

  it('waits for the offer of who has the smaller name, though not for ever', () => {
    const one = new OneOverlay()
    one.link([1, 2], (number) => (number === 1 ? [2] : [1, 500]))
    one.pass(10)
    expect(one.sent('signal')).toEqual([])
    one.pass(2)
    expect(one.sent('signal').map(({ body }) => body.to)).toEqual([nameOf(500)])
  })

  it('connects with the one it asked, and with nobody in its place', () => {
    const one = new OneOverlay()
    one.link([2], () => [2_000])
    one.pass(1)
    const [offer] = one.sent('signal')
    const answer = { ...offer!.body, kind: 'answer' as const, to: nameOf(1_000), description: ANSWER }
    one.hears(2, { ...answer, from: keyOf(2) })
    one.hears(2, { ...answer, from: keyOf(2_000), dialog: DIALOG })
    expect(one.did('accept')).toEqual([])
    one.hears(2, { ...answer, from: keyOf(2_000) })
    expect(one.did('accept').map(({ expected }) => expected)).toEqual([keyOf(2_000)])
  })

  it('asks again half a minute after a refusal, then more rarely, as after a lost answer', () => {
    const one = new OneOverlay()
    one.link([2], () => [2_000])
    one.pass(1)
    const [offer] = one.sent('signal')
    one.hears(2, {
      ...offer!.body,
      kind: 'refusal',
      to: nameOf(1_000),
      from: keyOf(2_000),
      description: new Uint8Array(0),
    })
    expect(one.did('cancel')).toHaveLength(1)
    one.pass(29)
    expect(one.sent('signal')).toEqual([])
    one.pass(1)
    expect(one.sent('signal')).toHaveLength(1)
    one.pass(8)
    expect(one.did('cancel')).toHaveLength(1)
    one.pass(200)
    expect(one.sent('signal')).toEqual([])
    one.pass(41)
    expect(one.sent('signal')).toHaveLength(1)
  })

  it('tries a pair that can not connect ever more rarely', () => {
    const one = new OneOverlay()
    one.link([2], () => [2_000])
    const at: number[] = []
    for (let second = 0; second < 4_000; second += 1) {
      one.pass(1)
      for (const { body } of one.sent('signal')) {
        at.push(second)
        one.hears(2, { ...body, kind: 'answer', to: nameOf(1_000), from: keyOf(2_000), description: ANSWER })
        for (const { attempt } of one.did('accept')) one.overlay.settled(attempt, false, one.now)
      }
    }
    expect(at).toEqual([0, 60, 300, 1_260])
  })
})

describe('a second link to one node', () => {
  it('gets the list again, and no second place in it', () => {
    const one = new OneOverlay()
    one.link([1, 2])
    one.take(one.overlay.linked(keyOf(1), 'meeting', one.now))
    expect(one.sent('neighbours').map(({ to, body }) => [to, body.refs])).toEqual([[nameOf(1), [nameOf(1), nameOf(2)]]])
  })
})

describe('a neighbour that names people who are not there', () => {
  it.each(['silence', 'refusals'])('and answers for them with %s costs few connections', (reply) => {
    const one = new OneOverlay()
    one.link([2], () => Array.from({ length: 7 }, (_, index) => 2_000 + index))
    let offers = 0
    for (let second = 0; second < 3_600; second += 1) {
      one.pass(1)
      offers += one.did('offer').length
      for (const { body } of one.sent('signal')) {
        const refusal = { ...body, kind: 'refusal' as const, to: nameOf(1_000), description: new Uint8Array(0) }
        if (reply === 'refusals') one.hears(2, { ...refusal, from: keyOf(Number.parseInt(body.to.slice(0, 8), 16)) })
      }
    }
    expect(offers).toBeLessThanOrEqual(reply === 'silence' ? 30 : 49)
  })
})

describe('two who offer to each other at once', () => {
  it('keep the offer of the smaller name', () => {
    const one = new OneOverlay()
    one.link([2], () => [2_000])
    one.pass(1)
    one.sent('signal')
    one.hears(2, offerOf(2_000, 1_000))
    expect(one.did('answer')).toEqual([])
    expect(one.did('cancel')).toEqual([])
    expect(one.sent('signal').map(({ body }) => [body.kind, body.to])).toEqual([['refusal', nameOf(2_000)]])

    const other = new OneOverlay()
    other.link([2], () => [500])
    other.pass(12)
    expect(other.sent('signal').map(({ body }) => body.to)).toEqual([nameOf(500)])
    other.hears(2, offerOf(500, 1_000))
    expect(other.did('cancel')).toHaveLength(1)
    expect(other.did('answer').map(({ expected }) => expected)).toEqual([keyOf(500)])
    expect(other.sent('signal').map(({ body }) => [body.kind, body.to])).toEqual([['answer', nameOf(500)]])
  })
})
