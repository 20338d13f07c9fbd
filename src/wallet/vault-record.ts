// A vault as it is stored: what its readable part may say, and what is refused before any work is done on it (DESIGN 7,
// bytes in docs/security.md). Version 1 had no password, no list of personas and no checksum; it is read, and written no more.

import { sha256 } from '@noble/hashes/sha2.js'
import { fromHex, toHex, utf8Encode } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'

export const NONCE_LENGTH: number = 12
export const VAULT_SALT_LENGTH: number = 16

/** scrypt of a new vault: 128 MiB of memory for each guess. Nothing weaker is read, so nobody can talk a vault down. */
export const VAULT_SCRYPT: Readonly<Record<'n' | 'r' | 'p', number>> = { n: 2 ** 17, r: 8, p: 1 }
/** The most that is read: 1 GiB. More would only be somebody's attempt to use up the memory. */
const MAX_SCRYPT_N = 2 ** 20

/** The data key is wrapped by a key of this browser profile that no script can read out. */
export interface DeviceWrap {
  kind: 'device'
}

/** The data key is wrapped by a key that scrypt makes of a password. `salt`: 16 bytes as hex. */
export interface PasswordWrap {
  kind: 'password'
  kdf: 'scrypt'
  n: number
  r: number
  p: number
  salt: string
}

export type VaultWrap = DeviceWrap | PasswordWrap

/** Readable part of a vault, authenticated by both ciphertexts. */
export interface VaultHeader {
  format: 'p2panda-vault'
  v: 1 | 2
  /** 16 random bytes as hex. */
  vaultId: string
  cipher: 'aes-256-gcm'
  wrap: VaultWrap
  /** Counts rewrites of the vault; the copy with the higher one is the newer. */
  generation: number
}

/** Nonce and ciphertext with its tag, as hex. */
export interface Sealed {
  nonce: string
  data: string
}

/** A vault at rest. Plain JSON (bytes as hex), so that every storage can hold the same value. */
export interface VaultRecord {
  header: VaultHeader
  wrappedKey: Sealed
  content: Sealed
  /** SHA-256 of all the rest, as hex: tells a damaged copy from a wrong password. It protects against accidents only. */
  checksum?: string
}

/**
 * not-a-vault: the value is none · newer-version: another program made it · damaged: its checksum says so · weak: scrypt below
 * the floor · excessive: scrypt beyond what is reasonable · wrong-key: tampered, or not its key.
 */
export type VaultErrorCode = 'not-a-vault' | 'newer-version' | 'damaged' | 'weak' | 'excessive' | 'wrong-key'

export interface VaultError {
  code: VaultErrorCode
}

/** A stored value as a vault: what its shape, version, checksum and parameters say, before any decryption. */
export function parseVault(value: unknown): Result<VaultRecord, VaultError> {
  if (!isObject(value) || !isObject(value['header']) || value['header']['format'] !== 'p2panda-vault') {
    return err({ code: 'not-a-vault' })
  }
  const { v, cipher, vaultId, generation } = value['header']
  if ((v !== 1 && v !== 2) || cipher !== 'aes-256-gcm') return err({ code: 'newer-version' })
  const wrap = parseWrap(value['header']['wrap'], v)
  if (!wrap.ok) return wrap
  const wrappedKey = parseSealed(value['wrappedKey'])
  const content = parseSealed(value['content'])
  if (wrappedKey === undefined || content === undefined || !isHex(vaultId, 16) || !isGeneration(generation)) {
    return err({ code: 'not-a-vault' })
  }
  const header: VaultHeader = { format: 'p2panda-vault', v, vaultId, cipher, wrap: wrap.value, generation }
  const record = { header, wrappedKey, content }
  if (v === 1) return ok(record)
  return value['checksum'] === checksumOf(record) ? ok(withChecksum(record)) : err({ code: 'damaged' })
}

/** The same record, ready to be stored. */
export function withChecksum(record: VaultRecord): VaultRecord {
  return { ...record, checksum: checksumOf(record) }
}

/**
 * The header in one fixed order, and which of the two ciphertexts it is bound to. Since version 2 the wrapped key does not
 * know the generation: the content can be sealed anew by whoever opened it, without asking for the password.
 */
export function boundData(header: VaultHeader, part: 'key' | 'content'): Uint8Array {
  const { v, generation } = header
  const isCounted = v === 1 || part === 'content'
  return utf8Encode(JSON.stringify([...wrapFields(header), ...(isCounted ? [generation] : []), part]))
}

function wrapFields({ format, v, vaultId, cipher, wrap }: Omit<VaultHeader, 'generation'>): unknown[] {
  const how = wrap.kind === 'device' ? [wrap.kind] : [wrap.kind, wrap.kdf, wrap.n, wrap.r, wrap.p, wrap.salt]
  return [format, v, vaultId, cipher, ...how]
}

function checksumOf({ header, wrappedKey, content }: VaultRecord): string {
  const sealed = [wrappedKey.nonce, wrappedKey.data, content.nonce, content.data]
  return toHex(sha256(utf8Encode(JSON.stringify([...wrapFields(header), header.generation, ...sealed]))))
}

function parseWrap(value: unknown, v: 1 | 2): Result<VaultWrap, VaultError> {
  if (!isObject(value)) return err({ code: 'not-a-vault' })
  if (value['kind'] === 'device') return ok({ kind: 'device' })
  const { kind, kdf, n, r, p, salt } = value
  if (v === 1 || kind !== 'password' || kdf !== 'scrypt') return err({ code: 'newer-version' })
  const isPower = typeof n === 'number' && Number.isSafeInteger(n) && n > 1 && Number.isInteger(Math.log2(n))
  if (!isPower || !isHex(salt, VAULT_SALT_LENGTH)) return err({ code: 'not-a-vault' })
  if (n < VAULT_SCRYPT.n || typeof r !== 'number' || r < VAULT_SCRYPT.r) return err({ code: 'weak' })
  if (n > MAX_SCRYPT_N || r !== VAULT_SCRYPT.r || p !== VAULT_SCRYPT.p) return err({ code: 'excessive' })
  return ok({ kind, kdf, n, r, p, salt })
}

function parseSealed(value: unknown): Sealed | undefined {
  if (!isObject(value)) return undefined
  const { nonce, data } = value
  return typeof nonce === 'string' && typeof data === 'string' ? { nonce, data } : undefined
}

function isGeneration(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

function isHex(value: unknown, length: number): value is string {
  return typeof value === 'string' && fromHex(value)?.length === length
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
