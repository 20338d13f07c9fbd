// Records of a bundle to bytes: type, length, body (docs/protocol-bundle.md).

import { concatBytes, encodeVarU64, fromHex, utf8Encode } from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { IncomingEntry } from '../batch.ts'
import type { BundleSums } from './checksum.ts'
import { MAX_INVITE_LENGTH, RECORD } from './format.ts'

/** A festival of a bundle. Whoever opens the file can follow it with the invite (text `p2panda:1:...`), if it has one. */
export interface BundleFestival {
  festival: FestivalId
  invite?: string
}

/** @throws RangeError for a festival id that is none or an invite that is too long (mistakes of the caller). */
export function encodeFestivalRecord({ festival, invite = '' }: BundleFestival): Uint8Array {
  const id = fromHex(festival)
  const text = utf8Encode(invite)
  if (id === undefined) throw new RangeError('not a festival id')
  if (text.length > MAX_INVITE_LENGTH) throw new RangeError(`an invite of ${text.length} bytes`)
  return encodeRecord(RECORD.festival, [id, text])
}

/** `festival` counts the festival records from 0. */
export function encodeEntriesRecord(festival: number, entries: readonly IncomingEntry[]): Uint8Array {
  const parts: Uint8Array[] = [encodeVarU64(festival)]
  for (const { entry, payload } of entries) {
    parts.push(encodeVarU64(entry.length), entry)
    if (payload === undefined) parts.push(encodeVarU64(0))
    else parts.push(encodeVarU64(payload.length + 1), payload)
  }
  return encodeRecord(RECORD.entries, parts)
}

export function encodeForkRecord(festival: number, first: Uint8Array, second: Uint8Array): Uint8Array {
  const lengths = [encodeVarU64(first.length), encodeVarU64(second.length)] as const
  return encodeRecord(RECORD.fork, [encodeVarU64(festival), lengths[0], first, lengths[1], second])
}

export function encodeEndRecord(sums: Readonly<BundleSums>): Uint8Array {
  const counts = [sums.festivals, sums.entries, sums.payloads, sums.forks].map((count) => encodeVarU64(count))
  return encodeRecord(RECORD.end, [...counts, sums.checksum])
}

function encodeRecord(type: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return concatBytes(encodeVarU64(type), encodeVarU64(length), ...parts)
}
