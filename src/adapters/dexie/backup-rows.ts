// What goes into a backup file beside logs, and what speaks for making one (DESIGN 7): read from the rows as they are now.

import { Dexie } from 'dexie'
import type { BackupDescription, BackupLogHead, BackupPerson, BackupSettings } from '../../wallet/backup-description.ts'
import type { BackupState } from '../../wallet/backup-need.ts'
import { logIdOf } from './log-id-key.ts'
import { readKeptLeft } from './leave-rows.ts'
import { readPersonaKeys } from './persona-rows.ts'
import { readDemo } from './demo-rows.ts'
import { readSharedMemberships } from './queries.ts'
import type { Database, LogRow, PetnameRow } from './schema.ts'
import { readSetting } from './settings.ts'

/** Everything that the description of a backup says. */
export async function readDescription(db: Database): Promise<BackupDescription> {
  const [memberships, petnames, settings, logs, own] = await Promise.all([
    readSharedMemberships(db),
    db.petnames.toArray(),
    readChoices(db),
    readOwnLogs(db),
    countOwn(db),
  ])
  const left = await readKeptLeft(db)
  const kept = new Set([...memberships.map(({ festival }) => festival), ...left])
  const people = petnames.map(personOf)
  const heads = logs.filter(({ festival }) => kept.has(festival)).flatMap(headOf)
  return { memberships, people, settings, heads, left, own }
}

/** What speaks for a reminder, and against one. */
export async function readBackupState(db: Database): Promise<BackupState> {
  const [own, words, file] = await Promise.all([countOwn(db), readSetting(db, 'wordsKept'), readSetting(db, 'backup')])
  return { own, hasWords: words !== undefined, ...(file === undefined ? {} : { file }) }
}

/** Entries of one's own that say more than "I joined", which is what the first entry of a log mostly says. */
export async function countOwn(db: Database): Promise<number> {
  const me = new Set(await readPersonaKeys(db))
  const [logs, founded] = await Promise.all([
    readOwnLogs(db),
    db.festivals.filter(({ creator }) => me.has(creator)).count(),
  ])
  return logs.reduce((sum, { seqNum }) => sum + Math.max(0, seqNum - 1), founded)
}

/** The logs of all personas, begun here or elsewhere. Nobody misses what was tried in a demo. */
async function readOwnLogs(db: Database): Promise<LogRow[]> {
  const [keys, demo] = await Promise.all([readPersonaKeys(db), readDemo(db)])
  const logs = keys.map((key) =>
    db.logs.where('[author+logId]').between([key, Dexie.minKey], [key, Dexie.maxKey]).toArray(),
  )
  return (await Promise.all(logs)).flat().filter(({ festival }) => festival !== demo?.festival)
}

function personOf({ author, name, blocked }: PetnameRow): BackupPerson {
  return { author, ...(name === undefined ? {} : { name }), blocked: blocked === 1 }
}

/** What a backup has of a log: below a fork, and with every signature checked. */
function headOf({ festival, author, logId, seqNum, hash, verified, forkedAt = Infinity }: LogRow): BackupLogHead[] {
  const last = Math.min(verified, forkedAt - 1)
  if (last < 1) return []
  const name = { festival, author, logId: logIdOf(logId).toString(), seqNum: last }
  return [hash !== undefined && last === seqNum ? { ...name, hash } : name]
}

const CHOICES = [
  'online',
  'relayOnly',
  'sparing',
  'trackers',
  'iceServers',
  'quotas',
  'currentFestival',
  'defaultPersona',
  'personaLabels',
  'favourites',
] as const

async function readChoices(db: Database): Promise<BackupSettings> {
  const values = await Promise.all(CHOICES.map(async (key) => [key, await readSetting(db, key)] as const))
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}
