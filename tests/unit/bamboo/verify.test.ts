// Full verification of one entry and its parts (design §4.1): what is accepted, and the code of each refusal.

import { describe, expect, it } from 'vitest'
import {
  checkLinks,
  checkPayload,
  encodeEntry,
  signEntry,
  verifyEntry,
  verifyHeader,
  type SignedEntry,
  type VerifyInput,
} from '../../../src/bamboo/index.ts'
import { buildLog, entryOf, payloadOf, signerOf } from './log-builder.ts'

const log = await buildLog(9)
const otherAuthor = await buildLog(9, { secret: 2 })
const otherLog = await buildLog(9, { logId: 8n })
const [first, third, fourth, seventh, eighth] = [1, 3, 4, 7, 8].map((seqNum) => entryOf(log, seqNum)) as [
  SignedEntry,
  SignedEntry,
  SignedEntry,
  SignedEntry,
  SignedEntry,
]
const eighthWithAll: VerifyInput = {
  entry: eighth.bytes,
  payload: payloadOf(8),
  backlink: seventh.bytes,
  lipmaalink: fourth.bytes,
}

async function codeOf(input: VerifyInput): Promise<string> {
  const verified = await verifyEntry(input)
  return verified.ok ? 'verified' : verified.error.code
}

describe('verifyEntry', () => {
  it('gives the entry, its hash and the state of its payload', async () => {
    expect(await verifyEntry(eighthWithAll)).toEqual({
      ok: true,
      value: { entry: eighth.entry, hash: eighth.hash, payloadState: 'verified' },
    })
    expect(await verifyEntry({ entry: first.bytes })).toMatchObject({ ok: true, value: { payloadState: 'absent' } })
  })

  it('takes an entry as value as well as bytes', async () => {
    expect(await codeOf({ ...eighthWithAll, entry: eighth.entry })).toBe('verified')
  })

  it('needs no lipmaalink where it equals the backlink, and accepts it all the same', async () => {
    const second = entryOf(log, 2)
    expect(await codeOf({ entry: third.bytes, backlink: second.bytes })).toBe('verified')
    expect(await codeOf({ entry: third.bytes, backlink: second.bytes, lipmaalink: second.bytes })).toBe('verified')
  })

  it('names the referenced entry that is missing', async () => {
    expect(await codeOf({ ...eighthWithAll, backlink: undefined })).toBe('backlink-missing')
    expect(await codeOf({ ...eighthWithAll, lipmaalink: undefined })).toBe('lipmaalink-missing')
  })

  it.each(['backlink', 'lipmaalink'] as const)('refuses another entry as %s, whatever differs', async (name) => {
    const seqNum = name === 'backlink' ? 7 : 4
    const given = (bytes: Uint8Array): Promise<string> => codeOf({ ...eighthWithAll, [name]: bytes })
    expect(await given(Uint8Array.of(9))).toBe(`${name}-malformed`)
    expect(await given(entryOf(otherAuthor, seqNum).bytes)).toBe(`${name}-wrong-author`)
    expect(await given(entryOf(otherLog, seqNum).bytes)).toBe(`${name}-wrong-log-id`)
    expect(await given(third.bytes)).toBe(`${name}-wrong-seq-num`)
    const rival = entryOf(await buildLog(seqNum, { endOfLogAt: seqNum }), seqNum)
    expect(await given(rival.bytes)).toBe(`${name}-mismatch`)
  })

  it('refuses an entry after the end of its log', async () => {
    const ended = await buildLog(9, { endOfLogAt: 4 })
    expect(await codeOf({ entry: entryOf(ended, 5).bytes, backlink: entryOf(ended, 4).bytes })).toBe('after-end-of-log')
    const references = { backlink: entryOf(ended, 7).bytes, lipmaalink: entryOf(ended, 4).bytes }
    expect(await codeOf({ entry: entryOf(ended, 8).bytes, ...references })).toBe('after-end-of-log')
    expect(await codeOf({ entry: entryOf(ended, 4).bytes, backlink: third.bytes, lipmaalink: first.bytes })).toBe(
      'verified',
    )
  })

  it('refuses a payload of another size or content', async () => {
    expect(await codeOf({ ...eighthWithAll, payload: new Uint8Array(3) })).toBe('payload-size-mismatch')
    expect(await codeOf({ ...eighthWithAll, payload: payloadOf(8).fill(0) })).toBe('payload-hash-mismatch')
  })

  it('refuses a signature of somebody else', async () => {
    const stolen = { ...eighth.entry, author: entryOf(otherAuthor, 8).entry.author }
    expect(await codeOf({ entry: encodeEntry(stolen) })).toBe('signature-invalid')
  })

  it('passes the code of the decoder on', async () => {
    expect(await codeOf({ entry: new Uint8Array(0) })).toBe('tag-truncated')
  })
})

