// Connecting by hand as the popup does it: a code here, a reply there, and each mistake its own answer.

import { beforeEach, describe, expect, it } from 'vitest'
import { ManualConnection } from '../../../network/manual-connection.ts'
import { CODE_LIFE_MS } from '../../../src/gossip/manual-code.ts'
import { createSealer } from '../../../src/gossip/sealer.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { Dialer, Link } from '../../../src/ports/link.ts'
import { ManualClock } from '../../../src/testing/manual-clock.ts'
import { MemoryDialer, Switchboard } from '../../../src/testing/memory-dialer.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'
import type { SignalResult } from '../../../messages/network.ts'

const festival = `0040${'f1'.repeat(64)}` as FestivalId
const otherFestival = `0040${'f2'.repeat(64)}` as FestivalId

describe('connecting by hand', () => {
  let clock: ManualClock
  let board: Switchboard
  beforeEach(() => {
    clock = new ManualClock()
    board = new Switchboard()
  })

  interface Person {
    hand: ManualConnection
    links: Link[]
    nodeKey: Uint8Array
    /** Whose node key was promised with each link. */
    expected: (Uint8Array | undefined)[]
  }

  function person(name: string, ...festivals: FestivalId[]): Person {
    const random = new SeededRandom(name)
    return personWith(new MemoryDialer(board, random), random, ...festivals)
  }

  function personWith(dialer: Dialer, random: SeededRandom, ...festivals: FestivalId[]): Person {
    const links: Link[] = []
    const expected: (Uint8Array | undefined)[] = []
    const nodeKey = random.bytes(32)
    const hand = new ManualConnection({
      clock,
      random,
      sealer: createSealer(random),
      dialer,
      nodeKey,
      topics: () => festivals.map((each) => ({ festival: each, key: topicKeyOf(each) })),
      onLink: (link, promised) => {
        links.push(link)
        expected.push(promised)
      },
    })
    return { hand, links, nodeKey, expected }
  }

  it('links two people after three steps', async () => {
    const [ada, ben] = [person('ada', festival), person('ben', otherFestival, festival)]
    const cleo = person('cleo', festival)
    const code = textOf(await ada.hand.step({ step: 'offer', festival }))
    expect(code).toMatch(/^p2panda-offer:1:[\w-]+$/)
    const reply = await ben.hand.step({ step: 'answer', code })
    expect(reply).toMatchObject({ ok: true, value: { festival } })
    const complete = { step: 'complete', reply: textOf(reply) } as const
    const done = await Promise.all([ada.hand.step(complete), ada.hand.step(complete)])
    for (const each of done) expect(each).toMatchObject({ ok: true, value: { festival } })
    await expect.poll(() => [ada.links.length, ben.links.length]).toEqual([1, 1])
    // Who answers under another key than the code named is found out in the handshake.
    expect([ada.expected, ben.expected]).toEqual([[ben.nodeKey], [ada.nodeKey]])
    const other = textOf(await cleo.hand.step({ step: 'answer', code }))
    const late = await ada.hand.step({ step: 'complete', reply: other })
    expect(late).toEqual({ ok: false, error: { code: 'code-expired' } })
    expect(ada.links.length).toBe(1)
  })

  it('says what is wrong with a code or a reply', async () => {
    const [ada, ben, cleo] = [person('ada', festival), person('ben', festival), person('cleo', otherFestival)]
    const code = textOf(await ada.hand.step({ step: 'offer', festival }))
    const reply = textOf(await ben.hand.step({ step: 'answer', code }))
    const failures: [Promise<SignalResult>, string][] = [
      [cleo.hand.step({ step: 'offer', festival }), 'unknown-festival'],
      [cleo.hand.step({ step: 'answer', code }), 'unknown-festival'],
      [ada.hand.step({ step: 'answer', code }), 'code-not-one'],
      [ben.hand.step({ step: 'answer', code: 'hello' }), 'code-not-one'],
      [ben.hand.step({ step: 'answer', code: reply }), 'code-not-one'],
      [ada.hand.step({ step: 'complete', reply: code }), 'code-not-one'],
      [ben.hand.step({ step: 'complete', reply }), 'code-expired'],
    ]
    for (const [failure, expected] of failures) {
      expect(await failure).toEqual({ ok: false, error: { code: expected } })
    }
  })

  it('tells when the two do not reach each other although both codes were fine', async () => {
    const random = new SeededRandom('ada')
    const real = new MemoryDialer(board, random)
    const unreachable: Dialer = {
      offer: () => ({
        description: real.offer().description,
        accept: () => true,
        opened: Promise.resolve({ ok: false, error: { code: 'ice' } }),
        cancel: () => undefined,
      }),
      answer: (offer) => real.answer(offer),
    }
    const [ada, ben] = [personWith(unreachable, random, festival), person('ben', festival)]
    const code = textOf(await ada.hand.step({ step: 'offer', festival }))
    const reply = textOf(await ben.hand.step({ step: 'answer', code }))
    const result = await ada.hand.step({ step: 'complete', reply })
    expect(result).toEqual({ ok: false, error: { code: 'no-connection' } })
    expect(ada.links).toEqual([])
  })

  it('is too late after ten minutes', async () => {
    const [ada, ben] = [person('ada', festival), person('ben', festival)]
    const code = textOf(await ada.hand.step({ step: 'offer', festival }))
    const reply = textOf(await ben.hand.step({ step: 'answer', code }))
    clock.advance(CODE_LIFE_MS)
    const result = await ada.hand.step({ step: 'complete', reply })
    expect(result).toEqual({ ok: false, error: { code: 'code-expired' } })
    expect(ada.links).toEqual([])
  })

  it('keeps the four newest codes', async () => {
    const [ada, ben] = [person('ada', festival), person('ben', festival)]
    const codes: string[] = []
    for (let count = 0; count < 5; count += 1) codes.push(textOf(await ada.hand.step({ step: 'offer', festival })))
    const replies: string[] = []
    for (const code of codes) replies.push(textOf(await ben.hand.step({ step: 'answer', code })))
    const results: boolean[] = []
    for (const reply of replies) results.push((await ada.hand.step({ step: 'complete', reply })).ok)
    expect(results).toEqual([false, true, true, true, true])
  })
})

function textOf(result: SignalResult): string {
  if (!result.ok) throw new Error(result.error.code)
  return result.value.text
}
