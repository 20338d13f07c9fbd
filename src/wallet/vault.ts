// The vault: the wallet's entropy, encrypted twice over (DESIGN 7). A random data key seals the content; a wrapping key
// that the platform never gives out seals the data key. Both use AES-256-GCM with the header as additional data, so
// nobody can swap the header's parameters without the vault refusing to open.

import { fromHex, toHex, utf8Decode, utf8Encode } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import type { Random } from '../ports/random.ts'
import { ENTROPY_LENGTH } from './words.ts'

const NONCE_LENGTH = 12
const DATA_KEY_LENGTH = 32

/** AES-256-GCM as the vault needs it; `Key` is the platform's opaque key. */
export interface AesGcm<Key> {
  /** A key of 32 raw bytes. */
  importKey(raw: Uint8Array): Promise<Key>
  /** Ciphertext with its tag; `bound` is authenticated with it. */
  encrypt(key: Key, use: AesGcmUse, plain: Uint8Array): Promise<Uint8Array>
  /** Rejects when key, nonce, bound data or ciphertext do not belong together. */
  decrypt(key: Key, use: AesGcmUse, data: Uint8Array): Promise<Uint8Array>
}

export interface AesGcmUse {
  /** 12 bytes, never used twice with a key. */
  nonce: Uint8Array
  bound: Uint8Array
}

/** How the data key is wrapped: by a key of this browser profile. A password comes as another kind. */
export interface DeviceWrap {
  kind: 'device'
}

/** Readable part of a vault, authenticated by both ciphertexts. */
export interface VaultHeader {
  format: 'p2panda-vault'
  v: 1
  /** 16 random bytes as hex. */
  vaultId: string
  cipher: 'aes-256-gcm'
  wrap: DeviceWrap
  /** Counts rewrites of the vault; the copy with the higher one is the newer. */
  generation: number
}

/** A vault at rest. Plain JSON (bytes as hex), so that every storage can hold the same value. */
export interface VaultRecord {
  header: VaultHeader
  wrappedKey: Sealed
  content: Sealed
}

/** Nonce and ciphertext with its tag, as hex. */
export interface Sealed {
  nonce: string
  data: string
}

/** not-a-vault: the value is none · newer-version: another program made it · wrong-key: tampered or not its key. */
export type VaultErrorCode = 'not-a-vault' | 'newer-version' | 'wrong-key'

export interface VaultError {
  code: VaultErrorCode
}

/** A new vault around `entropy`, and the data key that opens it without the wrapping key. */
export async function makeVault<Key>(
  aes: AesGcm<Key>,
  random: Random,
  wrappingKey: Key,
  entropy: Uint8Array,
): Promise<{ record: VaultRecord; dataKey: Uint8Array }> {
  const header: VaultHeader = {
    format: 'p2panda-vault',
    v: 1,
    vaultId: toHex(random.bytes(16)),
    cipher: 'aes-256-gcm',
    wrap: { kind: 'device' },
    generation: 1,
  }
  const dataKey = random.bytes(DATA_KEY_LENGTH)
  const contentKey = await aes.importKey(dataKey)
  const wrappedKey = await seal(aes, random, wrappingKey, header, 'key', dataKey)
  const content = await seal(
    aes,
    random,
    contentKey,
    header,
    'content',
    utf8Encode(JSON.stringify({ entropy: toHex(entropy) })),
  )
  return { record: { header, wrappedKey, content }, dataKey }
}

/** The data key of a vault, unwrapped with the profile's wrapping key. */
export async function unwrapDataKey<Key>(
  aes: AesGcm<Key>,
  wrappingKey: Key,
  record: VaultRecord,
): Promise<Result<Uint8Array, VaultError>> {
  const dataKey = await open(aes, wrappingKey, record.header, 'key', record.wrappedKey)
  return dataKey?.length === DATA_KEY_LENGTH ? ok(dataKey) : err({ code: 'wrong-key' })
}

/** The wallet's entropy. */
export async function openVault<Key>(
  aes: AesGcm<Key>,
  dataKey: Uint8Array,
  record: VaultRecord,
): Promise<Result<Uint8Array, VaultError>> {
  const content = await open(aes, await aes.importKey(dataKey), record.header, 'content', record.content)
  const entropy = content === undefined ? undefined : entropyIn(content)
  return entropy === undefined ? err({ code: 'wrong-key' }) : ok(entropy)
}

/** A stored value as a vault: what its shape and version say, before any decryption. */
export function parseVault(value: unknown): Result<VaultRecord, VaultError> {
  if (!isObject(value) || !isObject(value['header']) || value['header']['format'] !== 'p2panda-vault') {
    return err({ code: 'not-a-vault' })
  }
  const { v, cipher, wrap, vaultId, generation } = value['header']
  if (v !== 1 || cipher !== 'aes-256-gcm' || !isObject(wrap) || wrap['kind'] !== 'device') {
    return err({ code: 'newer-version' })
  }
  const wrappedKey = parseSealed(value['wrappedKey'])
  const content = parseSealed(value['content'])
  if (
    wrappedKey === undefined ||
    content === undefined ||
    typeof vaultId !== 'string' ||
    typeof generation !== 'number'
  ) {
    return err({ code: 'not-a-vault' })
  }
  const header: VaultHeader = { format: 'p2panda-vault', v, vaultId, cipher, wrap: { kind: 'device' }, generation }
  return ok({ header, wrappedKey, content })
}

function parseSealed(value: unknown): Sealed | undefined {
  if (!isObject(value)) return undefined
  const { nonce, data } = value
  return typeof nonce === 'string' && typeof data === 'string' ? { nonce, data } : undefined
}

async function seal<Key>(
  aes: AesGcm<Key>,
  random: Random,
  key: Key,
  header: VaultHeader,
  part: 'key' | 'content',
  plain: Uint8Array,
): Promise<Sealed> {
  const nonce = random.bytes(NONCE_LENGTH)
  const data = await aes.encrypt(key, { nonce, bound: boundData(header, part) }, plain)
  return { nonce: toHex(nonce), data: toHex(data) }
}

async function open<Key>(
  aes: AesGcm<Key>,
  key: Key,
  header: VaultHeader,
  part: 'key' | 'content',
  sealed: Sealed,
): Promise<Uint8Array | undefined> {
  const nonce = fromHex(sealed.nonce)
  const data = fromHex(sealed.data)
  if (nonce?.length !== NONCE_LENGTH || data === undefined) return undefined
  try {
    return await aes.decrypt(key, { nonce, bound: boundData(header, part) }, data)
  } catch {
    return undefined
  }
}

/** The header in one fixed order, and which of the two ciphertexts it is bound to. */
function boundData(header: VaultHeader, part: 'key' | 'content'): Uint8Array {
  const { format, v, vaultId, cipher, wrap, generation } = header
  return utf8Encode(JSON.stringify([format, v, vaultId, cipher, wrap.kind, generation, part]))
}

function entropyIn(content: Uint8Array): Uint8Array | undefined {
  const text = utf8Decode(content)
  if (text === undefined) return undefined
  const value: unknown = JSON.parse(text)
  const entropy = isObject(value) && typeof value['entropy'] === 'string' ? fromHex(value['entropy']) : undefined
  return entropy?.length === ENTROPY_LENGTH ? entropy : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
