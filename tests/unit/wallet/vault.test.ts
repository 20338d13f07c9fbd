// The vault: opens with its keys only, and not at all after any byte of it was changed.

import { readFileSync } from 'node:fs'
import { scrypt } from '@noble/hashes/scrypt.js'
import { describe, expect, it } from 'vitest'
import { freshWrappingKey, webAesGcm } from '../../../src/adapters/web/aes-gcm.ts'
import { fromHex, toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import { makeVault, openVault, resealVault, rewrapVault, unwrapDataKey } from '../../../src/wallet/vault.ts'
import { stretchKey } from '../../../src/wallet/scrypt.ts'
import { wordsOf } from '../../../src/wallet/words.ts'
import { parseVault, type VaultRecord } from '../../../src/wallet/vault-record.ts'

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }
const content = { entropy: new Uint8Array(16).fill(7), personas: [0, 2] }
const device = { kind: 'device' } as const
const password = { kind: 'password', kdf: 'scrypt', n: 2 ** 17, r: 8, p: 1, salt: '5a'.repeat(16) } as const

interface Golden {
  /** Of those with a password: stretched with scrypt, it is the wrapping key. */
  password?: string
  wrappingKey: string
  dataKey: string
  entropy: string
  words: string
  personas: number[]
  record: unknown
}

const golden = JSON.parse(readFileSync('tests/vectors/vault.json', 'utf8')) as Record<
  'device1' | 'device2' | 'password2',
  Golden
>

/** Opens the way a browser start does: unwrap the data key, then the content. */
async function openWith(key: CryptoKey, record: VaultRecord): Promise<unknown> {
  const dataKey = await unwrapDataKey(webAesGcm, key, record)
  return dataKey.ok ? openVault(webAesGcm, dataKey.value, record) : dataKey
}

async function fresh(wrap: Parameters<typeof makeVault<CryptoKey>>[2]['wrap'] = device): Promise<{
  key: CryptoKey
  record: VaultRecord
  dataKey: Uint8Array
}> {
  const key = await freshWrappingKey()
  return { key, ...(await makeVault(webAesGcm, random, { wrap, key }, content)) }
}

function flipped(hex: string, index: number): string {
  const digit = (Number.parseInt(hex[index] ?? '0', 16) ^ 1).toString(16)
  return hex.slice(0, index) + digit + hex.slice(index + 1)
}

