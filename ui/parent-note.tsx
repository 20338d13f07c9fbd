// A festival that lies inside one that is not followed: without that one nothing of it can be asked for, so it is offered.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Note } from './note.tsx'
import { Outcome } from './outcome.tsx'
import { useCommand } from './use-command.ts'
import { useLive } from './use-live.ts'

export function ParentNote({ festival }: { festival: FestivalOverview }): JSX.Element | null {
  const { parent } = festival
  const follow = useCommand('festival.follow')
  const isFollowed = useLive(
    async (db) => parent === undefined || (await readMembership(db, parent)) !== undefined,
    [parent],
  )
  if (parent === undefined || isFollowed !== false) return null
  return (
    <div class="stack message" data-test="parent-missing">
      <Note tone="info" icon="nest">
        {t('parentText')}
      </Note>
      <Button
        look="line"
        size="small"
        icon="nest"
        busy={follow.busy}
        test="parent-follow"
        onClick={() => void follow.run({ festival: parent, near: festival.festival })}
      >
        {t('parentJoin')}
      </Button>
      <Outcome slow={follow.slow} error={follow.error} />
    </div>
  )
}
