// What opens first: what waits for me, one thing at a time; then what goes on now and next (mockups 01a, 01b).
import type { JSX } from 'preact'
import { Empty } from '../../ui/empty.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { FoundPersonas } from '../../ui/found-personas.tsx'
import { LogNotices } from '../../ui/log-notices.tsx'
import { LostPersona } from '../../ui/lost-persona.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { t } from '../../ui/i18n.ts'
import type { ViewProps } from '../app.tsx'
import { href } from '../route.ts'
import { useNoticesSeen } from '../use-notices-seen.ts'
import { useWaiting } from '../use-waiting.ts'
import { ApprovalRows } from './approval-rows.tsx'
import { NowAndNext } from './now-and-next.tsx'
import { RefusedAnswers } from './refused-answers.tsx'
import { Requests } from './requests.tsx'
import { ViewHead } from './view-head.tsx'

export function Waiting(props: ViewProps): JSX.Element {
  const waiting = useWaiting()
  useNoticesSeen(waiting?.items)
  const count = (waiting?.items.length ?? 0) + (waiting?.approvals.length ?? 0)
  return (
    <div class="scroll" aria-busy={waiting === undefined ? 'true' : undefined}>
      <ViewHead title={t('waitingTitle')}>
        {count > 0 && (
          <span class="count" data-test="waiting-count">
            {count}
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
          <ApprovalRows approvals={waiting.approvals} />
          <Requests node={props.node} waiting={waiting} say={props.say} />
          <FoundPersonas festival={props.festival} />
          <LostPersona festival={props.festival} />
          <LogNotices festival={props.festival.festival} mine={props.node.mine} brief />
        </div>
      )}
      {waiting !== undefined && count === 0 && <Empty title={t('waitingNone')} text={t('waitingNoneText')} />}
      <NowAndNext festival={props.festival} />
    </div>
  )
}
