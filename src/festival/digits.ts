// Bytes as decimal digits: a QR code holds three of them in ten bits, so that the digits cost hardly more than the bytes.
// Seven bytes are 17 digits; the one to six bytes at the end are 3, 5, 8, 10, 13 or 15. Each block is one number, big-endian.

const BLOCK_BYTES = 7
/** Digits of a block, by its bytes. */
const DIGITS: readonly number[] = [0, 3, 5, 8, 10, 13, 15, 17]
const BLOCK_DIGITS = 17

export function encodeDigits(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    const block = bytes.subarray(at, at + BLOCK_BYTES)
    const number = block.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
    text += number.toString().padStart(DIGITS[block.length] ?? BLOCK_DIGITS, '0')
  }
  return text
}

/** The bytes of the digits that `text` begins with, up to the first other character or to a block that no bytes have. */
export function decodeDigitsPrefix(text: string): Uint8Array {
  const digits = /^[0-9]*/.exec(text)?.[0] ?? ''
  const bytes: number[] = []
  for (let at = 0; at < digits.length; at += BLOCK_DIGITS) {
    const block = decodeBlock(digits.slice(at, at + BLOCK_DIGITS))
    if (block === undefined) break
    bytes.push(...block)
  }
  return Uint8Array.from(bytes)
}

function decodeBlock(digits: string): number[] | undefined {
  const length = DIGITS.indexOf(digits.length)
  if (length < 0) return undefined
  const number = BigInt(digits)
  if (number >> BigInt(8 * length) !== 0n) return undefined
  return Array.from({ length }, (_, index) => Number((number >> BigInt(8 * (length - 1 - index))) & 0xffn))
}
