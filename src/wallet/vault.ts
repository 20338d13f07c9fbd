// The vault: the wallet's entropy, encrypted twice over (DESIGN 7). A random data key seals the content; a wrapping key, which
// the platform never gives out or scrypt makes of a password, seals the data key. Both use AES-256-GCM with the header as
// additional data, so nobody can swap the header's parameters without the vault refusing to open.

import { fromHex, toHex, utf8Decode, utf8Encode } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import type { Random } from '../ports/random.ts'
import {
  boundData,
  NONCE_LENGTH,
  withChecksum,
  type Sealed,
  type VaultError,
  type VaultHeader,
  type VaultRecord,
  type VaultWrap,
} from './vault-record.ts'
import { ENTROPY_LENGTH } from './words.ts'

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

/** What a vault keeps. */
export interface VaultContent {
  /** 16 bytes: the twelve words. */
  entropy: Uint8Array
  /** Which personas there are, by their number in the derivation: a copy that is left alone still knows them. */
  personas: readonly number[]
}

/** A vault that was opened: all that it takes to seal it again. */
export interface OpenVault {
  dataKey: Uint8Array
  content: VaultContent
}

/** How a vault is wrapped, and the key for it. */
export interface WrapWith<Key> {
  wrap: VaultWrap
  key: Key
}

/** A new vault around `content`; `generation` is higher than that of every vault whose place it takes. */
export async function makeVault<Key>(
  aes: AesGcm<Key>,
  random: Random,
  wrapWith: WrapWith<Key>,
  content: VaultContent,
  generation = 1,
): Promise<{ record: VaultRecord; dataKey: Uint8Array }> {
  const dataKey = random.bytes(DATA_KEY_LENGTH)
  const header = headerOf(toHex(random.bytes(16)), wrapWith.wrap, generation)
  return { record: await sealBoth(aes, random, header, wrapWith.key, { dataKey, content }), dataKey }
}

/** The next generation of a vault that was opened, wrapped in another way. */
export async function rewrapVault<Key>(
  aes: AesGcm<Key>,
  random: Random,
  { header: { vaultId, generation } }: VaultRecord,
  opened: OpenVault,
  wrapWith: WrapWith<Key>,
): Promise<VaultRecord> {
  return sealBoth(aes, random, headerOf(vaultId, wrapWith.wrap, generation + 1), wrapWith.key, opened)
}

/** The next generation of a vault that was opened, with other content. Only one of version 2 can be sealed without its wrap. */
export async function resealVault<Key>(
  aes: AesGcm<Key>,
  random: Random,
  { header: { vaultId, wrap, generation }, wrappedKey }: VaultRecord,
  opened: OpenVault,
): Promise<VaultRecord> {
  const header = headerOf(vaultId, wrap, generation + 1)
  return withChecksum({ header, wrappedKey, content: await sealContent(aes, random, header, opened) })
}

function headerOf(vaultId: string, wrap: VaultWrap, generation: number): VaultHeader {
  return { format: 'p2panda-vault', v: 2, vaultId, cipher: 'aes-256-gcm', wrap, generation }
}

async function sealBoth<Key>(
  aes: AesGcm<Key>,
  random: Random,
  header: VaultHeader,
  wrappingKey: Key,
  opened: OpenVault,
): Promise<VaultRecord> {
  const wrappedKey = await seal(aes, random, wrappingKey, boundData(header, 'key'), opened.dataKey)
  return withChecksum({ header, wrappedKey, content: await sealContent(aes, random, header, opened) })
}

async function sealContent<Key>(
  aes: AesGcm<Key>,
  random: Random,
  header: VaultHeader,
  { dataKey, content: { entropy, personas } }: OpenVault,
): Promise<Sealed> {
  const text = JSON.stringify({ entropy: toHex(entropy), personas })
  return seal(aes, random, await aes.importKey(dataKey), boundData(header, 'content'), utf8Encode(text))
}

/** The data key of a vault, unwrapped with the key that its header tells of. */
export async function unwrapDataKey<Key>(
  aes: AesGcm<Key>,
  wrappingKey: Key,
  record: VaultRecord,
): Promise<Result<Uint8Array, VaultError>> {
  const dataKey = await open(aes, wrappingKey, boundData(record.header, 'key'), record.wrappedKey)
  return dataKey?.length === DATA_KEY_LENGTH ? ok(dataKey) : err({ code: 'wrong-key' })
}

/** What the vault keeps. */
export async function openVault<Key>(
  aes: AesGcm<Key>,
  dataKey: Uint8Array,
  record: VaultRecord,
): Promise<Result<VaultContent, VaultError>> {
  const plain = await open(aes, await aes.importKey(dataKey), boundData(record.header, 'content'), record.content)
  const content = plain === undefined ? undefined : parseContent(plain)
  return content === undefined ? err({ code: 'wrong-key' }) : ok(content)
}

async function seal<Key>(
  aes: AesGcm<Key>,
  random: Random,
  key: Key,
  bound: Uint8Array,
  plain: Uint8Array,
): Promise<Sealed> {
  const nonce = random.bytes(NONCE_LENGTH)
  return { nonce: toHex(nonce), data: toHex(await aes.encrypt(key, { nonce, bound }, plain)) }
}

async function open<Key>(
  aes: AesGcm<Key>,
  key: Key,
  bound: Uint8Array,
  sealed: Sealed,
): Promise<Uint8Array | undefined> {
  const nonce = fromHex(sealed.nonce)
  const data = fromHex(sealed.data)
  if (nonce?.length !== NONCE_LENGTH || data === undefined) return undefined
  try {
    return await aes.decrypt(key, { nonce, bound }, data)
  } catch {
    return undefined
  }
}

/** Version 1 named no personas: there was the main one. */
function parseContent(plain: Uint8Array): VaultContent | undefined {
  const text = utf8Decode(plain)
  if (text === undefined) return undefined
  const { entropy: hex, personas = [0] } = JSON.parse(text) as { entropy?: unknown; personas?: unknown }
  const entropy = typeof hex === 'string' ? fromHex(hex) : undefined
  if (entropy?.length !== ENTROPY_LENGTH || !Array.isArray(personas) || !personas.every(isIndex)) return undefined
  return { entropy, personas }
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31
}
