// The dry run: everything of a backup is read and checked, and compared with what is here now. Nothing is stored.
import { readDescription } from '../../src/adapters/dexie/backup-rows.ts'
import { blobSource } from '../../src/adapters/web/blob-source.ts'
import { prepareHashing } from '../../src/bamboo/index.ts'
import { verifyBundle } from '../../src/log/bundle/verify-bundle.ts'
import type { BackupLogHead } from '../../src/wallet/backup-description.ts'
import { panelDatabase } from '../../ui/panel-database.ts'
import type { OpenedBackup } from './read-backup.ts'

/** What is in a backup, and what is missing of what is here now. */
export interface BackupTest {
  festivals: number
  people: number
  /** Own entries that were read and whose signatures are right. */
  entries: number
  /** Own entries that should be in the file by its own word and are not. */
  lost: number
  /** Own entries, and festivals, that came after it. */
  newer: { entries: number; festivals: number }
}

/** Rejects when the database does. */
export async function testBackup(backup: OpenedBackup): Promise<BackupTest> {
  await prepareHashing()
  const now = await readDescription(panelDatabase())
  let entries = 0
  for (const bundle of backup.bundles) {
    const verified = await verifyBundle(blobSource(bundle))
    entries += (verified.ok ? verified.value : verified.error.report).entries
  }
  const { memberships = [], people = [], heads = [] } = backup.description ?? {}
  const followed = new Set(memberships.map(({ festival }) => festival))
  const then = new Map(heads.map((head) => [nameOf(head), head.seqNum]))
  const newer = now.heads.reduce((sum, head) => sum + Math.max(0, head.seqNum - (then.get(nameOf(head)) ?? 0)), 0)
  return {
    festivals: memberships.length,
    people: people.length,
    entries,
    lost: Math.max(0, heads.reduce((sum, { seqNum }) => sum + seqNum, 0) - entries),
    newer: { entries: newer, festivals: now.memberships.filter(({ festival }) => !followed.has(festival)).length },
  }
}

function nameOf({ author, logId }: BackupLogHead): string {
  return `${author}/${logId}`
}
