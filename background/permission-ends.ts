// A site hears that what it was allowed is over when it is, and not with whatever happens next: an alarm for the end that comes first.

import type { Context } from './context.ts'

const ALARM = 'permission-ends'

export function isPermissionEndsAlarm(name: string): boolean {
  return name === ALARM
}

/** Sets the alarm anew; whoever asked for an earlier one is told of nothing. */
export async function watchPermissionEnds({ api, db, clock }: Pick<Context, 'api' | 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const rows = await db.permissions.filter(({ blocked, until }) => blocked === 0 && until > now).toArray()
  const ends = rows.map(({ until }) => until)
  if (ends.length > 0) await api.alarms.create(ALARM, { when: Math.min(...ends) })
}
