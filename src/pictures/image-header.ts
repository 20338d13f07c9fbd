// What a picture file says of itself in its first bytes (DESIGN 4.3), so that nothing is decoded that would fill the memory or that
// moves. Reads hostile bytes: never throws, never reads beyond them.

import { utf8Encode } from '../bamboo/bytes.ts'
import type { PictureType } from '../operations/blobs.ts'

export interface ImageHeader {
  /** GIF is read, because people have such files, and never published. */
  type: PictureType | 'image/gif'
  /** Pixels, before any rotation that the file asks for. */
  width: number
  height: number
  /** More than one picture, shown one after the other. */
  isAnimated: boolean
}

/** Undefined when the bytes are no picture of a kind that this version reads, or not enough of one. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = readPng(view) ?? readJpeg(view) ?? readWebp(view) ?? readGif(view)
  return header !== undefined && header.width > 0 && header.height > 0 ? header : undefined
}

function readPng(view: DataView): ImageHeader | undefined {
  if (!hasBytes(view, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) || !hasText(view, 12, 'IHDR'))
    return undefined
  if (view.byteLength < 33) return undefined
  const size = { width: view.getUint32(16), height: view.getUint32(20) }
  // An animation says so before its first picture.
  for (let at = 8; at + 8 <= view.byteLength && !hasText(view, at + 4, 'IDAT'); at += 12 + view.getUint32(at)) {
    if (hasText(view, at + 4, 'acTL')) return { type: 'image/png', ...size, isAnimated: true }
  }
  return { type: 'image/png', ...size, isAnimated: false }
}

/** Markers that carry no length, and those that start a frame: not those for tables (C4, C8, CC). */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function readJpeg(view: DataView): ImageHeader | undefined {
  if (!hasBytes(view, 0, [0xff, 0xd8])) return undefined
  for (let at = 2; at + 9 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (isBare(marker)) at += 2
    else if (isFrame(marker)) {
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7), isAnimated: false }
    } else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

const WEBP_ANIMATION = 0x02

function readWebp(view: DataView): ImageHeader | undefined {
  if (!hasText(view, 0, 'RIFF') || !hasText(view, 8, 'WEBP') || view.byteLength < 30) return undefined
  const type = 'image/webp'
  if (hasText(view, 12, 'VP8 ') && hasBytes(view, 23, [0x9d, 0x01, 0x2a])) {
    const [width, height] = [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff]
    return { type, width, height, isAnimated: false }
  }
  if (hasText(view, 12, 'VP8L') && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true)
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, isAnimated: false }
  }
  if (!hasText(view, 12, 'VP8X')) return undefined
  const isAnimated = (view.getUint8(20) & WEBP_ANIMATION) !== 0
  return { type, width: threeBytes(view, 24) + 1, height: threeBytes(view, 27) + 1, isAnimated }
}

function readGif(view: DataView): ImageHeader | undefined {
  if (!hasText(view, 0, 'GIF87a') && !hasText(view, 0, 'GIF89a')) return undefined
  if (view.byteLength < 10) return undefined
  // Whether it has more than one picture is known at its end only: it may.
  return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true), isAnimated: true }
}

function threeBytes(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}

function hasText(view: DataView, at: number, text: string): boolean {
  return hasBytes(view, at, utf8Encode(text))
}

function hasBytes(view: DataView, at: number, wanted: ArrayLike<number>): boolean {
  if (at + wanted.length > view.byteLength) return false
  for (let index = 0; index < wanted.length; index += 1) if (view.getUint8(at + index) !== wanted[index]) return false
  return true
}
