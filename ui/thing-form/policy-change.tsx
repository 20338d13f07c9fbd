// What becomes of the requests that wait when somebody else decides from now on, before it is saved (DESIGN §5.4).
import type { JSX } from 'preact'
import { countWaitingFor } from '../../src/adapters/dexie/count-waiting-for.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { Policy } from '../../src/operations/operation.ts'
import { plural, t } from '../i18n.ts'
import { Note } from '../note.tsx'
import { useLive } from '../use-live.ts'

const WORDS: Readonly<Record<Policy['kind'], string>> = {
  manual: 'policyNowManual',
  'first-come-first-served': 'policyNowFirst',
  lottery: 'policyNowLottery',
  token: 'policyNowToken',
  external: 'policyNowSite',
}

export function PolicyChange(props: { resource: ResourceRow; chosen: Policy['kind'] }): JSX.Element | null {
  const { resource, chosen } = props
  const found = useLive(
    async (db) => {
      const now = Date.now()
      return { now, waiting: await countWaitingFor(db, resource, now) }
    },
    [resource.id],
  )
  if (found === undefined) return null
  const { policy } = resource
  const isDrawOff = policy.kind === 'lottery' && policy.until > found.now
  return (
    <Note tone="info" test="policy-change" code={String(found.waiting)}>
      {[
        found.waiting === 0 ? t('policyNowNothing') : plural(WORDS[chosen], found.waiting),
        ...(isDrawOff ? [t('policyNoDraw')] : []),
        t('policyKeeps'),
      ].join(' ')}
    </Note>
  )
}
