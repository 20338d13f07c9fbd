// Making a receipt (DESIGN 1, 5.3): the whole logs in which the resource lived and lives, and what the answer is about. When that
// is too much for a file, links to the beginning of one log are left: they prove the signature and its place, not the effect.

import { certificatePool, err, ok, toHex, yamfHash, type Result } from '../bamboo/index.ts'
import type { EntryHash } from '../operations/ids.ts'
import {
  MAX_RECEIPT_FORKS,
  MAX_RECEIPT_LENGTH,
  MAX_RECEIPT_LOGS,
  encodeReceipt,
  type ReceiptEntry,
} from './receipt-file.ts'

/** An entry as stores keep it. */
export interface KeptEntry extends ReceiptEntry {
  readonly seqNum: number
}

export interface ReceiptMaterial {
  /** The entry that answers. */
  readonly answer: EntryHash
  /**
   * Each of the owner's logs in which the resource lived or lives, and any that claims them, from entry 1 to its head. When they
   * are known to be too much for a file, entry 1, the answer and the links between them are enough.
   */
  readonly homes: readonly (readonly KeptEntry[])[]
  /** Of each other log what is to be shown: its entry 1, and the request, the event, the festival's entry, ascending. */
  readonly around: readonly (readonly KeptEntry[])[]
  /** Proofs of forks of these logs. */
  readonly forks: readonly (readonly [Uint8Array, Uint8Array])[]
}

/** `answer-missing`: it is in none of the homes. `too-large`: not even its place fits, which takes a payload of the largest size. */
export interface MakeReceiptError {
  readonly code: 'answer-missing' | 'too-large'
}

/** The file, and whether it proves the effect or only the signature. */
export interface MadeReceipt {
  readonly bytes: Uint8Array
  readonly isWhole: boolean
}

/** Room in a receipt that is not for entries: names of fields, lengths. Five bytes of length for each entry and payload. */
const OVERHEAD = 4096
const ENTRY_OVERHEAD = 16

/** Makes a receipt of at most 2 MiB. What is given is not verified again: `verifyReceipt` of the result says what it is worth. */
export function makeReceipt(material: ReceiptMaterial): Result<MadeReceipt, MakeReceiptError> {
  const { answer, homes, around } = material
  const forks = material.forks.slice(0, MAX_RECEIPT_FORKS)
  const whole = [...homes, ...around]
  const home = homes.find((log) => log.some((each) => hashOf(each) === answer))
  if (home === undefined) return err({ code: 'answer-missing' })
  if (whole.length <= MAX_RECEIPT_LOGS && fits(whole, forks)) {
    return ok({ bytes: encodeReceipt({ answer, logs: whole, forks }), isWhole: homes.every(isGapless) })
  }
  const pool = [placeIn(home, answer), ...around]
  if (pool.length > MAX_RECEIPT_LOGS || !fits(pool, forks)) return err({ code: 'too-large' })
  return ok({ bytes: encodeReceipt({ answer, logs: pool, forks }), isWhole: false })
}

/** The answer with its payload, and the links from it down to entry 1, which says of which festival the log is. */
function placeIn(home: readonly KeptEntry[], answer: EntryHash): ReceiptEntry[] {
  const at = home.find((each) => hashOf(each) === answer)?.seqNum ?? 1
  const pool = new Set(certificatePool(at, at))
  return home.flatMap(({ seqNum, entry, ...rest }): ReceiptEntry[] => {
    if (!pool.has(seqNum)) return []
    return seqNum === 1 || seqNum === at ? [{ entry, ...rest }] : [{ entry }]
  })
}

function isGapless(log: readonly KeptEntry[]): boolean {
  return log.every(({ seqNum }, index) => seqNum === index + 1)
}

function hashOf({ entry }: KeptEntry): EntryHash {
  return toHex(yamfHash(entry)) as EntryHash
}

function fits(logs: readonly (readonly ReceiptEntry[])[], forks: ReceiptMaterial['forks']): boolean {
  const entries = logs.flat()
  const size = entries.reduce(
    (sum, { entry, payload }) => sum + ENTRY_OVERHEAD + entry.length + (payload?.length ?? 0),
    0,
  )
  const proofs = forks.reduce((sum, [first, second]) => sum + ENTRY_OVERHEAD + first.length + second.length, 0)
  return size + proofs + OVERHEAD <= MAX_RECEIPT_LENGTH
}
