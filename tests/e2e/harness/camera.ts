// Pictures as a camera writes them: a JPEG with place, time and the way it was held, made from what a browser's canvas gives.
import type { Page } from '../../../scripts/browsers/browser.ts'

/** Words that a camera would write; a search for them finds out whether they got any further. */
export const CAMERA = 'Pandacam 3000'

/** A JPEG of noise, so that it is hard to make small, held sideways: decoders turn it. Stored as `width` × `height`. */
export async function photograph(page: Page, width: number, height: number): Promise<Uint8Array> {
  const base64 = await page.evaluate(
    async (across: number, down: number) => {
      const canvas = new OffscreenCanvas(across, down)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      const pixels = context.createImageData(across, down)
      let state = across
      for (let at = 0; at < pixels.data.length; at += 1) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
        pixels.data[at] = at % 4 === 3 ? 255 : state >>> 24
      }
      context.putImageData(pixels, 0, 0)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
      const bytes = new Uint8Array(await blob.arrayBuffer())
      let text = ''
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
      return btoa(text)
    },
    width,
    height,
  )
  const jpeg = Buffer.from(base64, 'base64')
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]))
}

/** The block that cameras put before everything else: maker, orientation 6 (held sideways), and where it was. */
function exif(): Buffer {
  const maker = Buffer.from(`${CAMERA}\0`)
  const entries = 3
  const makerAt = 8 + 2 + 12 * entries + 4
  const gpsAt = makerAt + maker.length
  const tiff = Buffer.alloc(gpsAt + 2 + 12 * 2 + 4 + 24)
  tiff.write('II')
  tiff.writeUInt16LE(42, 2)
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(entries, 8)
  entry(tiff, 10, { tag: 0x010f, type: 2, count: maker.length, value: makerAt })
  entry(tiff, 22, { tag: 0x0112, type: 3, count: 1, value: 6 })
  entry(tiff, 34, { tag: 0x8825, type: 4, count: 1, value: gpsAt })
  maker.copy(tiff, makerAt)
  tiff.writeUInt16LE(2, gpsAt)
  entry(tiff, gpsAt + 2, { tag: 1, type: 2, count: 2, value: 'N'.codePointAt(0) ?? 0 })
  const degreesAt = gpsAt + 2 + 24 + 4
  entry(tiff, gpsAt + 14, { tag: 2, type: 5, count: 3, value: degreesAt })
  for (const [index, number] of [52, 1, 31, 1, 12, 1].entries()) tiff.writeUInt32LE(number, degreesAt + 4 * index)
  const head = Buffer.from([0xff, 0xe1, 0, 0, ...Buffer.from('Exif\0\0')])
  head.writeUInt16BE(2 + 6 + tiff.length, 2)
  return Buffer.concat([head, tiff])
}

function entry(
  tiff: Buffer,
  at: number,
  { tag, type, count, value }: { tag: number; type: number; count: number; value: number },
): void {
  tiff.writeUInt16LE(tag, at)
  tiff.writeUInt16LE(type, at + 2)
  tiff.writeUInt32LE(count, at + 4)
  tiff.writeUInt32LE(value, at + 8)
}

/** Drops a small drawing on the field for pictures, or pastes it (Firefox has no way to pretend that), as from another program. */
export async function bringPicture(page: Page, how: 'drop' | 'paste' = 'drop'): Promise<void> {
  await page.evaluate(async (way: string) => {
    const canvas = new OffscreenCanvas(400, 300)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.fillStyle = '#f0bd3d'
    context.fillRect(0, 0, 400, 300)
    context.fillStyle = '#469ffb'
    context.fillRect(40, 60, 180, 160)
    const data = new DataTransfer()
    data.items.add(new File([await canvas.convertToBlob()], 'drawing.png', { type: 'image/png' }))
    const field = document.querySelector('[data-test="pictures"]')
    const init = { bubbles: true, cancelable: true }
    if (way === 'paste') field?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...init }))
    else field?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, ...init }))
  }, how)
}
