// A second, deliberately plain reader of bamboo entries, written from the specification and sharing no code with
// src/bamboo: it works on hexadecimal text, hashes with Node's own BLAKE2b, and is told which signatures are real. What the
// real code accepts is compared with what this one says.

import { createHash } from 'node:crypto'

/** All links and hashes in hexadecimal. */
export interface ReferenceEntry {
  readonly isEndOfLog: boolean
  readonly author: string
  readonly logId: bigint
  readonly seqNum: bigint
  readonly lipmaalink?: string
  readonly backlink?: string
  readonly payloadSize: bigint
  readonly payloadHash: string
}

const YAMF_HASH = /^0040[0-9a-f]{128}/
const LARGEST_NUMBER = BigInt(Number.MAX_SAFE_INTEGER)

/** The yamf-hash in hexadecimal. */
export function referenceHash(bytes: Uint8Array): string {
  return `0040${createHash('blake2b512').update(bytes).digest('hex')}`
}

/** The entry that bytes are, or `undefined` when they are none. */
export function referenceRead(bytes: Uint8Array): ReferenceEntry | undefined {
  const text = new HexReader(Buffer.from(bytes).toString('hex'))
  const tag = text.take(2)
  const author = text.take(64)
  const logId = text.varU64()
  const seqNum = text.varU64()
  if ((tag !== '00' && tag !== '01') || logId === undefined || seqNum === undefined) return undefined
  if (seqNum === 0n || seqNum > LARGEST_NUMBER) return undefined
  const lipmaalink = seqNum > 1n && referenceLipmaa(seqNum) !== seqNum - 1n ? text.take(132) : undefined
  const backlink = seqNum > 1n ? text.take(132) : undefined
  const payloadSize = text.varU64()
  const payloadHash = text.take(132)
  text.take(128)
  if (payloadSize === undefined || payloadSize > LARGEST_NUMBER || !text.isAtEnd) return undefined
  for (const hash of [lipmaalink, backlink, payloadHash])
    if (hash !== undefined && !YAMF_HASH.test(hash)) return undefined
  return {
    isEndOfLog: tag === '01',
    author,
    logId,
    seqNum,
    ...(lipmaalink === undefined ? {} : { lipmaalink }),
    ...(backlink === undefined ? {} : { backlink }),
    payloadSize,
    payloadHash,
  }
}

/** The milestones are 1, 4, 13, 40 …; each links to the one before, and between them smaller copies of the graph repeat. */
export function referenceLipmaa(seqNum: bigint): bigint {
  if (isMilestone(seqNum)) return (seqNum - 1n) / 3n
  let copy = seqNum - milestoneBelow(seqNum)
  while (!isMilestone(copy)) copy -= milestoneBelow(copy)
  return seqNum - copy
}

/** Sequence numbers and hashes (hexadecimal) that an entry names. */
export function referenceLinks(bytes: Uint8Array): [target: bigint, hash: string][] {
  const entry = referenceRead(bytes)
  if (entry?.backlink === undefined) return []
  const links: [bigint, string][] = [[entry.seqNum - 1n, entry.backlink]]
  if (entry.lipmaalink !== undefined) links.push([referenceLipmaa(entry.seqNum), entry.lipmaalink])
  return links
}

/** What an entry must agree with; all of them honest. */
export interface ReferenceSurroundings {
  readonly previous: Uint8Array | undefined
  readonly lipmaa: Uint8Array | undefined
  readonly payload: Uint8Array | undefined
}

/** Whether an entry (whose signature is known to be real) continues the entries before it and names this payload. */
export function referenceAgrees(bytes: Uint8Array, { previous, lipmaa, payload }: ReferenceSurroundings): boolean {
  const entry = referenceRead(bytes)
  if (entry === undefined) return false
  if (payload !== undefined) {
    if (entry.payloadSize !== BigInt(payload.length) || entry.payloadHash !== referenceHash(payload)) return false
  }
  if (entry.seqNum === 1n) return true
  const isBefore = continues(entry, entry.seqNum - 1n, entry.backlink, previous)
  if (entry.lipmaalink === undefined) return isBefore
  return isBefore && continues(entry, referenceLipmaa(entry.seqNum), entry.lipmaalink, lipmaa)
}

function continues(
  entry: ReferenceEntry,
  seqNum: bigint,
  link: string | undefined,
  target: Uint8Array | undefined,
): boolean {
  const named = target === undefined ? undefined : referenceRead(target)
  if (target === undefined || named === undefined || named.isEndOfLog) return false
  return (
    named.author === entry.author &&
    named.logId === entry.logId &&
    named.seqNum === seqNum &&
    referenceHash(target) === link
  )
}

function isMilestone(n: bigint): boolean {
  return milestoneBelow(n) * 3n + 1n === n
}

/** The largest milestone that is smaller; 0 when there is none. */
function milestoneBelow(n: bigint): bigint {
  let milestone = 0n
  while (milestone * 3n + 1n < n) milestone = milestone * 3n + 1n
  return milestone
}

/** Takes digits from the front; after the end it gives fewer than asked, which no field survives. */
class HexReader {
  #rest: string
  #failed = false

  constructor(text: string) {
    this.#rest = text
  }

  get isAtEnd(): boolean {
    return this.#rest === '' && !this.#failed
  }

  take(digits: number): string {
    const taken = this.#rest.slice(0, digits)
    if (taken.length < digits) this.#failed = true
    this.#rest = this.#rest.slice(digits)
    return taken
  }

  /** Undefined when it is cut off, or longer than it needs to be. */
  varU64(): bigint | undefined {
    const first = this.take(2)
    if (first === '') return undefined
    const length = Number.parseInt(first, 16) - 247
    if (length <= 0) return BigInt(`0x${first}`)
    const digits = this.take(2 * length)
    if (digits.length < 2 * length) return undefined
    const value = BigInt(`0x${digits}`)
    return value > 247n && !digits.startsWith('00') ? value : undefined
  }
}
