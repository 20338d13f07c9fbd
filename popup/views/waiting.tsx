// What opens first: what waits for me, one thing at a time; then what goes on now and next (mockups 01a, 01b). When nothing waits,
// that comes first.
import type { JSX } from 'preact'
import { festivalTitle } from '../../ui/festival-title.ts'
import { FoundPersonas } from '../../ui/found-personas.tsx'
import { LogNotices } from '../../ui/log-notices.tsx'
import { LostPersona } from '../../ui/lost-persona.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { t } from '../../ui/i18n.ts'
import type { ViewProps } from '../app.tsx'
import { href } from '../route.ts'
import { useNoticesSeen } from '../../ui/request/use-notices-seen.ts'
import { useWaiting } from '../../ui/request/use-waiting.ts'
import { ApprovalRows } from '../../ui/request/approval-rows.tsx'
import { NowAndNext } from './now-and-next.tsx'
import { QuickAdd } from '../quick-add/quick-add.tsx'
import { RefusedAnswers } from '../../ui/request/refused-answers.tsx'
import { Requests } from '../../ui/request/requests.tsx'
import { ViewHead } from './view-head.tsx'

/** `about` is the request that is opened first. */
export function Waiting(props: ViewProps & { about: string | undefined }): JSX.Element {
  const waiting = useWaiting(props.about)
  useNoticesSeen(waiting?.requests.shown)
  const count = (waiting?.total ?? 0) + (waiting?.approvals.length ?? 0)
  return (
    <div class="scroll" aria-busy={waiting === undefined ? 'true' : undefined}>
      <ViewHead title={t('waitingTitle')}>
        {count > 0 && (
          <span class="count" data-test="waiting-count">
            {count}
            {waiting?.isCounting && '+'}
          </span>
        )}
        <span class="grow" />
        <a class="small soft cut reach" href={href('all')}>
          <SafeText text={festivalTitle(props.festival)} />
        </a>
      </ViewHead>
      {waiting && (
        <div class="cards">
          <RefusedAnswers />
          <ApprovalRows approvals={waiting.approvals} hrefOf={(id) => href('approval', id)} />
          <Requests key={props.about} node={props.node} waiting={waiting} say={props.say} about={props.about} />
          <FoundPersonas festival={props.festival} />
          <LostPersona festival={props.festival} />
          <LogNotices festival={props.festival.festival} mine={props.node.mine} brief />
        </div>
      )}
      <NowAndNext festival={props.festival} nothingWaits={waiting !== undefined && count === 0} />
      <QuickAdd key={props.festival.festival} festival={props.festival} say={props.say} />
    </div>
  )
}
