// A file that somebody chose, drawn anew as it will be published (decision 0025): scaled down, turned the right way up, and with nothing
// of what a camera writes beside the pixels.
import { err, ok, type Result } from '../src/bamboo/result.ts'
import { MAX_BLOB, MAX_THUMBNAIL } from '../src/operations/limits.ts'
import { readImageHeader } from '../src/pictures/image-header.ts'

/** no-picture: nothing that we read, or damaged · too-large: more than can be unpacked here. */
export type PictureErrorCode = 'no-picture' | 'too-large'

export interface MadePicture {
  type: string
  width: number
  height: number
  whole: Uint8Array
  /** Absent when the whole is as small. */
  small?: Uint8Array
}

/** Bytes of a file, and pixels in it, that are unpacked: a telephone makes 48 million. */
const MAX_FILE = 64 * 1024 * 1024
const MAX_PIXELS = 64_000_000
const MAX_INPUT_SIDE = 16_384

/** Longest sides and qualities that are tried in this order until the bytes are few enough. */
const WHOLE = { sides: [1600, 1200, 800], qualities: [0.85, 0.7, 0.5], limit: MAX_BLOB }
const SMALL = { sides: [320, 240, 160, 96], qualities: [0.75, 0.5, 0.3], limit: MAX_THUMBNAIL }

/** Of a picture that moves the first one. */
export async function encodePicture(file: Blob): Promise<Result<MadePicture, PictureErrorCode>> {
  if (file.size > MAX_FILE) return err('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const header = readImageHeader(bytes)
  if (header === undefined) return err('no-picture')
  const { width, height } = header
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_INPUT_SIDE) return err('too-large')
  const decoded = await decode(new Blob([bytes], { type: header.type }))
  if (decoded === undefined) return err('no-picture')
  const whole = await drawn(decoded, WHOLE)
  const small =
    whole === undefined || whole.bytes.length <= MAX_THUMBNAIL ? undefined : await drawn(decoded, SMALL, whole.type)
  decoded.close()
  if (whole === undefined) return err('too-large')
  const made = { type: whole.type, width: whole.width, height: whole.height, whole: whole.bytes }
  return ok(small === undefined ? made : { ...made, small: small.bytes })
}

/** Turned as the file says. Undefined when it can not be decoded after all. */
async function decode(file: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return undefined
  }
}

interface Drawn {
  type: string
  width: number
  height: number
  bytes: Uint8Array
}

/** The best that is small enough; of media type `type`, or WebP where the browser makes it. */
async function drawn(
  picture: ImageBitmap,
  { sides, qualities, limit }: typeof WHOLE,
  type = 'image/webp',
): Promise<Drawn | undefined> {
  for (const side of sides) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const [width, height] = [picture.width, picture.height].map((each) => Math.max(1, Math.round(each * scale)))
    const canvas = new OffscreenCanvas(width ?? 1, height ?? 1)
    const context = canvas.getContext('2d')
    if (context === null) return undefined
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    for (const quality of qualities) {
      const bytes = await encode(canvas, type, quality)
      if (bytes.blob.size > limit) continue
      const data = new Uint8Array(await bytes.blob.arrayBuffer())
      return { type: bytes.type, width: canvas.width, height: canvas.height, bytes: data }
    }
  }
  return undefined
}

/** A browser that can not make a type makes a PNG, which is no small one: then a JPEG, which all make. */
async function encode(canvas: OffscreenCanvas, type: string, quality: number): Promise<{ blob: Blob; type: string }> {
  const blob = await canvas.convertToBlob({ type, quality })
  if (blob.type === type) return { blob, type }
  return { blob: await canvas.convertToBlob({ type: 'image/jpeg', quality }), type: 'image/jpeg' }
}
