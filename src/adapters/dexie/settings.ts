// The settings that contexts share, by key: typed reads and writes over the `settings` table.

import type { Quota } from '../../ports/log-store.ts'
import type { NoticeKind, QuietHours } from '../../festival/notices.ts'
import type { UndoSeconds } from '../../festival/second-thoughts.ts'
import type { LeftReason } from '../../festival/waits-for-person.ts'
import type { AutoLockMinutes, UnlockTries } from '../../wallet/auto-lock.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import type { Demo } from './demo-rows.ts'
import type { Restoring } from './restore-rows.ts'
import type { Database } from './schema.ts'
import type { SiteActivity } from './site-activity.ts'

export interface Settings {
  /** Public halves of the wallet's personas, in the order of their derivation; the first is the main one. */
  personas: { publicKey: PublicKey; index: number }[]
  /** Public halves of the first personas of the words, made or not, to recognise them by; `of` is the main one. */
  candidates: { of: PublicKey; personas: { publicKey: PublicKey; index: number }[] }
  /** What the user calls personas of theirs; never leaves this machine. */
  personaLabels: Record<PublicKey, string>
  /** The persona that new festivals are made and joined as; the main one unless the user chose. */
  defaultPersona: PublicKey
  /** The personas for whose resources `standings` has rows (decision 0010). */
  standingsOf: PublicKey[]
  /** How often view rows were written (see views-written.ts). */
  viewsWritten: number
  /** How the wallet stood when it last changed: what panels show. Only the wallet itself decides by itself. */
  wallet: { state: 'open' | 'locked' | 'damaged'; hasPassword: boolean }
  /** Minutes without use after which a wallet with a password locks; 0: when the browser closes. */
  autoLock: AutoLockMinutes
  /** Wrong passwords in a row, and before which time (UTC ms) no other one is tried. */
  unlockTries: UnlockTries
  /** Automatic answers that wait until the wallet is unlocked. */
  waitForUnlock: Record<FestivalId, number>
  /** What the user chose; networking starts only when true. */
  online: boolean
  /** Connect through TURN servers only, so that nobody of a festival sees our address. */
  relayOnly: boolean
  /** Few links and no traffic that can wait: a battery, or a connection that is paid by volume. */
  sparing: boolean
  /** Meeting points for festivals made here. */
  trackers: string[]
  /** STUN and TURN servers, one line each (`parseIceServer`). */
  iceServers: string[]
  /** Festival shown first in panels. */
  currentFestival: string
  /** Events that the user marked, in the order of marking; never leave this machine but in a backup (see favourite-rows.ts). */
  favourites: ObjectId[]
  /** What some authors may store here beyond the usual, by `<festival>/<author>` (see quota-rows.ts). */
  quotas: Record<string, Quota>
  /** Last number given to an arriving request (see RequestRow.arrival). */
  arrivals: number
  /** By `<resource>/<commitment>` of a lottery that was drawn here: the last arrival that took part. */
  draws: Record<string, number>
  /** What web sites did (see site-activity.ts). */
  siteActivity: SiteActivity[]
  /** Festivals that are followed and put away: everyday lists leave them out. */
  archived: FestivalId[]
  /** The user allowed that streets are fetched for the map of places (decision 0038). */
  streets: boolean
  /** Festivals that were left: their data stays, or is being forgotten (`leave-rows.ts`). */
  left: Record<FestivalId, 'kept' | 'forgetting'>
  /** When the twelve words were written down and checked, UTC ms. */
  wordsKept: number
  /** The last backup file: when it was made (UTC ms), how many own entries there were (see backup-rows.ts), and when it was tried. */
  backup: { at: number; own: number; tried?: number }
  /** A backup that is about to be taken over, or is being so. */
  restoring: Restoring
  /** Seconds in which an answer can be taken back before it is signed; 10 unless the person chose. */
  undoSeconds: UndoSeconds
  /** Which notifications are not wanted, and when none are. */
  notices: { off?: NoticeKind[]; quiet?: QuietHours }
  /** When this browser was online for the first time since it can notify, and when each kind was told last, UTC ms. */
  noticesSince: number
  noticesToldAt: Partial<Record<NoticeKind, number>>
  /** The demo festival, while there is one (see demo-rows.ts). */
  demo: Demo
  /** By festival and request: why a policy gave it back to the owner. */
  leftToOwner: Record<FestivalId, Record<ObjectId, LeftReason>>
}

/** WebTorrent trackers that a new festival is announced to unless the user chose others. */
export const DEFAULT_TRACKERS: readonly string[] = [
  'wss://tracker.webtorrent.dev',
  'wss://tracker.openwebtorrent.com',
  'wss://tracker.btorrent.xyz',
  'wss://tracker.files.fm:7073/announce',
]

/**
 * Tell a browser behind a router its address as others see it; without one, only people on the same local network find
 * each other. They learn that address and nothing else. Two operators, so that none is needed.
 */
export const DEFAULT_ICE_SERVERS: readonly string[] = ['stun:stun.cloudflare.com:3478', 'stun:stun.nextcloud.com:443']

/** The stored value, or undefined when the user never set it. */
export async function readSetting<Key extends keyof Settings>(
  db: Database,
  key: Key,
): Promise<Settings[Key] | undefined> {
  const row = await db.settings.get(key)
  return row?.value as Settings[Key] | undefined
}

export async function writeSetting<Key extends keyof Settings>(
  db: Database,
  key: Key,
  value: Settings[Key],
): Promise<void> {
  await db.settings.put({ key, value })
}

/** Requests that policies gave back to the owner, over all festivals, and why. */
export async function readLeftToOwner(db: Database): Promise<Map<ObjectId, LeftReason>> {
  const byFestival = Object.values((await readSetting(db, 'leftToOwner')) ?? {})
  return new Map(byFestival.flatMap((notes) => Object.entries(notes) as [ObjectId, LeftReason][]))
}

/** Automatic answers, over all festivals, that wait until the wallet is unlocked. */
export async function countWaitForUnlock(db: Database): Promise<number> {
  const byFestival = Object.values((await readSetting(db, 'waitForUnlock')) ?? {})
  return byFestival.reduce((sum, count) => sum + count, 0)
}
