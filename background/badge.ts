// The number on the toolbar icon: what waits for the user, computed from the database (DESIGN 9).

import { countInbox, readApprovals, readPersona } from '../src/adapters/dexie/queries.ts'
import type { Context } from './context.ts'

/** Pink means "waits for somebody"; ink on it is readable (ui/tokens.css). */
const PINK = '#dd65a5'
const INK = '#1d1b22'

/** Requests to answer by hand plus prompts of sites; nothing shows when nothing waits. */
export async function updateBadge({ api, db, clock }: Pick<Context, 'api' | 'db' | 'clock'>): Promise<void> {
  const me = await readPersona(db)
  const waiting = me === undefined ? 0 : await countInbox(db, me, clock.now())
  const count = waiting + (await readApprovals(db)).length
  const text = count > 99 ? '99+' : String(count)
  await api.action.setBadgeBackgroundColor({ color: PINK })
  await api.action.setBadgeTextColor?.({ color: INK })
  await api.action.setBadgeText({ text: count === 0 ? '' : text })
}
