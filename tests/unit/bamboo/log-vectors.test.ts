// The project's own vectors about entries among others (tests/vectors/bamboo-logs.json): verification against referenced
// entries, certificate pools, fork proofs.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkPool, decodeEntry, fromHex, verifyEntry, verifyHeader } from '../../../src/bamboo/index.ts'
import { verifyForkProof } from '../../../src/log/fork-proof.ts'

interface LogVectors {
  readonly verifications: readonly {
    readonly name: string
    /** Null: verified. */
    readonly code: string | null
    readonly entry: string
    readonly payload: string | null
    readonly backlink: string | null
    readonly lipmaalink: string | null
  }[]
  readonly pools: readonly {
    readonly name: string
    readonly newest: number
    readonly anchors: readonly { readonly seqNum: number; readonly hash: string }[]
    readonly entries: readonly string[]
    readonly reached?: readonly number[]
    readonly error?: { readonly code: string; readonly seqNum: number }
  }[]
  readonly forks: readonly {
    readonly name: string
    /** Null: a proof. */
    readonly code: string | null
    readonly first: string
    readonly second: string
  }[]
}

const VECTORS = resolve(import.meta.dirname, '../../vectors')
const read = (file: string): unknown => JSON.parse(readFileSync(resolve(VECTORS, file), 'utf8'))
const vectors = read('bamboo-logs.json') as LogVectors

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`)
  return bytes
}

const optional = (hex: string | null): Uint8Array | undefined => (hex === null ? undefined : bytesOf(hex))

describe('an entry and the entries that it references', () => {
  it.each(vectors.verifications)('$name: $code', async ({ code, entry, payload, backlink, lipmaalink }) => {
    const verified = await verifyEntry({
      entry: bytesOf(entry),
      payload: optional(payload),
      backlink: optional(backlink),
      lipmaalink: optional(lipmaalink),
    })
    expect(verified.ok ? null : verified.error.code).toBe(code)
    if (verified.ok) expect(verified.value.payloadState).toBe(payload === null ? 'absent' : 'verified')
  })
})

describe('a certificate pool', () => {
  it.each(vectors.pools)('$name', async ({ newest, anchors, entries, reached, error }) => {
    const headers = await Promise.all(entries.map((entry) => verifyHeader(bytesOf(entry))))
    const members = headers.map((header) => {
      if (!header.ok) throw new Error(header.error.code)
      return header.value
    })
    const known = anchors.map(({ seqNum, hash }) => ({ seqNum, hash: bytesOf(hash) }))
    const proven = checkPool(members, newest, known)
    expect(proven).toEqual(error === undefined ? { ok: true, value: { reached } } : { ok: false, error })
  })
})

describe('two entries', () => {
  it.each(vectors.forks)('$name: $code', async ({ code, first, second }) => {
    const proof = await verifyForkProof(bytesOf(first), bytesOf(second))
    expect(proof.ok ? null : proof.error.code).toBe(code)
  })
})

it('the entry with two faces is a whole entry but for its signature', async () => {
  const strict = read('ed25519-strict.json') as { name: string; message: string; signature: string; valid: boolean }[]
  const vector = strict.find(({ name }) => name.startsWith('an entry'))
  const bytes = bytesOf(`${vector?.message}${vector?.signature}`)
  expect(decodeEntry(bytes).ok).toBe(true)
  expect(await verifyHeader(bytes)).toEqual({ ok: false, error: { code: 'signature-invalid' } })
})
