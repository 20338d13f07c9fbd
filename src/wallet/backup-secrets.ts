// The keys of a backup file, and its secrets: what the wallet is made of (DESIGN 7). Two keys come from one passphrase, so that
// whoever reads and writes the content needs no key to the secrets.

import { expand } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromHex, toHex, utf8Encode } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import { parsePublicKey, type PublicKey } from '../operations/ids.ts'
import { isObject, jsonIn, type BackupError, type BackupHead, type BackupHeader } from './backup-format.ts'
import type { StretchKey } from './scrypt.ts'
import type { AesGcm } from './vault.ts'
import { ENTROPY_LENGTH } from './words.ts'

const KEY_LENGTH = 32
const MAX_PERSONAS = 256
/** Used with each key once: a file has keys of its own. */
const NONCE: Uint8Array = new Uint8Array(12)

/** A persona as wallets number them. */
export interface BackupPersona {
  publicKey: PublicKey
  index: number
}

/** What is sealed under the first key. */
export interface BackupSecrets {
  /** 16 bytes: the twelve words. */
  entropy: Uint8Array
  personas: BackupPersona[]
}

/** The keys of a file, 32 bytes each. */
export interface BackupKeys {
  secrets: Uint8Array
  content: Uint8Array
}

/** The keys that a passphrase makes with what the header says: slow on purpose. */
export async function backupKeys(stretch: StretchKey, { kdf }: BackupHeader, passphrase: string): Promise<BackupKeys> {
  return keysOf(await stretch(passphrase, fromHex(kdf.salt) ?? new Uint8Array(), kdf))
}

function keysOf(stretched: Uint8Array): BackupKeys {
  const key = (name: string): Uint8Array =>
    expand(sha256, stretched, utf8Encode(`p2panda-backup 1 ${name}`), KEY_LENGTH)
  return { secrets: key('secrets'), content: key('content') }
}

/** The sealed secrets. */
export async function sealSecrets<Key>(
  aes: AesGcm<Key>,
  key: Uint8Array,
  bound: Uint8Array,
  { entropy, personas }: BackupSecrets,
): Promise<Uint8Array> {
  const text = JSON.stringify({ entropy: toHex(entropy), personas })
  return aes.encrypt(await aes.importKey(key), { nonce: NONCE, bound }, utf8Encode(text))
}

/** The secrets of a file. A key that does not fit is a wrong passphrase, unless the head is known to be damaged. */
export async function openSecrets<Key>(
  aes: AesGcm<Key>,
  key: Uint8Array,
  head: BackupHead,
): Promise<Result<BackupSecrets, BackupError>> {
  let plain: Uint8Array
  try {
    plain = await aes.decrypt(await aes.importKey(key), { nonce: NONCE, bound: head.bound }, head.secrets)
  } catch {
    return err({ code: head.isIntact ? 'wrong-passphrase' : 'damaged' })
  }
  const secrets = parseSecrets(jsonIn(plain))
  return secrets === undefined ? err({ code: 'newer-version' }) : ok(secrets)
}

function parseSecrets(value: unknown): BackupSecrets | undefined {
  if (!isObject(value) || typeof value['entropy'] !== 'string' || !Array.isArray(value['personas'])) return undefined
  const entropy = fromHex(value['entropy'])
  const personas = value['personas'].map(parsePersona)
  const known = personas.filter((persona) => persona !== undefined)
  const isWhole = known.length === personas.length && known.length > 0 && known.length <= MAX_PERSONAS
  return entropy?.length === ENTROPY_LENGTH && isWhole ? { entropy, personas: known } : undefined
}

function parsePersona(value: unknown): BackupPersona | undefined {
  if (!isObject(value)) return undefined
  const publicKey = parsePublicKey(value['publicKey'])
  const { index } = value
  const isIndex = Number.isSafeInteger(index) && (index as number) >= 0 && (index as number) < 2 ** 31
  return publicKey !== undefined && isIndex ? { publicKey, index: index as number } : undefined
}
