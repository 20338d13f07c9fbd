// Backup files for tests: made in memory, with a stretching of the passphrase that costs nothing.

import { sha256 } from '@noble/hashes/sha2.js'
import { webAesGcm } from '../../../src/adapters/web/aes-gcm.ts'
import { concatBytes, utf8Encode } from '../../../src/bamboo/bytes.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import {
  encodeHead,
  encodeHeader,
  freshHeader,
  parseHead,
  type BackupErrorCode,
} from '../../../src/wallet/backup-format.ts'
import { encodeRecord, readRecords, type BackupRecord } from '../../../src/wallet/backup-records.ts'
import { backupKeys, openSecrets, sealSecrets, type BackupSecrets } from '../../../src/wallet/backup-secrets.ts'
import { openChunks, sealChunks, type BackupSource } from '../../../src/wallet/backup-stream.ts'
import type { StretchKey } from '../../../src/wallet/scrypt.ts'

export const PASSPHRASE = 'four pandas by the river'
export const MADE: number = Date.UTC(2026, 5, 5)

export const secrets: BackupSecrets = {
  entropy: new Uint8Array(16).fill(7),
  personas: [{ publicKey: 'ab'.repeat(32) as PublicKey, index: 0 }],
}

/** Nothing that would stop anybody, and fast. */
export const cheap: StretchKey = async (secret, salt) => sha256(concatBytes(utf8Encode(secret), salt))

export async function* each(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* pieces
}

interface FileOptions {
  chunk?: number
  stretch?: StretchKey
}

export function fileOf(records: readonly BackupRecord[], options: FileOptions = {}): Promise<Uint8Array> {
  return contentFile(records.map(encodeRecord), options)
}

/** A file with whatever bytes as its content. */
export async function contentFile(
  content: readonly Uint8Array[],
  { chunk = 64, stretch = cheap }: FileOptions = {},
): Promise<Uint8Array> {
  const header = { ...freshHeader(new Uint8Array(32).fill(1), MADE), chunk }
  const bound = encodeHeader(header)
  const keys = await backupKeys(stretch, header, PASSPHRASE)
  const parts = [encodeHead(bound, await sealSecrets(webAesGcm, keys.secrets, bound, secrets))]
  const cipher = { aes: webAesGcm, key: await webAesGcm.importKey(keys.content), bound }
  for await (const sealed of sealChunks(cipher, chunk, each(content))) parts.push(sealed)
  return concatBytes(...parts)
}

/** All that a reader gets out of a file, in the order in which it meets it. */
export interface Opened {
  error?: BackupErrorCode
  secrets?: BackupSecrets
  records: BackupRecord[]
}

export async function openFile(
  file: Uint8Array,
  passphrase: string = PASSPHRASE,
  stretch: StretchKey = cheap,
): Promise<Opened> {
  const head = parseHead(file)
  if (!head.ok) return { error: head.error.code, records: [] }
  const keys = await backupKeys(stretch, head.value.header, passphrase)
  const opened = await openSecrets(webAesGcm, keys.secrets, head.value)
  if (!opened.ok) return { error: opened.error.code, records: [] }
  const cipher = { aes: webAesGcm, key: await webAesGcm.importKey(keys.content), bound: head.value.bound }
  const records: BackupRecord[] = []
  for await (const record of readRecords(openChunks(cipher, head.value, sourceOf(file)))) {
    if (!record.ok) return { error: record.error.code, secrets: opened.value, records }
    records.push(record.value)
  }
  return { secrets: opened.value, records }
}

export function sourceOf(bytes: Uint8Array): BackupSource {
  return { size: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length) }
}
