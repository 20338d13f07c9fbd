// The number on the toolbar icon: what waits for the user, computed from the database (DESIGN 9).

import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { countInboxes, readApprovals } from '../src/adapters/dexie/queries.ts'
import type { Context } from './context.ts'

/** Pink means "waits for somebody"; ink on it is readable (ui/tokens.css). */
const PINK = '#dd65a5'
const INK = '#1d1b22'

/** Requests to answer by hand plus prompts of sites; nothing shows when nothing waits. */
export async function updateBadge({ api, db, clock }: Pick<Context, 'api' | 'db' | 'clock'>): Promise<void> {
  const waiting = await countInboxes(db, await readPersonaKeys(db), clock.now())
  const count = waiting + (await readApprovals(db)).length
  const text = count > 99 ? '99+' : String(count)
  await api.action.setBadgeBackgroundColor({ color: PINK })
  await api.action.setBadgeTextColor?.({ color: INK })
  await api.action.setBadgeText({ text: count === 0 ? '' : text })
}
