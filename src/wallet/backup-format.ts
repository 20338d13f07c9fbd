// The head of a backup file (DESIGN 7; every byte: docs/protocol-backup.md): what anybody may read of it, authenticated by
// everything that is encrypted, and the sealed secrets.

import { concatBytes, equalBytes, fromHex, toHex, utf8Decode, utf8Encode } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import { decodeCount, encodeVarU64 } from '../bamboo/varu64.ts'
import { sha256 } from '@noble/hashes/sha2.js'

/** A byte that is no text, the name, and both kinds of line end, so that a transfer as text is noticed. */
export const BACKUP_MAGIC: Uint8Array = Uint8Array.of(
  0x89,
  0x70,
  0x32,
  0x70,
  0x62,
  0x61,
  0x63,
  0x6b,
  0x0d,
  0x0a,
  0x1a,
  0x0a, // . p 2 p b a c k CR LF SUB LF
)
export const BACKUP_VERSION = 1
/** Cost of guessing a passphrase that files are written with, and the least that one is read with. */
export const BACKUP_COST: number = 2 ** 18
/** scrypt takes 1 KiB of memory per unit of cost: 512 MiB. A foreign file must not take more. */
const MAX_COST = 2 ** 19
const BLOCK_SIZE = 8
const PARALLELISM = 1
export const SALT_LENGTH = 32
/** Bytes of content that are sealed at once. */
export const CHUNK_LENGTH: number = 256 * 1024
const MAX_CHUNK_LENGTH = 1024 * 1024
const MAX_HEADER_LENGTH = 4096
const MAX_SECRETS_LENGTH = 64 * 1024
const CHECKSUM_LENGTH = 32
/** More than any head has: what is read of a file to find its head. */
export const MAX_HEAD_LENGTH: number = MAX_HEADER_LENGTH + MAX_SECRETS_LENGTH + 256

/** Parameters of scrypt (RFC 7914): its cost N, block size r, parallelism p, and salt. */
export interface BackupKdf {
  name: 'scrypt'
  n: number
  r: number
  p: number
  /** 32 bytes as hex. */
  salt: string
}

/** The readable part. */
export interface BackupHeader {
  cipher: 'aes-256-gcm'
  kdf: BackupKdf
  /** Bytes of content per chunk. */
  chunk: number
  /** When the file was made, UTC ms. */
  made: number
}

export interface BackupHead {
  header: BackupHeader
  /** Bytes from the beginning of the file to the end of the header: additional data of all that is encrypted. */
  bound: Uint8Array
  secrets: Uint8Array
  /** Where the content begins. */
  length: number
  /** False when its checksum says that something in it was changed. */
  isIntact: boolean
}

/**
 * Why a file can not be used. `not-one`: no backup. `newer-version`: another program made it. `weak`: its passphrase would be
 * too easy to guess for one of ours. `truncated`: its end is missing. `damaged`: something was changed.
 * `wrong-passphrase`: what it says. `unreadable`: the file itself failed (moved, taken away).
 */
export type BackupErrorCode =
  | 'not-one'
  | 'newer-version'
  | 'weak'
  | 'truncated'
  | 'damaged'
  | 'wrong-passphrase'
  | 'unreadable'

export interface BackupError {
  readonly code: BackupErrorCode
}

/** The header of a file that is made now. */
export function freshHeader(salt: Uint8Array, made: number): BackupHeader {
  const kdf: BackupKdf = { name: 'scrypt', n: BACKUP_COST, r: BLOCK_SIZE, p: PARALLELISM, salt: toHex(salt) }
  return { cipher: 'aes-256-gcm', kdf, chunk: CHUNK_LENGTH, made }
}

/** Magic, version and header. */
export function encodeHeader(header: BackupHeader): Uint8Array {
  const text = utf8Encode(JSON.stringify(header))
  return concatBytes(BACKUP_MAGIC, encodeVarU64(BACKUP_VERSION), encodeVarU64(text.length), text)
}

