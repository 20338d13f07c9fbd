// The bytes of the messages about blobs (docs/protocol-gossip.md, Blobs).

import { concatBytes, fromHex, toHex } from '../../bamboo/index.ts'
import { MAX_BLOB } from '../../operations/limits.ts'
import type { BlobId } from '../../operations/operation.ts'
import { partCount, partLength } from '../../ports/blob-store.ts'
import { MAX_SLOT } from '../messages.ts'
import type { WireReader, WireWriter } from '../wire.ts'
import type { AnyBlobMessage } from './blob-messages.ts'

const DIGEST_LENGTH = 64
/** What a yamf-hash begins with: its function and the length of the digest. */
const PREFIX = Uint8Array.of(0x00, DIGEST_LENGTH)

/** Everything after the type byte. */
export function writeBlob(writer: WireWriter, message: AnyBlobMessage): void {
  writer.number(message.slot)
  const { hash, size } = message.blob
  writer.fixed((fromHex(hash) ?? new Uint8Array()).slice(PREFIX.length)).number(size)
  switch (message.type) {
    case 'want-blob':
      writer.number(message.part)
      return
    case 'blob':
      writer.number(message.part).fixed(message.bytes)
      return
    case 'blob-state':
      writer.byte(message.isHere ? 1 : 0)
  }
}

/** Marks the reader as failed when this is no such message. */
export function readBlob(reader: WireReader, type: AnyBlobMessage['type']): AnyBlobMessage {
  const slot = reader.number(MAX_SLOT)
  const hash = toHex(concatBytes(PREFIX, reader.fixed(DIGEST_LENGTH)))
  const blob: BlobId = { hash, size: reader.number(MAX_BLOB) }
  if (blob.size === 0) reader.fail()
  if (type === 'blob-state') return { type, slot, blob, isHere: readFlag(reader) }
  const part = reader.number(partCount(MAX_BLOB) - 1)
  const length = partLength(blob.size, part)
  if (length === 0) reader.fail()
  return type === 'want-blob' ? { type, slot, blob, part } : { type, slot, blob, part, bytes: reader.fixed(length) }
}

function readFlag(reader: WireReader): boolean {
  const flag = reader.byte()
  if (flag > 1) reader.fail()
  return flag === 1
}
