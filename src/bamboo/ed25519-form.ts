// The byte test that comes before any curve arithmetic (design §4.1): Ed25519 points that some verifiers accept and
// others refuse are refused by all of us, and S has one form only. It costs about a microsecond.

// All numbers are little-endian, 32 bytes.

/** The field prime p = 2^255 - 19. */
const FIELD_PRIME = littleEndianBytes(2n ** 255n - 19n)
/** The order L of the base point. */
const GROUP_ORDER = littleEndianBytes(2n ** 252n + 27742317777372353535851937790883648493n)

/** y of a point of order 8; the others are its negative and these with the sign of x flipped. */
const ORDER_8_Y = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n

/** The canonical y of the 8 points of small order: of order 1 and 2, of order 4, and of order 8. */
const SMALL_ORDER_Y: readonly Uint8Array[] = [
  littleEndianBytes(1n),
  littleEndianBytes(2n ** 255n - 20n),
  littleEndianBytes(0n),
  littleEndianBytes(ORDER_8_Y),
  littleEndianBytes(2n ** 255n - 19n - ORDER_8_Y),
]

/** Whether key and signature have the right lengths, A and R are canonical and not of small order, and S < L. */
export function hasUsableForm(publicKey: Uint8Array, signature: Uint8Array): boolean {
  return (
    publicKey.length === 32 &&
    signature.length === 64 &&
    isBelow(signature.subarray(32), GROUP_ORDER) &&
    isUsablePoint(publicKey) &&
    isUsablePoint(signature.subarray(0, 32))
  )
}

// Leaving the sign bit out also catches the two points that have x = 0 and yet a sign: both are of small order.
function isUsablePoint(point: Uint8Array): boolean {
  return isBelow(point, FIELD_PRIME, SIGN_MASK) && !SMALL_ORDER_Y.some((small) => isSameY(point, small))
}

const SIGN_MASK = 0x7f

function isSameY(point: Uint8Array, y: Uint8Array): boolean {
  for (let index = 0; index < 31; index += 1) if (point[index] !== y[index]) return false
  return ((point[31] ?? 0) & SIGN_MASK) === y[31]
}

/** Compares from the last byte on, of which only the bits of `mask` count. */
function isBelow(a: Uint8Array, b: Uint8Array, mask = 0xff): boolean {
  const last = ((a[31] ?? 0) & mask) - (b[31] ?? 0)
  if (last !== 0) return last < 0
  for (let index = 30; index >= 0; index -= 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

function littleEndianBytes(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn))
}
