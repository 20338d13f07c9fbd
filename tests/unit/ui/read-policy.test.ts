// What somebody typed about who decides (ui/thing-form/read-policy.ts).
import { describe, expect, it } from 'vitest'
import { readPolicy, type PolicyValues } from '../../../ui/thing-form/read-policy.ts'
import { id } from '../festival/story.ts'

const NOW = Date.UTC(2027, 5, 1, 12)
const read = (values: Partial<PolicyValues>): unknown =>
  readPolicy({ policy: 'manual', drawAt: '', token: '', site: '', ...values }, 'Europe/Berlin', NOW)

describe('who decides, as it was typed', () => {
  it('is only a choice for a person and for a line', () => {
    expect(read({})).toEqual({ kind: 'manual' })
    expect(read({ policy: 'first-come-first-served', site: 'left over' })).toEqual({ kind: 'first-come-first-served' })
  })

  it('is a draw in the future, by the clocks of the festival', () => {
    const until = NOW + 60_000
    expect(read({ policy: 'lottery', drawAt: '2027-06-01T14:01' })).toEqual({ kind: 'lottery', until })
    expect(read({ policy: 'lottery', drawAt: '2027-06-01T14:00' })).toBe('draw-past')
    expect(read({ policy: 'lottery', drawAt: '' })).toBe('missing')
  })

  it('is a thing that can be named', () => {
    expect(read({ policy: 'token', token: id('T') })).toEqual({ kind: 'token', resource: id('T') })
    expect(read({ policy: 'token' })).toBe('token-missing')
  })

  it('is a web site that a browser can open', () => {
    const url = 'https://game.example/boat'
    expect(read({ policy: 'external', site: ` ${url} ` })).toEqual({ kind: 'external', url })
    expect(read({ policy: 'external' })).toBe('missing')
    for (const site of ['game.example', 'javascript:alert(1)', 'https://game.example:99999/', 'https://a b/']) {
      expect(read({ policy: 'external', site })).toBe('site-wrong')
    }
  })
})
