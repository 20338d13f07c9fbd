// What web sites did here, for the person to look at: a short list, the newest last, local and forgotten by and by.

import type { EntryHash, FestivalId, PublicKey } from '../../operations/ids.ts'
import type { OperationName } from '../../operations/operation.ts'
import type { ApprovalRow, Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** Items that are kept, of all sites together, and of one. */
const KEPT = 300
const KEPT_PER_SITE = 100
/** Reading the same again within this time is no news. */
const READ_STEP_MS = 3_600_000

export interface SiteActivity {
  /** UTC ms. */
  at: number
  origin: string
  container: string
  /** What the site did; `end` and `block` is what was done to it. */
  what: ApprovalRow['kind'] | 'read' | 'end' | 'block'
  /** What became of a prompt; `alone`: written without asking. */
  state?: Exclude<ApprovalRow['state'], 'waiting'> | 'alone'
  festival?: FestivalId
  persona?: PublicKey
  op?: OperationName
  /** Title of what it was about, as it was called then. */
  title?: string
  /** Of a batch. */
  count?: number
  entry?: EntryHash
  seqNum?: number
}

/** The newest last. */
export async function readActivity(db: Database): Promise<SiteActivity[]> {
  return (await readSetting(db, 'siteActivity')) ?? []
}

/** Adds an item; the oldest go when there are too many. Inside a transaction it must be over `settings`. */
export async function noteActivity(db: Database, item: SiteActivity): Promise<void> {
  // Sites read often, and that is no news: then nothing is locked.
  if (item.what === 'read' && (await readActivity(db)).some((each) => isSameReading(each, item))) return
  await db.transaction('rw', db.settings, async () => {
    const all = await readActivity(db)
    const ofSite = all.filter((each) => isSameSite(each, item))
    const dropped = ofSite.length >= KEPT_PER_SITE ? ofSite[0] : all.length >= KEPT ? all[0] : undefined
    await writeSetting(db, 'siteActivity', [...all.filter((each) => each !== dropped), item])
  })
}

function isSameReading(earlier: SiteActivity, now: SiteActivity): boolean {
  const isRecent = earlier.at > now.at - READ_STEP_MS
  return earlier.what === 'read' && isRecent && isSameSite(earlier, now) && earlier.festival === now.festival
}

function isSameSite(a: SiteActivity, b: SiteActivity): boolean {
  return a.origin === b.origin && a.container === b.container
}
