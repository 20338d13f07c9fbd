// Outcomes of commands are kept so that retries run nothing twice (DESIGN 3.1). No retry comes after a week.

import { DEMO_COMMANDS } from '../src/adapters/dexie/demo-rows.ts'
import { SAID_AGAIN } from '../src/adapters/dexie/read-lost.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { NOTED_ELSEWHERE } from './lines-elsewhere.ts'
import { SIBLING_COMMANDS } from './one-calendar.ts'

const WEEK_MS = 7 * 24 * 3_600_000

/** Are no outcomes of commands, or are needed for longer. */
const KEPT = [SIBLING_COMMANDS, NOTED_ELSEWHERE, SAID_AGAIN, DEMO_COMMANDS]

/** Deletes outcomes older than a week; `now` in UTC ms. */
export async function forgetOldCommands(db: Database, now: number): Promise<void> {
  await db.commands
    .where('at')
    .below(now - WEEK_MS)
    .filter(({ id }) => !KEPT.some((prefix) => id.startsWith(prefix)))
    .delete()
}
