// The squares of a QR code (ISO 18004) as the outline of one SVG path, a square being one unit.
import { correction, generate } from 'lean-qr'

/** Squares that must stay white around it. */
const QUIET = 4
/** With more squares in a row, phones have trouble. */
const MAX_SIZE = 117

export interface QrModules {
  /** Width and height, quiet zone included. */
  readonly size: number
  readonly path: string
}

/** Undefined when the text is longer than what a phone reads from a screen. */
export function qrModules(text: string): QrModules | undefined {
  const code = draw(text)
  if (code === undefined || code.size > MAX_SIZE) return undefined
  let path = ''
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`
  }
  return { size: code.size + 2 * QUIET, path }
}

function draw(text: string): ReturnType<typeof generate> | undefined {
  try {
    return generate(text, { minCorrectionLevel: correction.L })
  } catch {
    // It fits no QR code at all.
    return undefined
  }
}
