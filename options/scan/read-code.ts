// Reads the QR code in a picture. Nothing of the picture is kept, and it goes nowhere.
import { decodeQR } from 'qr/decode.js'

/** no-code: nothing that can be read · no-picture: not of a kind that this browser opens. */
export type CodeFault = 'no-code' | 'no-picture'
export type ReadCode = { ok: true; text: string } | { ok: false; fault: CodeFault }

/** Pixels of the longest side that is looked at: a telephone's picture has many more than a code needs. */
const MAX_SIDE = 1600
/** Milliseconds for a picture that somebody chose, and for one of many that a camera gives. */
const PATIENCE_MS = 1500

/** A file or something pasted. */
export async function readPicture(picture: Blob): Promise<ReadCode> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(picture)
  } catch {
    return { ok: false, fault: 'no-picture' }
  }
  const text = readFrame(bitmap, bitmap.width, bitmap.height, PATIENCE_MS)
  bitmap.close()
  return text === undefined ? { ok: false, fault: 'no-code' } : { ok: true, text }
}

/** One frame of a camera, or a whole picture; undefined when there is no code in it that can be read. */
export function readFrame(
  source: CanvasImageSource,
  width: number,
  height: number,
  timeLimit?: number,
): string | undefined {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height))
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return undefined
  // What can be seen through has paper below it.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  try {
    const image = { width: canvas.width, height: canvas.height, data }
    return decodeQR(image, timeLimit === undefined ? {} : { timeLimit })
  } catch {
    return undefined
  }
}