describe('a vault', () => {
  it('opens with its wrapping key and with its data key', async () => {
    for (const wrap of [device, password]) {
      const { key, record, dataKey } = await fresh(wrap)
      expect(await openWith(key, record)).toEqual({ ok: true, value: content })
      expect(await openVault(webAesGcm, dataKey, record)).toEqual({ ok: true, value: content })
    }
  })

  it.each(Object.entries(golden))('that was made before opens: %s', async (_, given) => {
    const parsed = parseVault(given.record)
    if (!parsed.ok) expect.fail(parsed.error.code)
    const { wrap } = parsed.value.header
    if (wrap.kind === 'password') {
      const salt = fromHex(wrap.salt) ?? expect.fail()
      const options = { N: wrap.n, r: wrap.r, p: wrap.p, dkLen: 32 }
      const independent = scrypt(utf8Encode((given.password ?? '').normalize('NFKC')), salt, options)
      expect(toHex(independent)).toBe(given.wrappingKey)
      expect(toHex(await stretchKey(given.password ?? '', salt, wrap))).toBe(given.wrappingKey)
    }
    const key = await webAesGcm.importKey(fromHex(given.wrappingKey) ?? expect.fail())
    const entropy = fromHex(given.entropy) ?? expect.fail()
    expect(await openWith(key, parsed.value)).toEqual({ ok: true, value: { entropy, personas: given.personas } })
    expect(wordsOf(entropy)).toBe(given.words)
    expect(await unwrapDataKey(webAesGcm, key, parsed.value)).toEqual({ ok: true, value: fromHex(given.dataKey) })
  })

  it('of version 1 is sealed as one of version 2', async () => {
    const { wrappingKey, record } = golden.device1
    const key = await webAesGcm.importKey(fromHex(wrappingKey) ?? expect.fail())
    const parsed = parseVault(record)
    if (!parsed.ok) expect.fail(parsed.error.code)
    const dataKey = fromHex(golden.device1.dataKey) ?? expect.fail()
    const next = await rewrapVault(webAesGcm, random, parsed.value, { dataKey, content }, { wrap: device, key })
    expect(next.header).toMatchObject({ v: 2, vaultId: parsed.value.header.vaultId, generation: 2 })
    expect(await openWith(key, next)).toEqual({ ok: true, value: content })
  })

  it('is sealed with other content by whoever opened it, and then opens with the same key', async () => {
    const { key, record, dataKey } = await fresh(password)
    const other = { ...content, personas: [0, 2, 3] }
    const next = await resealVault(webAesGcm, random, record, { dataKey, content: other })
    expect(next.header).toEqual({ ...record.header, generation: 2 })
    expect(await openWith(key, next)).toEqual({ ok: true, value: other })
  })

  it('holds neither the entropy nor the data key in the clear', async () => {
    const { record, dataKey } = await fresh()
    const text = JSON.stringify(record)
    expect(text).not.toContain(toHex(content.entropy))
    expect(text).not.toContain(toHex(dataKey))
  })

  it('does not open with another key', async () => {
    const { record } = await fresh()
    expect(await openWith(await freshWrappingKey(), record)).toEqual({ ok: false, error: { code: 'wrong-key' } })
  })

  it('does not open after a change of any single digit of its ciphertexts or nonces', async () => {
    const { key, record } = await fresh()
    for (const part of ['wrappedKey', 'content'] as const) {
      for (const field of ['nonce', 'data'] as const) {
        for (let index = 0; index < record[part][field].length; index += 1) {
          const tampered = { ...record, [part]: { ...record[part], [field]: flipped(record[part][field], index) } }
          expect(await openWith(key, tampered)).toEqual({ ok: false, error: { code: 'wrong-key' } })
          expect(parseVault(tampered)).toEqual({ ok: false, error: { code: 'damaged' } })
        }
      }
    }
  })

  it('does not open after a change of its header, whatever its checksum says', async () => {
    const { key, record } = await fresh(password)
    const { header } = record
    const headers: VaultRecord['header'][] = [
      { ...header, generation: 2 },
      { ...header, vaultId: flipped(header.vaultId, 0) },
      { ...header, wrap: device },
      { ...header, wrap: { ...password, n: 2 ** 18 } },
      { ...header, wrap: { ...password, salt: flipped(password.salt, 3) } },
    ]
    for (const each of headers) {
      expect(await openWith(key, { ...record, header: each })).toEqual({ ok: false, error: { code: 'wrong-key' } })
      expect(parseVault({ ...record, header: each })).toEqual({ ok: false, error: { code: 'damaged' } })
    }
  })

  it('survives JSON, and is told from what is no vault or a newer one', async () => {
    const { record } = await fresh()
    expect(parseVault(JSON.parse(JSON.stringify(record)))).toEqual({ ok: true, value: record })
    for (const value of [
      undefined,
      null,
      7,
      {},
      { header: {} },
      { header: record.header },
      { ...record, content: {} },
      { ...record, header: { ...record.header, generation: 0.5 } },
      { ...record, header: { ...record.header, vaultId: 'x' } },
    ]) {
      expect(parseVault(value)).toEqual({ ok: false, error: { code: 'not-a-vault' } })
    }
    for (const header of [
      { ...record.header, v: 3 },
      { ...record.header, wrap: { kind: 'argon2' } },
      { ...record.header, v: 1, wrap: password },
    ]) {
      expect(parseVault({ ...record, header })).toEqual({ ok: false, error: { code: 'newer-version' } })
    }
  })

  it('with scrypt below the floor or beyond reason is refused before any work', async () => {
    const { record } = await fresh(password)
    const refusal = (wrap: object): unknown => parseVault({ ...record, header: { ...record.header, wrap } })
    for (const change of [{ n: 2 ** 16 }, { n: 2 }, { r: 4 }]) {
      expect(refusal({ ...password, ...change })).toEqual({ ok: false, error: { code: 'weak' } })
    }
    for (const change of [{ n: 2 ** 21 }, { n: 2 ** 52 }, { r: 16 }, { p: 2 }, { p: 1e9 }]) {
      expect(refusal({ ...password, ...change })).toEqual({ ok: false, error: { code: 'excessive' } })
    }
    for (const change of [{ n: 2 ** 17 + 1 }, { n: 0 }, { n: '131072' }, { salt: '' }, { salt: '00'.repeat(15) }]) {
      expect(refusal({ ...password, ...change })).toEqual({ ok: false, error: { code: 'not-a-vault' } })
    }
  })
})
