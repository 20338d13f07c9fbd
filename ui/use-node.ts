// What the head of every panel shows: who I am, which festivals I follow, whether we are online and with how many.
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { readArchived } from '../src/adapters/dexie/archive-rows.ts'
import { readBackupState } from '../src/adapters/dexie/backup-rows.ts'
import { readDefaultPersona, readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readFestivals, readStatus } from '../src/adapters/dexie/queries.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { StatusRow } from '../src/adapters/dexie/status-schema.ts'
import { readSetting } from '../src/adapters/dexie/settings.ts'
import { backupNeed, type BackupNeed } from '../src/wallet/backup-need.ts'
import { useLive } from './use-live.ts'

/** A network that has not spoken for this long is not there any more. */
const STATUS_FRESH_MS = 30_000

export interface NodeState {
  /** Who I am where no festival says otherwise. Absent before the first persona was made. */
  persona?: PublicKey
  /** All personas of this wallet, the main one first. */
  mine: PublicKey[]
  /** Those of everyday lists, by title. */
  festivals: FestivalOverview[]
  /** Those that were put away, by title. */
  archived: FestivalOverview[]
  /** What the user chose. */
  online: boolean
  /** Only through relays, and few links: see `Settings`. */
  relayOnly: boolean
  sparing: boolean
  /** How much would be missed if this device broke now. */
  backup: BackupNeed
  /** The key can not be opened any more. */
  isDamaged: boolean
  /** What the network says, while it does: who is there, who holds our data, and meeting points. */
  network?: Pick<StatusRow, 'peers' | 'holders' | 'trackers'>
}

/** Undefined until the database has answered once. */
export function useNode(): NodeState | undefined {
  return useLive(readNode)
}

async function readNode(db: Database): Promise<NodeState> {
  const [persona, mine, followed, archived, online, relayOnly, sparing, status, backup, wallet] = await Promise.all([
    readDefaultPersona(db),
    readPersonaKeys(db),
    readFestivals(db),
    readArchived(db),
    readSetting(db, 'online'),
    readSetting(db, 'relayOnly'),
    readSetting(db, 'sparing'),
    readStatus(db),
    readBackupState(db),
    readSetting(db, 'wallet'),
  ])
  const fresh = status !== undefined && status.online && Date.now() - status.at <= STATUS_FRESH_MS
  return {
    ...(persona === undefined ? {} : { persona }),
    mine,
    festivals: followed.filter(({ festival }) => !archived.has(festival)),
    archived: followed.filter(({ festival }) => archived.has(festival)),
    online: online === true,
    relayOnly: relayOnly === true,
    sparing: sparing === true,
    backup: backupNeed(backup),
    isDamaged: wallet?.state === 'damaged',
    ...(fresh ? { network: { peers: status.peers, holders: status.holders, trackers: status.trackers } } : {}),
  }
}

/** Every festival that is followed, also those that were put away: for what is about something that is there anyway. */
export function allFestivals({ festivals, archived }: Pick<NodeState, 'festivals' | 'archived'>): FestivalOverview[] {
  return [...festivals, ...archived]
}

/** The same without a demo: what others may hear of. */
export function sharedFestivals(node: Pick<NodeState, 'festivals' | 'archived'>): FestivalOverview[] {
  return allFestivals(node).filter(({ isDemo }) => isDemo !== true)
}
