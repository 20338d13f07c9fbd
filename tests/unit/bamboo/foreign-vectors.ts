// Vectors of other implementations (design §4.1), which are not part of the project, in the form of our own. They lie in
// the folder that P2PANDA_VECTORS names, or in `shared/vectors` beside the project; without one there are none.

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fromHex, lipmaalink, toHex, yamfHash } from '../../../src/bamboo/index.ts'
import type { BambooVectors, EntryVector, StrictVector } from '../../e2e/vectors-page.ts'

interface ForeignHash {
  /** Without the two bytes of type and length. */
  readonly Blake2b: string
}

interface ForeignEntry {
  readonly encoded: string
  readonly payload: string
  readonly decoded: {
    readonly author: string
    readonly backlink: ForeignHash | null
    readonly lipmaaLink: ForeignHash | null
    readonly isEndOfFeed: boolean
    readonly logId: number
    readonly payloadHash: ForeignHash
    readonly payloadSize: number
    readonly seqNum: number
    readonly sig: string
  }
}

interface ForeignBamboo {
  readonly validFirstEntry: ForeignEntry & { readonly author: { readonly secret: string } }
  readonly fiveValidEntries: { readonly author: { readonly secret: string }; readonly entries: readonly ForeignEntry[] }
}

interface Speccheck {
  readonly message: string
  readonly pub_key: string
  readonly signature: string
}

export interface ForeignVectors {
  readonly firstEntry: BambooVectors
  /** A log of four, whatever its name there says. */
  readonly log: BambooVectors
  readonly strict: readonly StrictVector[]
  /** The twelve published cases on which verifiers disagree; only the fourth is valid under our rule. */
  readonly speccheck: readonly StrictVector[]
}

/** Reads the vectors; `undefined` when the folder is not there. A folder that is named must be complete. */
export function readForeignVectors(): ForeignVectors | undefined {
  const named = process.env['P2PANDA_VECTORS']
  const folder = named ?? resolve(import.meta.dirname, '../../../..', 'shared', 'vectors')
  if (named === undefined && !existsSync(folder)) return undefined
  const load = (file: string): unknown => JSON.parse(readFileSync(resolve(folder, file), 'utf8'))
  const { validFirstEntry, fiveValidEntries } = load('bamboo.json') as ForeignBamboo
  return {
    firstEntry: bambooVectors(validFirstEntry.author.secret, [validFirstEntry]),
    log: bambooVectors(fiveValidEntries.author.secret, fiveValidEntries.entries),
    strict: load('ed25519-strict.json') as StrictVector[],
    speccheck: (load('ed25519-speccheck.json') as Speccheck[]).map(speccheckVector),
  }
}

function bambooVectors(secretKey: string, entries: readonly ForeignEntry[]): BambooVectors {
  return { secretKey, log: entries.map(entryVector), single: [], malformed: [] }
}

function entryVector({ encoded, payload, decoded }: ForeignEntry): EntryVector {
  const { author, logId, seqNum, payloadSize, payloadHash, isEndOfFeed, sig } = decoded
  // Some encoders name the lipmaalink even where the bytes leave it out.
  const isLeftOut = lipmaalink(seqNum) === seqNum - 1
  return {
    name: `entry ${seqNum} of another implementation`,
    author,
    logId: String(logId),
    seqNum,
    lipmaalink: isLeftOut ? null : yamfOf(decoded.lipmaaLink),
    backlink: yamfOf(decoded.backlink),
    payload: { length: payloadSize, bytes: payload },
    payloadHash: `0040${payloadHash.Blake2b}`,
    isEndOfLog: isEndOfFeed,
    signature: sig,
    bytes: encoded,
    hash: toHex(yamfHash(bytesOf(encoded))),
  }
}

function speccheckVector({ pub_key: publicKey, message, signature }: Speccheck, index: number): StrictVector {
  return { name: `speccheck ${index}`, message, publicKey, signature, valid: index === 3 }
}

function yamfOf(hash: ForeignHash | null): string | null {
  return hash === null ? null : `0040${hash.Blake2b}`
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`)
  return bytes
}
