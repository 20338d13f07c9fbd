// The vault: opens with its keys only, and not at all after any byte of it was changed.

import { describe, expect, it } from 'vitest'
import { freshWrappingKey, webAesGcm } from '../../../background/aes-gcm.ts'
import { makeVault, openVault, parseVault, unwrapDataKey, type VaultRecord } from '../../../src/wallet/vault.ts'

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }
const entropy = new Uint8Array(16).fill(7)

/** Opens the way a browser start does: unwrap the data key, then the content. */
async function openWith(key: CryptoKey, record: VaultRecord): Promise<unknown> {
  const dataKey = await unwrapDataKey(webAesGcm, key, record)
  return dataKey.ok ? openVault(webAesGcm, dataKey.value, record) : dataKey
}

function flipped(hex: string, index: number): string {
  const digit = (Number.parseInt(hex[index] ?? '0', 16) ^ 1).toString(16)
  return hex.slice(0, index) + digit + hex.slice(index + 1)
}

describe('a vault', () => {
  it('opens with its wrapping key and with its data key', async () => {
    const key = await freshWrappingKey()
    const { record, dataKey } = await makeVault(webAesGcm, random, key, entropy)
    expect(await openWith(key, record)).toEqual({ ok: true, value: entropy })
    expect(await openVault(webAesGcm, dataKey, record)).toEqual({ ok: true, value: entropy })
  })

  it('holds neither the entropy nor the data key in the clear', async () => {
    const { record, dataKey } = await makeVault(webAesGcm, random, await freshWrappingKey(), entropy)
    const text = JSON.stringify(record)
    expect(text).not.toContain(Buffer.from(entropy).toString('hex'))
    expect(text).not.toContain(Buffer.from(dataKey).toString('hex'))
  })

  it('does not open with another key', async () => {
    const { record } = await makeVault(webAesGcm, random, await freshWrappingKey(), entropy)
    expect(await openWith(await freshWrappingKey(), record)).toEqual({ ok: false, error: { code: 'wrong-key' } })
  })

  it('does not open after a change of any single digit of its ciphertexts or nonces', async () => {
    const key = await freshWrappingKey()
    const { record } = await makeVault(webAesGcm, random, key, entropy)
    for (const part of ['wrappedKey', 'content'] as const) {
      for (const field of ['nonce', 'data'] as const) {
        for (let index = 0; index < record[part][field].length; index += 1) {
          const tampered = { ...record, [part]: { ...record[part], [field]: flipped(record[part][field], index) } }
          expect(await openWith(key, tampered)).toEqual({ ok: false, error: { code: 'wrong-key' } })
        }
      }
    }
  })

  it('does not open after a change of its header', async () => {
    const key = await freshWrappingKey()
    const { record } = await makeVault(webAesGcm, random, key, entropy)
    const headers = [
      { ...record.header, generation: 2 },
      { ...record.header, vaultId: flipped(record.header.vaultId, 0) },
    ]
    for (const header of headers) {
      expect(await openWith(key, { ...record, header })).toEqual({ ok: false, error: { code: 'wrong-key' } })
    }
  })

  it('survives JSON, and is told from what is no vault or a newer one', async () => {
    const { record } = await makeVault(webAesGcm, random, await freshWrappingKey(), entropy)
    expect(parseVault(JSON.parse(JSON.stringify(record)))).toEqual({ ok: true, value: record })
    for (const value of [
      undefined,
      null,
      7,
      {},
      { header: {} },
      { header: record.header },
      { ...record, content: {} },
    ]) {
      expect(parseVault(value)).toEqual({ ok: false, error: { code: 'not-a-vault' } })
    }
    for (const header of [
      { ...record.header, v: 2 },
      { ...record.header, wrap: { kind: 'scrypt' } },
    ]) {
      expect(parseVault({ ...record, header })).toEqual({ ok: false, error: { code: 'newer-version' } })
    }
  })
})
