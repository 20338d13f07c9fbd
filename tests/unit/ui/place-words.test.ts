// Places and openings in words; what strangers wrote as the address of a page is a link only when it is one.
import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from './fake-i18n.ts'

vi.mock('webextension-polyfill', () => fakeBrowser('en'))
const { linkAddress, placeWords } = await import('../../../ui/place-words.ts')
const { openingsWords } = await import('../../../ui/openings-words.ts')

const NOW = Date.UTC(2026, 5, 5)

describe('a place in words', () => {
  it('is a line', () => {
    const address = { type: 'address', street: 'Am Ufer 1', postcode: '12047', city: 'Berlin' } as const
    expect(placeWords(address)).toBe('Am Ufer 1, 12047 Berlin')
    expect(placeWords({ type: 'address', note: 'behind the tent' })).toBe('behind the tent')
    expect(placeWords({ type: 'gps', lat: 524901000, lon: -1 })).toBe('52.4901, -0.0000001')
    expect(placeWords({ type: 'space', x: 1, y: -2, z: 0, world: 'Moon' })).toBe('1, -2, 0 · Moon')
  })

  it('says which host a page really has', () => {
    expect(placeWords({ type: 'url', url: 'https://bank.example@evil.example/x' })).toBe('evil.example')
    expect(placeWords({ type: 'url', url: 'https://аpple.example/' })).toBe('xn--pple-43d.example')
    expect(placeWords({ type: 'url', url: 'https://' })).toBe('https://')
  })

  it('is a link only to the web, and to nobody who is hidden behind a name', () => {
    expect(linkAddress('https://meet.example/room')).toBe('https://meet.example/room')
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://a@b.example/',
      'x',
      '',
    ]) {
      expect(linkAddress(url)).toBeUndefined()
    }
  })
})

describe('openings in words', () => {
  it('are nothing when a thing is always to be had', () => {
    expect(openingsWords('always', 'UTC', NOW)).toBeUndefined()
  })

  it('are days in a row and times of the day', () => {
    const weekly = [
      { days: [5, 1, 2, 3, 7], from: 600, to: 1440 },
      { days: [6], from: 1320, to: 1680 },
    ]
    expect(openingsWords({ windows: [], weekly }, 'UTC', NOW)).toBe('Mon–Wed, Fri, Sun 10:00–24:00; Sat 22:00–04:00')
  })

  it('are the next windows, more are counted, and none when all are over', () => {
    const window = (day: number): [number, number] => [NOW + day * 86_400_000, NOW + day * 86_400_000 + 3_600_000]
    const words = openingsWords({ windows: [5, 4, 3, 2, -2].map(window) }, 'UTC', NOW)
    expect(words).toMatch(/^Sun,? 7 June.*Mon,? 8 June.*Tue,? 9 June.* and 1 more$/)
    expect(openingsWords({ windows: [window(-2)] }, 'UTC', NOW)).toBe('not offered any more')
  })
})
