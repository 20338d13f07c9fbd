// What a backup file is called: whose it is and of which day, so that several of them in a folder explain themselves.
import type { PublicKey } from '../../src/operations/ids.ts'
import { englishPersonaName } from '../../src/wallet/animals.ts'

/** "Patient Panda 2026-11-28.p2panda-backup"; the day is that of this device. */
export function backupFileName(me: PublicKey, made: number): string {
  const date = new Date(made)
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${englishPersonaName(me)} ${day.join('-')}.p2panda-backup`
}
