// The content of a backup file, as far as it can be read: what can be taken over, or compared with what is here.
import { blobSource } from '../../src/adapters/web/blob-source.ts'
import { webAesGcm } from '../../src/adapters/web/aes-gcm.ts'
import { parseDescription, type BackupDescription } from '../../src/wallet/backup-description.ts'
import type { BackupErrorCode, BackupHead } from '../../src/wallet/backup-format.ts'
import { readRecords } from '../../src/wallet/backup-records.ts'
import { openChunks } from '../../src/wallet/backup-stream.ts'
import { BlobPieces } from '../data/blob-pieces.ts'

export interface BackupContent {
  /** Absent when it can not be read: then only the personas are there. */
  description?: BackupDescription
  /** Own logs, as far as they can be read. */
  bundles: Blob[]
  /** Pictures that the personas showed. */
  pictures: Blob[]
  /** Why not all of the content could be read. */
  trouble?: BackupErrorCode
}

/** `onProgress` gets the share that is read, 0…1. */
export async function readContent(
  file: Blob,
  head: BackupHead,
  contentKey: Uint8Array,
  onProgress: (share: number) => void,
): Promise<BackupContent> {
  const cipher = { aes: webAesGcm, key: await webAesGcm.importKey(contentKey), bound: head.bound }
  const bundles = new Map<number, BlobPieces>()
  const pictures: Blob[] = []
  let description: BackupDescription | undefined
  let trouble: BackupErrorCode | undefined
  let read = head.length
  for await (const record of readRecords(openChunks(cipher, head, blobSource(file)))) {
    if (!record.ok) {
      trouble = record.error.code
    } else if (record.value.kind === 'description') {
      description = parseDescription(record.value.json)
    } else if (record.value.kind === 'picture') {
      pictures.push(new Blob([new Uint8Array(record.value.bytes)]))
      read += record.value.bytes.length
      onProgress(read / file.size)
    } else {
      const { number, bytes } = record.value
      const pieces = bundles.get(number) ?? new BlobPieces()
      bundles.set(number, pieces)
      pieces.add(bytes)
      read += bytes.length
      onProgress(read / file.size)
    }
  }
  if (description === undefined) trouble ??= 'newer-version'
  return {
    bundles: [...bundles.values()].map((pieces) => pieces.blob()),
    pictures,
    ...(description === undefined ? {} : { description }),
    ...(trouble === undefined ? {} : { trouble }),
  }
}
