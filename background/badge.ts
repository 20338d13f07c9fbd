// The number on the toolbar icon: what waits for the user, computed from the database (DESIGN 9).

import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { countInboxes, readApprovals } from '../src/adapters/dexie/queries.ts'
import { countWaitForUnlock, readSetting } from '../src/adapters/dexie/settings.ts'
import type { Context } from './context.ts'

/** Pink means "waits for somebody"; ink on it is readable (ui/tokens.css). */
const PINK = '#dd65a5'
const INK = '#1d1b22'
const LOCK = '\u{1f512}'
/** More are said to be more. */
const MOST = 99

/**
 * Requests to answer by hand, prompts of sites, and automatic answers that can not be signed; nothing shows when nothing waits. While
 * the wallet is locked, a lock before the number says what it all waits for first.
 */
export async function updateBadge({ api, db, clock }: Pick<Context, 'api' | 'db' | 'clock'>): Promise<void> {
  const waiting = await countInboxes(db, await readPersonaKeys(db), clock.now(), MOST + 1)
  const automatic = await countWaitForUnlock(db)
  const count = waiting + automatic + (await readApprovals(db)).length
  const isLocked = (await readSetting(db, 'wallet'))?.state === 'locked'
  const text = `${isLocked ? LOCK : ''}${count > MOST ? `${MOST}+` : count}`
  await api.action.setBadgeBackgroundColor({ color: PINK })
  await api.action.setBadgeTextColor?.({ color: INK })
  await api.action.setBadgeText({ text: count === 0 ? '' : text })
}
