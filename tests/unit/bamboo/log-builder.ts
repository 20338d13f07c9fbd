// Builds real logs for the tests: consecutive entries signed by a fixed key.

import { lipmaalink, signEntry, signerFromSecretKey, type SignedEntry, type Signer } from '../../../src/bamboo/index.ts'

export interface LogOptions {
  readonly secret?: number
  readonly logId?: bigint
  /** Sequence number of the entry that claims to end the log. */
  readonly endOfLogAt?: number
  /** Payloads differ from here on: the log forks from one that is built without this. */
  readonly otherFrom?: number
}

/** The signer whose 32 secret bytes are all `secret`. */
export function signerOf(secret: number): Promise<Signer> {
  return signerFromSecretKey(new Uint8Array(32).fill(secret))
}

/** The payload of entry `seqNum` in every built log. */
export function payloadOf(seqNum: number): Uint8Array {
  return new Uint8Array(10 + (seqNum % 7)).fill(seqNum % 256)
}

/** Entries 1 to `height`; element 0 is entry 1. */
export async function buildLog(height: number, options: LogOptions = {}): Promise<SignedEntry[]> {
  const { secret = 1, logId = 7n, endOfLogAt, otherFrom = Number.POSITIVE_INFINITY } = options
  const signer = await signerOf(secret)
  const log: SignedEntry[] = []
  for (let seqNum = 1; seqNum <= height; seqNum += 1) {
    const signed = await signEntry({
      signer,
      logId,
      seqNum,
      backlink: log[seqNum - 2]?.hash,
      lipmaalink: log[lipmaalink(seqNum) - 1]?.hash,
      payload: seqNum < otherFrom ? payloadOf(seqNum) : Uint8Array.of(seqNum % 256),
      isEndOfLog: seqNum === endOfLogAt,
    })
    if (!signed.ok) throw new Error(signed.error.code)
    log.push(signed.value)
  }
  return log
}

/** Entry `seqNum` of a built log. */
export function entryOf(log: readonly SignedEntry[], seqNum: number): SignedEntry {
  const entry = log[seqNum - 1]
  if (entry === undefined) throw new Error(`the log has no entry ${seqNum}`)
  return entry
}
