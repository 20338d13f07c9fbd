// The content of a backup file: encrypted in chunks that can not be reordered, dropped or cut off unnoticed. The STREAM
// construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is the number of the chunk and whether it is the last.

import { concatBytes } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import type { BackupError, BackupHead } from './backup-format.ts'
import type { AesGcm } from './vault.ts'

export const TAG_LENGTH = 16
const NONCE_LENGTH = 12
const MAX_CHUNKS = 2 ** 32

/** A file of any size that is read piece by piece. */
export interface BackupSource {
  /** Bytes of the whole file. */
  readonly size: number
  /** Exactly these bytes of the file. Rejects when they can not be read. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** What chunks are sealed with. */
export interface ChunkCipher<Key> {
  aes: AesGcm<Key>
  /** The content key of one file, never of two. */
  key: Key
  /** The readable part of the file, see `BackupHead`. */
  bound: Uint8Array
}

/** The chunks of a content that comes in pieces of any length; `chunk` bytes of it each, the last one fewer or as many. */
export async function* sealChunks<Key>(
  cipher: ChunkCipher<Key>,
  chunk: number,
  content: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  let waiting: Uint8Array[] = []
  let length = 0
  let index = 0
  for await (const piece of content) {
    waiting.push(piece)
    length += piece.length
    if (length <= chunk) continue
    const bytes = concatBytes(...waiting)
    let start = 0
    // One byte more has to follow: otherwise it may be the last one.
    for (; bytes.length - start > chunk; start += chunk) {
      yield await seal(cipher, index, false, bytes.subarray(start, start + chunk))
      index += 1
    }
    waiting = [bytes.subarray(start)]
    length = bytes.length - start
  }
  yield await seal(cipher, index, true, concatBytes(...waiting))
}

async function seal<Key>(
  { aes, key, bound }: ChunkCipher<Key>,
  index: number,
  isLast: boolean,
  plain: Uint8Array,
): Promise<Uint8Array> {
  if (index >= MAX_CHUNKS) throw new RangeError('too many chunks')
  return aes.encrypt(key, { nonce: nonceOf(index, isLast), bound }, plain)
}

/**
 * The content of a file, chunk by chunk; ends with the first one that can not be had. `truncated`: chunks are missing at the
 * end, or the last one is. `damaged`: this one was changed. `unreadable`: the file failed.
 */
export async function* openChunks<Key>(
  cipher: ChunkCipher<Key>,
  head: BackupHead,
  source: BackupSource,
): AsyncIterable<Result<Uint8Array, BackupError>> {
  const sealed = head.header.chunk + TAG_LENGTH
  for (let index = 0, offset = head.length; offset === head.length || offset < source.size; index += 1) {
    const length = Math.min(sealed, source.size - offset)
    const isLast = offset + length === source.size
    const opened = await openOne(cipher, source, { index, offset, length, isLast, isFull: length === sealed })
    yield opened
    if (!opened.ok) return
    offset += length
  }
}

interface Place {
  index: number
  offset: number
  length: number
  isLast: boolean
  isFull: boolean
}

async function openOne<Key>(
  cipher: ChunkCipher<Key>,
  source: BackupSource,
  { index, offset, length, isLast, isFull }: Place,
): Promise<Result<Uint8Array, BackupError>> {
  if (length < TAG_LENGTH || index >= MAX_CHUNKS) return err({ code: 'truncated' })
  let bytes: Uint8Array
  try {
    bytes = await source.read(offset, length)
  } catch {
    return err({ code: 'unreadable' })
  }
  const plain = await open(cipher, index, isLast, bytes)
  if (plain !== undefined) return ok(plain)
  // Whole chunks may be missing behind this one; a part of a chunk is most likely what is left of it.
  const isCut = isLast && (!isFull || (await open(cipher, index, false, bytes)) !== undefined)
  return err({ code: isCut ? 'truncated' : 'damaged' })
}

async function open<Key>(
  { aes, key, bound }: ChunkCipher<Key>,
  index: number,
  isLast: boolean,
  bytes: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    return await aes.decrypt(key, { nonce: nonceOf(index, isLast), bound }, bytes)
  } catch {
    return undefined
  }
}

/** Seven zero bytes, the number of the chunk (big-endian), 1 for the last one. */
function nonceOf(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(NONCE_LENGTH)
  new DataView(nonce.buffer).setUint32(7, index)
  nonce[11] = isLast ? 1 : 0
  return nonce
}