describe('the parts of verification', () => {
  it('verifyHeader needs no other entries', async () => {
    const header = await verifyHeader(eighth.bytes)
    expect(header).toEqual({ ok: true, value: { entry: eighth.entry, bytes: eighth.bytes, hash: eighth.hash } })
  })

  it('verifyHeader judges the bytes as they were when it was called', async () => {
    const buffer = Uint8Array.from(eighth.bytes)
    const pending = verifyHeader(buffer)
    buffer.fill(0)
    expect(await pending).toMatchObject({ ok: true, value: { hash: eighth.hash } })
  })

  it('checkLinks compares hashes that the caller knows', () => {
    const hashes = { backlinkHash: seventh.hash, lipmaalinkHash: fourth.hash }
    const codes = [
      checkLinks(eighth.entry, hashes),
      checkLinks(eighth.entry, { ...hashes, previousIsEndOfLog: true }),
      checkLinks(eighth.entry, { ...hashes, backlinkHash: fourth.hash }),
      checkLinks(eighth.entry, { ...hashes, lipmaalinkHash: seventh.hash }),
      checkLinks(eighth.entry, { lipmaalinkHash: fourth.hash }),
      checkLinks(eighth.entry, { backlinkHash: seventh.hash }),
      checkLinks(first.entry, {}),
      checkLinks(first.entry, { backlinkHash: fourth.hash }),
    ].map((result) => (result.ok ? 'linked' : result.error.code))
    expect(codes).toEqual([
      'linked',
      'after-end-of-log',
      'backlink-mismatch',
      'lipmaalink-mismatch',
      'backlink-missing',
      'lipmaalink-missing',
      'linked',
      'backlink-mismatch',
    ])
  })

  it('checkPayload judges a payload that arrives late', () => {
    expect(checkPayload(eighth.entry, payloadOf(8)).ok).toBe(true)
    expect(checkPayload(eighth.entry, payloadOf(9)).ok).toBe(false)
  })
})

describe('signEntry', () => {
  it('refuses links that the sequence number can not have, and numbers out of range', async () => {
    const signer = await signerOf(1)
    const link = first.hash
    const other = third.hash
    const cases = {
      'log-id-out-of-range': { logId: 2n ** 64n, seqNum: 1 },
      'seq-num-out-of-range': { seqNum: 0 },
      'backlink-missing': { seqNum: 2 },
      'backlink-unexpected': { seqNum: 1, backlink: link },
      'lipmaalink-missing': { seqNum: 4, backlink: link },
      'lipmaalink-unexpected': { seqNum: 2, backlink: link, lipmaalink: other },
    }
    for (const [code, fields] of Object.entries(cases)) {
      const signed = await signEntry({ signer, logId: 0n, payload: payloadOf(1), ...fields })
      expect(signed).toEqual({ ok: false, error: { code } })
    }
    const unexpected = await signEntry({ signer, logId: 0n, seqNum: 1, lipmaalink: link, payload: payloadOf(1) })
    expect(unexpected).toEqual({ ok: false, error: { code: 'lipmaalink-unexpected' } })
  })

  it('leaves out a lipmaalink that equals the backlink', async () => {
    const input = { signer: await signerOf(1), logId: 7n, seqNum: 2, backlink: first.hash, payload: payloadOf(2) }
    const [with_, without] = [await signEntry({ ...input, lipmaalink: first.hash }), await signEntry(input)]
    expect(with_).toEqual(without)
    expect(with_.ok && 'lipmaalink' in with_.value.entry).toBe(false)
  })

  it('rejects when the signer does, and says so when it gives no signature', async () => {
    const { publicKey } = await signerOf(1)
    const input = { logId: 0n, seqNum: 1, payload: payloadOf(1) }
    const locked = { publicKey, sign: () => Promise.reject(new Error('locked')) }
    await expect(signEntry({ ...input, signer: locked })).rejects.toThrow('locked')
    const broken = { publicKey, sign: () => Promise.resolve(new Uint8Array(3)) }
    await expect(signEntry({ ...input, signer: broken })).rejects.toThrow(TypeError)
  })
})

describe('encodeEntry', () => {
  it('throws for fields that no entry can have', () => {
    const { entry } = eighth
    const { backlink: _, ...unlinked } = entry
    const impossible = [
      { ...entry, seqNum: 0 },
      { ...entry, seqNum: 1.5 },
      { ...entry, logId: -1n },
      { ...entry, payloadSize: -1 },
      { ...entry, author: new Uint8Array(31) },
      { ...entry, signature: new Uint8Array(63) },
      { ...entry, payloadHash: new Uint8Array(66) },
      { ...entry, payloadHash: entry.payloadHash.subarray(0, 65) },
      { ...first.entry, backlink: fourth.hash },
      unlinked,
    ]
    for (const fields of impossible) expect(() => encodeEntry(fields)).toThrow(RangeError)
  })
})
