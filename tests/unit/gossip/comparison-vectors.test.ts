// tests/vectors/reconcile.json: what the script writes, byte for byte, and what docs/protocol-gossip.md says about it, computed
// here once more, plainly.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { encodeVarU64, fromHex } from '../../../src/bamboo/index.ts'
import { decodeMessage } from '../../../src/gossip/frames.ts'
import { comparisonVectors, type ComparisonVectors } from '../../../scripts/comparisons/comparison-vectors.ts'

const text = readFileSync('tests/vectors/reconcile.json', 'utf8')
const vectors = JSON.parse(text) as ComparisonVectors

const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(typeof part === 'string' ? Buffer.from(part, 'hex') : part)
  return hash.digest('hex')
}
const seven = (number: number): string => number.toString(16).padStart(14, '0')

it('is what the script writes', () => {
  expect(text).toBe(`${JSON.stringify(comparisonVectors(), undefined, 2)}\n`)
})

it.each(vectors.heads)('says where log $author is and what its head stands for', (head) => {
  const place = sha256(vectors.topicKey, head.author, encodeVarU64(BigInt(head.logId))).slice(0, 32)
  expect(head.place).toBe(place)
  expect(head.number).toBe(sha256(vectors.salt, place, seven(head.seqNum), seven(head.forkedAt), head.hash))
})

it.each(vectors.fingerprints)('says what stands for $count heads', ({ count, fingerprint }) => {
  const numbers = vectors.heads.slice(0, count).map(({ number }) => BigInt(`0x${number}`))
  const sum = numbers.reduce((total, number) => (total + number) % 2n ** 256n, 0n)
  expect(fingerprint).toBe(sha256(sum.toString(16).padStart(64, '0'), encodeVarU64(count)).slice(0, 20))
})

it.each(vectors.comparisons)('has all messages of two sides: $name', ({ messages }) => {
  const types = messages.map(({ bytes }) => {
    const decoded = decodeMessage(fromHex(bytes) ?? new Uint8Array(0))
    return decoded.ok ? decoded.value.type : decoded.error.code
  })
  expect(types.slice(0, 1)).toEqual(['root'])
  expect(new Set(types.slice(1))).toEqual(
    new Set([types.length === 2 && messages[0]?.bytes === messages[1]?.bytes ? 'root' : 'ranges']),
  )
})
