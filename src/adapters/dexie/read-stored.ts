// How much of each festival is in this browser, and how much of that is still to be checked.

import type { FestivalId } from '../../operations/ids.ts'
import { inheritedLogs, logName } from './leave-rows.ts'
import { readMemberships } from './queries.ts'
import type { Database } from './schema.ts'

export interface StoredFestival {
  festival: FestivalId
  /** As it calls itself; absent while its first entry is not here. */
  title?: string
  entries: number
  /** Of entries and payloads. */
  bytes: number
  /** Entries that are shown although their signatures are not checked yet (DESIGN 4.1). */
  unchecked: number
  /** It is not followed, and no followed clone needs all of it: the rest can be forgotten. */
  isLeft: boolean
}

/** Only festivals of which anything is stored. */
export async function readStored(db: Database): Promise<StoredFestival[]> {
  const followed = new Set((await readMemberships(db)).map(({ festival }) => festival))
  const needed = await inheritedLogs(db)
  const festivals = new Map<FestivalId, StoredFestival>()
  await db.logs.each((log) => {
    const { festival, seqNum, verified, bytes } = log
    const sum = festivals.get(festival) ?? { festival, entries: 0, bytes: 0, unchecked: 0, isLeft: false }
    festivals.set(festival, {
      festival,
      entries: sum.entries + seqNum,
      bytes: sum.bytes + bytes,
      unchecked: sum.unchecked + seqNum - verified,
      isLeft: sum.isLeft || !(followed.has(festival) || needed.has(logName(log))),
    })
  })
  const rows = await db.festivals.bulkGet([...festivals.keys()])
  return [...festivals.values()].map((each, index) => {
    const title = rows[index]?.title
    return title === undefined ? each : Object.assign(each, { title })
  })
}
