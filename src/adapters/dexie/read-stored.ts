// How much of each festival is in this browser, whose it is, and how much of it is still to be checked.

import { blobNames, type BlobName } from '../../operations/blobs.ts'
import type { FestivalId } from '../../operations/ids.ts'
import { readNaming } from './blob-names.ts'
import { inheritedLogs, logName } from './leave-rows.ts'
import { readPersonaKeys } from './persona-rows.ts'
import { readMemberships } from './queries.ts'
import type { Database } from './schema.ts'

export interface StoredFestival {
  festival: FestivalId
  /** As it calls itself; absent while its first entry is not here. */
  title?: string
  entries: number
  /** Those of them that personas of this wallet signed. */
  mine: number
  /** Of entries and payloads. */
  bytes: number
  /** Entries that are shown although their signatures are not checked yet (DESIGN 4.1). */
  unchecked: number
  /** Bytes of pictures that something in it names; one that is named in two festivals counts in both. */
  pictures: number
  /** It is not followed, and no followed clone needs all of it: the rest can be forgotten. */
  isLeft: boolean
}

const NOTHING = { entries: 0, mine: 0, bytes: 0, unchecked: 0, isLeft: false }

/** Only festivals of which anything is stored. */
export async function readStored(db: Database): Promise<StoredFestival[]> {
  const followed = new Set((await readMemberships(db)).map(({ festival }) => festival))
  const needed = await inheritedLogs(db)
  const personas = new Set(await readPersonaKeys(db))
  const pictures = await readPictureBytes(db)
  const festivals = new Map<FestivalId, StoredFestival>()
  await db.logs.each((log) => {
    const { festival, author, seqNum, verified, bytes } = log
    const sum = festivals.get(festival) ?? { ...NOTHING, festival, pictures: pictures.get(festival) ?? 0 }
    festivals.set(festival, {
      ...sum,
      entries: sum.entries + seqNum,
      mine: sum.mine + (personas.has(author) ? seqNum : 0),
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

async function readPictureBytes(db: Database): Promise<ReadonlyMap<FestivalId, number>> {
  const named = new Map<FestivalId, Set<BlobName>>()
  for (const { festival, pictures } of await readNaming(db)) {
    const names = named.get(festival) ?? new Set()
    named.set(festival, names)
    for (const name of blobNames(pictures)) names.add(name)
  }
  const sums = new Map<FestivalId, number>()
  for (const [festival, names] of named) {
    const rows = await db.heldBlobs.bulkGet([...names])
    sums.set(
      festival,
      rows.reduce((bytes, row) => bytes + (row?.held ?? 0), 0),
    )
  }
  return sums
}
