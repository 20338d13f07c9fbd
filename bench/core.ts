// src/bamboo in Node: how many signatures a second on each path of the one rule, and how fast entries and payloads are
// hashed. The ways take turns in short rounds, so that a busy moment of the machine hits all of them.
import { createHash } from 'node:crypto'
import { verifyAsync } from '@noble/ed25519'
import { blake2b } from '@noble/hashes/blake2.js'
import { verifyFallback } from '../src/bamboo/ed25519-fallback.ts'
import { verifyNative, type SignatureParts } from '../src/bamboo/ed25519.ts'
import {
  decodeEntry,
  prepareHashing,
  SIGNATURE_LENGTH,
  signEntry,
  signerFromSecretKey,
  verifyHeader,
  yamfHash,
} from '../src/bamboo/index.ts'
import type { Measurement } from './measurement.ts'
import { takeTurns, type Way } from './turns.ts'

const AUTHORS = 8
/** As many at once as `src/log` has. */
const IN_FLIGHT = 64
const ROUND_BYTES = 4 * 1024 * 1024

export async function measureCore(): Promise<Measurement[]> {
  await prepareHashing()
  const entries = await signedEntries()
  const whole: Way = { what: 'entries decoded, verified, hashed', round: () => all(entries, isVerified) }
  return [
    ...(await takeTurns('1/s', verifyWays(entries))),
    ...(await takeTurns('1/s', [whole])),
    ...(await takeTurns('MB/s', hashWays('entry of 298 bytes', 298))),
    ...(await takeTurns('MB/s', hashWays('payload of 64 KiB', 65_536))),
  ]
}

async function signedEntries(): Promise<Uint8Array[]> {
  const link = yamfHash(new Uint8Array(1))
  const signing = Array.from({ length: IN_FLIGHT }, async (_, index) => {
    const signer = await signerFromSecretKey(new Uint8Array(32).fill(index % AUTHORS))
    const payload = new Uint8Array(200).fill(index)
    // Sequence number 40 has both links: the longest usual entry.
    const signed = await signEntry({ signer, logId: 7n, seqNum: 40, backlink: link, lipmaalink: link, payload })
    if (!signed.ok) throw new Error(signed.error.code)
    return signed.value.bytes
  })
  return Promise.all(signing)
}

function verifyWays(entries: readonly Uint8Array[]): Way[] {
  const parts = entries.map(partsOf)
  // The slow ones need fewer for a round of the same length.
  const few = parts.slice(0, 8)
  return [
    { what: 'signatures verified: WebCrypto', round: () => all(parts, verifyNative) },
    { what: 'signatures verified: own fallback', round: () => all(few, async (each) => verifyFallback(each)) },
    { what: 'signatures verified: @noble/ed25519 alone', round: () => all(few, verifyPlain) },
  ]
}

/** Checks all at once; each of them is valid. */
async function all<T>(items: readonly T[], check: (item: T) => Promise<boolean | undefined>): Promise<number> {
  const verdicts = await Promise.all(items.map(check))
  if (verdicts.some((verdict) => verdict !== true)) throw new Error('a valid signature was refused')
  return verdicts.length
}

function verifyPlain({ signature, message, publicKey }: SignatureParts): Promise<boolean> {
  return verifyAsync(signature, message, publicKey)
}

async function isVerified(bytes: Uint8Array): Promise<boolean> {
  const header = await verifyHeader(bytes)
  return header.ok
}

function partsOf(bytes: Uint8Array): SignatureParts {
  const decoded = decodeEntry(bytes)
  if (!decoded.ok) throw new Error(decoded.error.code)
  const { author, signature } = decoded.value
  return { publicKey: author, message: bytes.subarray(0, -SIGNATURE_LENGTH), signature }
}

function hashWays(name: string, length: number): Way[] {
  const bytes = Uint8Array.from({ length }, (_, index) => index % 251)
  const megabytes = (hash: (bytes: Uint8Array) => Uint8Array, amount: number) => async (): Promise<number> => {
    const times = Math.ceil(amount / length)
    for (let time = 0; time < times; time += 1) hash(bytes)
    return (times * length) / 1e6
  }
  return [
    { what: `BLAKE2b, ${name}: hash-wasm`, round: megabytes(yamfHash, ROUND_BYTES) },
    { what: `BLAKE2b, ${name}: node:crypto`, round: megabytes(nodeBlake2b, ROUND_BYTES) },
    { what: `BLAKE2b, ${name}: @noble/hashes`, round: megabytes(blake2b, ROUND_BYTES / 16) },
  ]
}

/** The native one of Node, which no browser has: how far away the rest is. */
function nodeBlake2b(bytes: Uint8Array): Uint8Array {
  return createHash('blake2b512').update(bytes).digest()
}
