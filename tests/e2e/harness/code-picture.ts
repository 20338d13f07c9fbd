// A QR code as somebody has it: a picture file, and what a camera sees that is held in front of it. Drawn by the code of the panels.
import { writeFile } from 'node:fs/promises'
import { qrModules } from '../../../ui/qr-modules.ts'

/** Pixels of a square. */
const SCALE = 4
const CAMERA = { width: 640, height: 480 }

/** Whether a pixel is dark, and how many there are in a row. */
function painted(text: string): { side: number; isDark: (x: number, y: number) => boolean } {
  const modules = qrModules(text)
  if (modules === undefined) throw new Error('the text fits no code')
  const dark = new Set([...modules.path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
  const isDark = (x: number, y: number): boolean => dark.has(`${Math.floor(x / SCALE)} ${Math.floor(y / SCALE)}`)
  return { side: modules.size * SCALE, isDark }
}

/** A bitmap file: 24 bits a pixel, rows from the bottom up, each padded to four bytes. */
export async function writeCodePicture(file: string, text: string): Promise<void> {
  const { side, isDark } = painted(text)
  const row = Math.ceil((side * 3) / 4) * 4
  const bytes = Buffer.alloc(54 + row * side, 255)
  bytes.write('BM')
  const header = [bytes.length, 0, 54, 40, side, side, 1 + (24 << 16), 0, row * side, 2835, 2835, 0, 0]
  for (const [index, value] of header.entries()) bytes.writeUInt32LE(value, 2 + index * 4)
  for (let y = 0; y < side; y += 1) {
    const start = 54 + (side - 1 - y) * row
    for (let x = 0; x < side; x += 1) if (isDark(x, y)) bytes.fill(0, start + x * 3, start + x * 3 + 3)
  }
  await writeFile(file, bytes)
}

/** A film of one frame, as Chromium takes it in the place of a camera (YUV4MPEG2): light and dark, no colours. */
export async function writeCodeFilm(file: string, text: string): Promise<void> {
  const { side, isDark } = painted(text)
  const { width, height } = CAMERA
  if (side > height) throw new Error('the code is larger than what the camera sees')
  const light = Buffer.alloc(width * height, 200)
  const [left, top] = [(width - side) >> 1, (height - side) >> 1]
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) if (isDark(x, y)) light[(y + top) * width + x + left] = 40
  }
  const colours = Buffer.alloc((width * height) / 2, 128)
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip C420jpeg\nFRAME\n`)
  await writeFile(file, Buffer.concat([head, light, colours]))
}
