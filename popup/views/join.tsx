// Joining another festival by its invite.
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { JoinForm } from '../../ui/join-form.tsx'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { ViewHead } from './view-head.tsx'

export function Join(props: Omit<ViewProps, 'festival'>): JSX.Element {
  const goOn = whenDone()
  return (
    <div class="scroll">
      <ViewHead title={t('waysInvite')} back="all" />
      <div class="inside">
        <JoinForm
          festivals={props.node.festivals}
          onJoined={(festival) => {
            props.chooseFestival(festival)
            goOn('all')
          }}
        />
      </div>
    </div>
  )
}
