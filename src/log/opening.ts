// The first entry of a log says which festival the log belongs to (DESIGN 4.2).

import { toHex } from '../bamboo/index.ts'
import { decodeOperation } from '../operations/codec.ts'
import type { FestivalId } from '../operations/ids.ts'

/** The festival that an entry 1 creates or joins; undefined when it does neither. `hash` is the entry's yamf-hash. */
export function openedFestival(hash: Uint8Array, payload: Uint8Array): FestivalId | undefined {
  const decoded = decodeOperation(payload)
  if (!decoded.ok) return undefined
  const operation = decoded.value
  if (operation.op === 'festival.join') return operation.festival
  return operation.op === 'festival.create' ? (toHex(hash) as FestivalId) : undefined
}
