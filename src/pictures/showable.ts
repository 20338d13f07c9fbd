// Which pictures of others are shown (DESIGN 4.3): only what is what its entry says, and small enough to unpack.

import type { BlobId, BlobRef } from '../operations/operation.ts'
import { readImageHeader } from './image-header.ts'

/** Pixels of the longest side of a picture that is unpacked, and of one that stands for it in a list. */
export const MAX_SHOWN_SIDE = 4_096
export const MAX_SMALL_SIDE = 512

/** Whether the bytes of a blob of this picture, which is the picture itself or its thumbnail, may be given to a decoder. */
export function isShowable(ref: BlobRef, blob: BlobId, bytes: Uint8Array): boolean {
  const header = readImageHeader(bytes)
  if (header === undefined || header.isAnimated || header.type !== ref.type) return false
  const isWhole = blob.hash === ref.hash
  const most = isWhole ? MAX_SHOWN_SIDE : MAX_SMALL_SIDE
  if (header.width > most || header.height > most) return false
  return !isWhole || ref.width === undefined || (ref.width === header.width && ref.height === header.height)
}
