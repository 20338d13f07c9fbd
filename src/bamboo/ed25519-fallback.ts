// The one rule for signatures (design §4.1) in JavaScript, with the points of noble.

import { Point } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, equalBytes, toHex } from './bytes.ts'
import { hasUsableForm } from './ed25519-form.ts'
import type { SignatureParts } from './ed25519.ts'

/** The rule in JavaScript only: about 10 times slower than native, for platforms without it and for comparison. */
export function verifyFallback(parts: SignatureParts): boolean {
  return hasUsableForm(parts.publicKey, parts.signature) && recompute(parts)
}

/**
 * Computes the R that S, the key and the message require, and compares bytes: cofactorless, unlike noble's `verify`.
 */
function recompute({ publicKey, message, signature }: SignatureParts): boolean {
  try {
    const claimedR = signature.subarray(0, 32)
    const k = littleEndian(sha512(concatBytes(claimedR, publicKey, message))) % Point.CURVE().n
    const s = littleEndian(signature.subarray(32))
    const sB = Point.BASE.multiply(s, false)
    const kA = Point.fromBytes(publicKey).multiply(k, false)
    return equalBytes(sB.subtract(kA).toBytes(), claimedR)
  } catch {
    // The key is not on the curve.
    return false
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`)
}
