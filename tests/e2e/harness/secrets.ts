// The secrets that tests look for in places where they must not be.
import { expect } from 'vitest'
import { personaKey } from '../../../src/wallet/persona.ts'
import { entropyOf, seedOf } from '../../../src/wallet/words.ts'
import type { Page } from '../../../scripts/browsers/browser.ts'
import { readStored } from './stored.ts'

/** The words and every key that comes from them. */
export async function secretKeysOf(words: readonly string[]): Promise<Uint8Array[]> {
  const entropy = entropyOf(words.join(' '))
  if (!entropy.ok) throw new Error(entropy.error.code)
  const seed = await seedOf(entropy.value)
  const { secretKey, orderKey } = await personaKey(seed, 0)
  return [new TextEncoder().encode(words.join(' ')), entropy.value, seed, secretKey, orderKey]
}

/** The key of the vault while it is open. */
export async function dataKeyOf(popup: Page): Promise<Uint8Array> {
  const { session = '' } = await readStored(popup)
  const { hex } = (JSON.parse(session) as { 'data-key': { hex: string } })['data-key']
  expect(hex).toMatch(/^[0-9a-f]{64}$/)
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}
