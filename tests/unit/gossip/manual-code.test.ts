// Codes that people pass on by hand: they open for people of the festival, in time, and say nothing to anybody else.

import { describe, expect, it } from 'vitest'
import { CODE_LIFE_MS, readCode, writeCode } from '../../../src/gossip/manual-code.ts'
import { createSealer } from '../../../src/gossip/sealer.ts'
import type { Signal } from '../../../src/gossip/signal.ts'
import { topicKeyOf, type Topic } from '../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'

const sealer = createSealer(new SeededRandom('codes'))
const dialog = new Uint8Array(8).fill(5)
const offer: Signal = { kind: 'offer', nodeKey: new Uint8Array(32).fill(1), description: new Uint8Array(134).fill(2) }
const NOW = 1_800_000_000_000

function topic(byte: string): Topic {
  const festival = `0040${byte.repeat(64)}` as FestivalId
  return { festival, key: topicKeyOf(festival) }
}

describe('a code for connecting by hand', () => {
  it('comes back whole, also with line breaks and words around it', async () => {
    const code = await writeCode(sealer, topic('f1'), dialog, offer, NOW)
    expect(code.length).toBeLessThan(320)
    const pasted = `Here it is:\n${code.slice(0, 40)}\n  ${code.slice(40)}\n\n`
    for (const text of [code, pasted]) {
      const read = await readCode(sealer, [topic('f2'), topic('f1')], 'offer', text, NOW)
      expect(read).toEqual({ ok: true, value: { festival: topic('f1').festival, dialog, signal: offer } })
    }
  })

  it.each<[string, (code: string) => string, string]>([
    ['no code at all', () => 'hello', 'code-not-one'],
    ['nothing', () => '', 'code-not-one'],
    ['half of it', (code) => code.slice(0, 90), 'code-not-one'],
    ['a code without content', () => 'p2panda-offer:1:', 'code-not-one'],
    ['a code with a changed letter', (code) => code.slice(0, -2) + (code.endsWith('AA') ? 'BA' : 'AA'), 'code-not-one'],
    ['a reply where a code belongs', (code) => code.replace('offer', 'reply'), 'code-not-one'],
    ['a code of a later version', (code) => code.replace(':1:', ':2:'), 'code-not-one'],
  ])('is refused when it is %s', async (_what, change, expected) => {
    const code = await writeCode(sealer, topic('f1'), dialog, offer, NOW)
    const read = await readCode(sealer, [topic('f1')], 'offer', change(code), NOW)
    expect(read).toEqual({ ok: false, error: { code: expected } })
  })

  it('says that the festival is unknown to who does not follow it', async () => {
    const code = await writeCode(sealer, topic('f1'), dialog, offer, NOW)
    const read = await readCode(sealer, [topic('f2')], 'offer', code, NOW)
    expect(read).toEqual({ ok: false, error: { code: 'unknown-festival' } })
  })

  it('expires, with some patience for clocks that differ', async () => {
    const code = await writeCode(sealer, topic('f1'), dialog, offer, NOW)
    const fresh = await readCode(sealer, [topic('f1')], 'offer', code, NOW + CODE_LIFE_MS)
    expect(fresh.ok).toBe(true)
    const late = await readCode(sealer, [topic('f1')], 'offer', code, NOW + 2 * CODE_LIFE_MS)
    expect(late).toEqual({ ok: false, error: { code: 'code-expired' } })
  })
})
