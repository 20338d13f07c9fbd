// A site hands over an invite: to which festival, from whom, and what joining does.
import { useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useArmed } from '../use-armed.ts'
import { readInvite, useInvite } from '../use-invite.ts'
import type { QuestionProps } from './connect-question.tsx'
import { InviteFacts } from './invite-facts.tsx'
import { QuestionActions } from './question-actions.tsx'
import { SiteHead } from './site-head.tsx'

export function JoinQuestion(props: QuestionProps): JSX.Element {
  const { approval } = props
  const decide = useCommand('approval.decide')
  const invite = useInvite(readInvite(approval.params))
  const end = useRef<HTMLDivElement>(null)
  const { armed, readToEnd } = useArmed(`${approval.id} ${invite === undefined}`, end)
  const answer = async (decision: 'approve' | 'reject' | 'block'): Promise<void> => {
    if (await decide.run({ approval: approval.id, decision })) props.onAnswered()
  }
  return (
    <>
      <div class="scroll question" data-test="approval" data-kind="join" data-approval={approval.id}>
        <SiteHead origin={approval.origin} waiting={props.waiting} words={t('siteJoins')} />
        {invite && <InviteFacts invite={invite} me={props.me} festivals={props.node.festivals} />}
        <div ref={end} class="read-mark" />
        <Button look="link" size="small" test="approval-block" onClick={() => void answer('block')}>
          {t('siteBlock')}
        </Button>
      </div>
      <QuestionActions
        decide={decide}
        read={readToEnd}
        end={end}
        yes={{
          words: t('joinAndGoOnline'),
          look: 'yes',
          icon: 'check',
          allowed: armed && invite !== undefined,
          onClick: () => void answer('approve'),
        }}
        no={{ words: t('refuse'), onClick: () => void answer('reject') }}
      />
    </>
  )
}
