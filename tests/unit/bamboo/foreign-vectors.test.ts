// Vectors of other implementations (design §4.1), which are not part of the project: set P2PANDA_VECTORS to a folder
// with bamboo.json, ed25519-strict.json and ed25519-speccheck.json to check them too.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeEntry, fromHex, signEntry, signerFromSecretKey, toHex, verifyEntry } from '../../../src/bamboo/index.ts'
import { signatureFault, type StrictVector } from '../../e2e/vectors-page.ts'

const folder = process.env['P2PANDA_VECTORS']

interface ForeignEntry {
  readonly encoded: string
  readonly payload: string
  readonly decoded: {
    readonly author: string
    readonly backlink: { readonly Blake2b: string } | null
    readonly lipmaaLink: { readonly Blake2b: string } | null
    readonly isEndOfFeed: boolean
    readonly logId: number
    readonly payloadHash: { readonly Blake2b: string }
    readonly payloadSize: number
    readonly seqNum: number
    readonly sig: string
  }
}

interface ForeignBamboo {
  readonly validFirstEntry: ForeignEntry & { readonly author: { readonly secret: string } }
  readonly fiveValidEntries: { readonly author: { readonly secret: string }; readonly entries: readonly ForeignEntry[] }
}

interface Speccheck {
  readonly message: string
  readonly pub_key: string
  readonly signature: string
}

function load(file: string): unknown {
  return JSON.parse(readFileSync(resolve(folder ?? '', file), 'utf8'))
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`)
  return bytes
}

/** Hashes in these vectors come without the two bytes of type and length. */
function yamfOf(hash: { readonly Blake2b: string } | null): Uint8Array | undefined {
  return hash === null ? undefined : bytesOf(`0040${hash.Blake2b}`)
}

async function expectSameEntry(vector: ForeignEntry, secret: string): Promise<void> {
  const { author, seqNum, logId, isEndOfFeed, payloadSize, payloadHash, sig } = vector.decoded
  const backlink = yamfOf(vector.decoded.backlink)
  const lipmaalink = yamfOf(vector.decoded.lipmaaLink)
  const decoded = decodeEntry(bytesOf(vector.encoded))
  if (!decoded.ok) throw new Error(decoded.error.code)
  expect(decoded.value).toEqual({
    author: bytesOf(author),
    logId: BigInt(logId),
    seqNum,
    ...(backlink && { backlink }),
    // Some encoders name the lipmaalink even where the bytes leave it out.
    ...(decoded.value.lipmaalink !== undefined && { lipmaalink }),
    payloadSize,
    payloadHash: yamfOf(payloadHash),
    isEndOfLog: isEndOfFeed,
    signature: bytesOf(sig),
  })
  const payload = bytesOf(vector.payload)
  const signer = await signerFromSecretKey(bytesOf(secret))
  const signed = await signEntry({ signer, logId: BigInt(logId), seqNum, backlink, lipmaalink, payload })
  expect(signed.ok ? toHex(signed.value.bytes) : signed.error.code).toBe(vector.encoded)
}

describe.skipIf(folder === undefined)('vectors of other implementations', () => {
  it('bamboo: one entry and a log of five have the same bytes when we sign them, and verify', async () => {
    const { validFirstEntry, fiveValidEntries } = load('bamboo.json') as ForeignBamboo
    await expectSameEntry(validFirstEntry, validFirstEntry.author.secret)
    const { author, entries } = fiveValidEntries
    const targets = [0, 1, 2, 1, 4]
    for (const [index, vector] of entries.entries()) {
      await expectSameEntry(vector, author.secret)
      const backlink = entries[index - 1]
      const lipmaalink = entries[(targets[index] ?? 0) - 1]
      const verified = await verifyEntry({
        entry: bytesOf(vector.encoded),
        payload: bytesOf(vector.payload),
        ...(backlink && { backlink: bytesOf(backlink.encoded) }),
        ...(lipmaalink && { lipmaalink: bytesOf(lipmaalink.encoded) }),
      })
      expect(verified.ok).toBe(true)
    }
  })

  it('signatures: all strict cases have the verdict that other strict verifiers give', async () => {
    const vectors = load('ed25519-strict.json') as StrictVector[]
    expect(vectors.length).toBeGreaterThan(0)
    for (const vector of vectors) expect(await signatureFault(vector), vector.name).toBeUndefined()
  })

  it('signatures: of the twelve speccheck cases only the fourth is valid', async () => {
    const cases = load('ed25519-speccheck.json') as Speccheck[]
    const faults = cases.map(({ pub_key: publicKey, message, signature }, index) =>
      signatureFault({ name: `speccheck ${index}`, publicKey, message, signature, valid: index === 3 }),
    )
    expect(await Promise.all(faults)).toEqual(Array.from({ length: 12 }, () => undefined))
  })
})
