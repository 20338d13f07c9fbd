// One word for a password: long and varied is strong, what everybody types is weak.

import { describe, expect, it } from 'vitest'
import { strengthOf } from '../../../src/wallet/password-strength.ts'

describe('the strength of a password', () => {
  it.each([
    ['', 'short'],
    ['Xq7#pA2', 'short'],
    ['🐼🐼🐼🐼🐼🐼🐼', 'short'],
    ['password', 'weak'],
    ['12345678901234567890', 'weak'],
    ['qwertzuiop', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['abababababababababab', 'weak'],
    ['festival', 'weak'],
    ['drumsatnine', 'fair'],
    ['Xq7#pA2m', 'fair'],
    ['four pandas rowing home', 'strong'],
    ['Xq7#pA2mK9!z', 'strong'],
  ] as const)('of %s is %s', (password, strength) => {
    expect(strengthOf(password)).toBe(strength)
  })
})
