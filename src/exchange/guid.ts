// Names for other programs: UUIDs of version 5 (RFC 9562) of our ids, so that every export names the same thing alike, and so
// that what comes back from a file is recognised.

import { concatBytes, fromHex, toHex, utf8Encode } from '../bamboo/bytes.ts'
import { sha1 } from './sha1.ts'

/** Drawn once for this purpose; never to be changed. */
const NAMESPACE: Uint8Array = fromHex('3f0c1a5e7b2d4d6a9b8e2c61f4a7d053') ?? new Uint8Array()
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The UUID of an id of ours; what is a UUID already stays one. */
export function guidOf(id: string): string {
  if (UUID.test(id)) return id.toLowerCase()
  const hash = sha1(concatBytes(NAMESPACE, utf8Encode(id))).slice(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const digits = toHex(hash)
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  )
}

/** A number from 1 to 2^31 − 1 for programs that know no other names. Two ids may share one. */
export function numberOf(id: string): number {
  return Number.parseInt(guidOf(id).slice(0, 8), 16) & 0x7fff_ffff || 1
}
