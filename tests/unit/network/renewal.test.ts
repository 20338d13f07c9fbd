// When the offscreen document gives way to a fresh one: never while that could cost the links for good.

import { describe, expect, it } from 'vitest'
import { isWornOut, MAX_CONNECTIONS, type Wear } from '../../../network/renewal.ts'

const full: Wear = { used: MAX_CONNECTIONS, quietMs: 0, isCodeOut: true, isMeetingPointOpen: true, links: 3 }
const near: Wear = { used: 300, quietMs: 10_000, isCodeOut: false, isMeetingPointOpen: true, links: 3 }

describe('a document', () => {
  it.each<[string, Wear, boolean]>([
    ['goes at once when it can make no more connections', full, true],
    ['goes in a quiet moment when it nears the limit', near, true],
    ['stays before that', { ...near, used: 299 }, false],
    ['stays while entries arrive', { ...near, quietMs: 9_999 }, false],
    ['stays while somebody has its code', { ...near, isCodeOut: true }, false],
    ['stays linked when nobody would lead it back', { ...full, isMeetingPointOpen: false }, false],
    ['stays linked when nobody would lead it back, also near the limit', { ...near, isMeetingPointOpen: false }, false],
    ['goes when it is alone anyway', { ...full, isMeetingPointOpen: false, links: 0 }, true],
  ])('%s', (_name, wear, expected) => {
    expect(isWornOut(wear)).toBe(expected)
  })

  it('has a hundred connections to spare before Chromium refuses the next one', () => {
    expect(MAX_CONNECTIONS).toBeLessThanOrEqual(400)
  })
})
