// Why an entry does not count here, or not yet; nothing beside one that does.
import type { JSX } from 'preact'
import type { EntryStanding, LogLine } from '../../src/adapters/dexie/read-log.ts'
import { Badge } from '../../ui/badge.tsx'
import { t } from '../../ui/i18n.ts'

const STANDING: Readonly<Record<Exclude<EntryStanding, 'counts'>, string>> = {
  ahead: 'standingAhead',
  unchecked: 'standingUnchecked',
  'after-fork': 'standingAfterFork',
  missing: 'standingMissing',
  forgotten: 'standingForgotten',
  waiting: 'standingWaiting',
}

export function StandingBadge({ line: { standing, noEffect } }: { line: LogLine }): JSX.Element | null {
  if (standing !== 'counts') {
    return <Badge tone={standing === 'after-fork' ? 'declined' : 'waiting'}>{t(STANDING[standing])}</Badge>
  }
  return noEffect === undefined ? null : <Badge tone="declined">{t('standingAfterFork')}</Badge>
}