/** The whole head: `bound` (see `encodeHeader`), the sealed secrets, and the checksum of both. */
export function encodeHead(bound: Uint8Array, secrets: Uint8Array): Uint8Array {
  const body = concatBytes(bound, encodeVarU64(secrets.length), secrets)
  return concatBytes(body, sha256(body))
}

/** The head at the beginning of these bytes; they need not end with it. Views of them, no copies. */
export function parseHead(bytes: Uint8Array): Result<BackupHead, BackupError> {
  const magic = bytes.subarray(0, BACKUP_MAGIC.length)
  if (!equalBytes(magic, BACKUP_MAGIC.subarray(0, magic.length)) || magic.length < 4) return err({ code: 'not-one' })
  const version = decodeCount(bytes, BACKUP_MAGIC.length)
  if (!version.ok) return cut(bytes, BACKUP_MAGIC.length + 1)
  if (version.value.value !== BACKUP_VERSION) return err({ code: 'newer-version' })
  const text = sized(bytes, BACKUP_MAGIC.length + version.value.length, MAX_HEADER_LENGTH)
  if (!text.ok) return text
  const header = parseHeader(text.value.bytes)
  if (!header.ok) return header
  const bound = bytes.subarray(0, text.value.end)
  const secrets = sized(bytes, text.value.end, MAX_SECRETS_LENGTH)
  if (!secrets.ok) return secrets
  const end = secrets.value.end + CHECKSUM_LENGTH
  if (bytes.length < end) return err({ code: 'truncated' })
  const checksum = bytes.subarray(secrets.value.end, end)
  const isIntact = equalBytes(checksum, sha256(bytes.subarray(0, secrets.value.end)))
  return ok({ header: header.value, bound, secrets: secrets.value.bytes, length: end, isIntact })
}

/** Bytes behind their length at `offset`. */
function sized(
  bytes: Uint8Array,
  offset: number,
  max: number,
): Result<{ bytes: Uint8Array; end: number }, BackupError> {
  const length = decodeCount(bytes, offset)
  if (!length.ok) return cut(bytes, offset + 9)
  if (length.value.value > max) return err({ code: 'damaged' })
  const start = offset + length.value.length
  const end = start + length.value.value
  return end > bytes.length ? err({ code: 'truncated' }) : ok({ bytes: bytes.subarray(start, end), end })
}

/** A number that can not be read is cut off, or wrong. */
function cut(bytes: Uint8Array, needed: number): { ok: false; error: BackupError } {
  return err({ code: bytes.length < needed ? 'truncated' : 'damaged' })
}

function parseHeader(bytes: Uint8Array): Result<BackupHeader, BackupError> {
  const value = jsonIn(bytes)
  if (!isObject(value)) return err({ code: 'damaged' })
  const { cipher, kdf, chunk, made } = value
  if (!isCount(chunk) || !isCount(made) || !isObject(kdf) || typeof cipher !== 'string') return err({ code: 'damaged' })
  const { name, n, r, p, salt } = kdf
  if (!isCount(n) || !isCount(r) || !isCount(p) || typeof salt !== 'string') return err({ code: 'damaged' })
  if (cipher !== 'aes-256-gcm' || name !== 'scrypt') return err({ code: 'newer-version' })
  if (fromHex(salt)?.length !== SALT_LENGTH || !isPowerOfTwo(n)) return err({ code: 'damaged' })
  if (n < BACKUP_COST || r < BLOCK_SIZE) return err({ code: 'weak' })
  if (n > MAX_COST || r !== BLOCK_SIZE || p !== PARALLELISM) return err({ code: 'newer-version' })
  if (chunk < 1 || chunk > MAX_CHUNK_LENGTH) return err({ code: 'damaged' })
  return ok({ cipher, kdf: { name, n, r, p, salt }, chunk, made })
}

/** Whatever JSON there is; undefined when there is none. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8Decode(bytes) ?? '')
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value))
}
