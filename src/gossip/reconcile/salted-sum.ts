// Fingerprints of sets of heads. The salt is in the number of each item: without it somebody could prepare logs whose sums are
// the same although they differ. It comes from a handshake, so that nobody knows it before.

import { sha256 } from '@noble/hashes/sha2.js'
import { encodeVarU64 } from '../../bamboo/index.ts'
import { FINGERPRINT_LENGTH, HEAD_HASH_LENGTH, LOG_PLACE_LENGTH, type LogPlace, type WireHead } from '../messages.ts'

export const SALT_LENGTH: number = 8

/** Sequence numbers are below 2^53. */
const SEQ_NUM_LENGTH = 7
const SEQ_NUM_AT = SALT_LENGTH + LOG_PLACE_LENGTH
const FORKED_AT = SEQ_NUM_AT + SEQ_NUM_LENGTH
const HASH_AT = FORKED_AT + SEQ_NUM_LENGTH
/** 54 bytes: with one more SHA-256 would take a second round. */
const INPUT_LENGTH = HASH_AT + HEAD_HASH_LENGTH

/** Numbers of items under one salt. */
export class SaltedItem {
  readonly #input = new Uint8Array(INPUT_LENGTH)

  constructor(salt: Uint8Array) {
    this.#input.set(salt.subarray(0, SALT_LENGTH))
  }

  /** SHA-256(salt | place | sequence number | lowest forked one, 0 for none | head hash), the two numbers of 7 bytes each. */
  of(place: LogPlace, { seqNum, forkedAt, hash }: Pick<WireHead, 'seqNum' | 'forkedAt' | 'hash'>): Uint8Array {
    const input = this.#input
    for (let index = 0; index < LOG_PLACE_LENGTH; index += 1) {
      input[SALT_LENGTH + index] = (digit(place.charCodeAt(2 * index)) << 4) | digit(place.charCodeAt(2 * index + 1))
    }
    writeNumber(input, SEQ_NUM_AT, seqNum)
    writeNumber(input, FORKED_AT, forkedAt ?? 0)
    input.set(hash, HASH_AT)
    return sha256(input)
  }
}

const LIMBS = 8

/** Sum of 32-byte numbers modulo 2^256. */
export class SaltedSum {
  /** 32 bits each, the most significant first, carried when the sum is asked for: exact for two million items. */
  readonly #limbs = new Float64Array(LIMBS)
  #count = 0

  add(number: Uint8Array): void {
    for (let limb = 0, at = 0; limb < LIMBS; limb += 1, at += 4) {
      const high = ((number[at] ?? 0) << 8) | (number[at + 1] ?? 0)
      const low = ((number[at + 2] ?? 0) << 8) | (number[at + 3] ?? 0)
      this.#limbs[limb] = (this.#limbs[limb] ?? 0) + high * 0x1_0000 + low
    }
    this.#count += 1
  }

  /** The first 10 bytes of SHA-256(sum, 32 bytes | how many, VarU64). */
  fingerprint(): Uint8Array {
    const count = encodeVarU64(this.#count)
    const input = new Uint8Array(4 * LIMBS + count.length)
    const view = new DataView(input.buffer)
    for (let limb = LIMBS - 1, carry = 0; limb >= 0; limb -= 1) {
      const sum = (this.#limbs[limb] ?? 0) + carry
      view.setUint32(4 * limb, sum % 2 ** 32)
      carry = Math.floor(sum / 2 ** 32)
    }
    input.set(count, 4 * LIMBS)
    return sha256(input).slice(0, FINGERPRINT_LENGTH)
  }
}

function digit(charCode: number): number {
  return charCode < 0x61 ? charCode - 0x30 : charCode - 0x57
}

function writeNumber(target: Uint8Array, offset: number, value: number): void {
  for (let index = offset + SEQ_NUM_LENGTH - 1, rest = value; index >= offset; index -= 1) {
    target[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
}
