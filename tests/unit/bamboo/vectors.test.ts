// The project's own vectors in Node (design §4.1). Browsers run the same file through tests/e2e/vectors-page.ts.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeEntry, fromHex, verifyEntry } from '../../../src/bamboo/index.ts'
import { payloadOf, runVectors, signatureFault, type BambooVectors, type StrictVector } from '../../e2e/vectors-page.ts'

const VECTORS = resolve(import.meta.dirname, '../../vectors')
const bamboo = JSON.parse(readFileSync(resolve(VECTORS, 'bamboo.json'), 'utf8')) as BambooVectors
const strict = JSON.parse(readFileSync(resolve(VECTORS, 'ed25519-strict.json'), 'utf8')) as StrictVector[]

function bytesOf(hex: string | undefined): Uint8Array {
  const bytes = hex === undefined ? undefined : fromHex(hex)
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`)
  return bytes
}

describe('our own vectors', () => {
  it('pass on every path: sign, decode, encode, hash, verify', async () => {
    const entries = bamboo.log.length + bamboo.single.length
    const expected = 2 * entries + bamboo.malformed.length + strict.length
    expect(await runVectors({ bamboo, strict })).toEqual({ passed: expected, failed: [] })
  })

  it('are noticed when they go wrong', async () => {
    const [first] = strict
    expect(first).toBeDefined()
    if (first === undefined) return
    const turned = { ...first, valid: !first.valid }
    expect((await runVectors({ strict: [first, turned] })).failed).toHaveLength(1)
  })

  it('form a log in which every entry verifies against the entries that it references', async () => {
    const targets = [0, 1, 2, 1, 4, 5, 6, 4, 8, 9, 10, 8, 4, 13]
    for (const [index, vector] of bamboo.log.entries()) {
      const lipmaalink = bamboo.log[(targets[index] ?? 0) - 1]
      const verified = await verifyEntry({
        entry: bytesOf(vector.bytes),
        payload: payloadOf(vector),
        ...(index > 0 && { backlink: bytesOf(bamboo.log[index - 1]?.bytes) }),
        ...(lipmaalink !== undefined && { lipmaalink: bytesOf(lipmaalink.bytes) }),
      })
      expect(verified).toMatchObject({ ok: true, value: { payloadState: 'verified' } })
    }
    expect(bamboo.log.map(({ lipmaalink }) => lipmaalink !== null)).toEqual(
      targets.map((target, index) => target > 0 && target !== index),
    )
  })

  it('are refused with a truncation code when they are cut anywhere', () => {
    for (const { bytes } of [...bamboo.log, ...bamboo.single]) {
      const whole = bytesOf(bytes)
      for (let length = 0; length < whole.length; length += 1) {
        const decoded = decodeEntry(whole.subarray(0, length))
        expect(decoded.ok ? 'decoded' : decoded.error.code).toMatch(/-truncated$/u)
      }
    }
  })
})

describe('the one rule for signatures', () => {
  it.each(strict)('gives the same verdict natively and by recomputation: $name', async (vector) => {
    expect(await signatureFault(vector)).toBeUndefined()
  })
})
