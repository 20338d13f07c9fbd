// Whether view rows were written since somebody read them: one number, where reading again would be thousands of rows.

import type { Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** Inside the transaction that writes view rows. */
export async function countWriting(db: Database): Promise<void> {
  await writeSetting(db, 'viewsWritten', (await readViewsWritten(db)) + 1)
}

/** Another number than before: view rows were written. */
export async function readViewsWritten(db: Database): Promise<number> {
  return (await readSetting(db, 'viewsWritten')) ?? 0
}
