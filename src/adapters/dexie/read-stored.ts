// How much of each festival is in this browser, and how much of that is still to be checked.

import type { FestivalId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

export interface StoredFestival {
  festival: FestivalId
  entries: number
  /** Of entries and payloads. */
  bytes: number
  /** Entries that are shown although their signatures are not checked yet (DESIGN 4.1). */
  unchecked: number
}

/** Only festivals of which anything is stored. */
export async function readStored(db: Database): Promise<StoredFestival[]> {
  const festivals = new Map<FestivalId, StoredFestival>()
  await db.logs.each(({ festival, seqNum, verified, bytes }) => {
    const sum = festivals.get(festival) ?? { festival, entries: 0, bytes: 0, unchecked: 0 }
    festivals.set(festival, {
      festival,
      entries: sum.entries + seqNum,
      bytes: sum.bytes + bytes,
      unchecked: sum.unchecked + seqNum - verified,
    })
  })
  return [...festivals.values()]
}
