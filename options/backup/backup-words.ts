// Why not all of a backup can be read, in a sentence: the same ones as for a file that can not be opened at all.
import type { BackupErrorCode } from '../../src/wallet/backup-format.ts'
import { errorSentence } from '../../ui/outcome.tsx'

export function backupTroubleWords(code: BackupErrorCode): string {
  return errorSentence({ code: `backup-${code}` })
}
