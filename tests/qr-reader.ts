// Reads a QR code that the panels drew, by other people's code than that which drew it.
import { decodeQR } from 'qr/decode.js'

/** Pixels of a square. */
const SCALE = 4

/** Paints the squares of `ui/qr-modules.ts` and looks at the picture. `size` is its width in squares. */
export function readQr({ size, path }: { size: number; path: string }): string {
  const width = size * SCALE
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < SCALE; dy += 1) {
      const from = ((Number(y) * SCALE + dy) * width + Number(x) * SCALE) * 4
      for (let at = from; at < from + SCALE * 4; at += 4) data.fill(0, at, at + 3)
    }
  }
  return decodeQR({ width, height: width, data })
}
