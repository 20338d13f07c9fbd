// Shall I sign this? One sentence, the thing and the event, when in both zones, the bytes one press away (mockup 02b).
import { useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useArmed } from '../use-armed.ts'
import { type Signing, useSigning } from '../use-signing.ts'
import type { QuestionProps } from './connect-question.tsx'
import { SignBytes, SignFields } from './sign-bytes.tsx'
import { SignDetails } from './sign-details.tsx'
import { ShowRest } from './show-rest.tsx'
import { hasSentence, SignSentence } from './sign-sentence.tsx'
import { SiteHead } from './site-head.tsx'

export function SignQuestion(props: QuestionProps): JSX.Element {
  const { approval, node, me } = props
  const decide = useCommand('approval.decide')
  const signing = useSigning(approval)
  const end = useRef<HTMLDivElement>(null)
  const { armed, readToEnd } = useArmed(`${approval.id} ${signing === undefined}`, end)
  const joins = approval.kind === 'join'
  const unreadable = signing !== undefined && signing.operation === undefined && !joins
  const festival = signing?.resource?.festival ?? signing?.event?.festival
  const zone = node.festivals.find((each) => each.festival === festival)?.timezone ?? 'UTC'
  const answer = async (decision: 'approve' | 'reject'): Promise<void> => {
    if (await decide.run({ approval: approval.id, decision })) props.onAnswered()
  }
  return (
    <>
      <div class="scroll question" data-test="approval" data-kind={approval.kind} data-approval={approval.id}>
        <SiteHead origin={approval.origin} waiting={props.waiting} words={t(joins ? 'siteJoins' : 'siteSigns')} />
        {joins && <Note tone="info">{t('joinMeaning')}</Note>}
        {unreadable && (
          <Note tone="bad" test="error" code="unreadable">
            {t('signUnreadable')}
          </Note>
        )}
        {signing?.operation && (
          <>
            <SignSentence signing={signing} operation={signing.operation} zone={zone} />
            <SignDetails signing={signing} operation={signing.operation} zone={zone} me={me} />
            <SignFreedom signing={signing} />
            {!hasSentence(signing.operation) && <SignFields operation={signing.operation} />}
          </>
        )}
        <div ref={end} class="read-mark" />
        {signing?.operation && approval.payload && (
          <SignBytes operation={signing.operation} payload={approval.payload} />
        )}
      </div>
      <div class="actions">
        <ShowRest read={readToEnd} end={end} />
        <Outcome slow={decide.slow} error={decide.error} />
        <Button
          look="yes"
          icon="check"
          grow
          busy={decide.busy}
          disabled={!armed || signing === undefined || unreadable || signing.free === false}
          test="approval-approve"
          onClick={() => void answer('approve')}
        >
          {t(joins ? 'joinAndGoOnline' : 'signAndSend')}
        </Button>
        <Button look="line" busy={decide.busy} test="approval-reject" onClick={() => void answer('reject')}>
          {t('refuse')}
        </Button>
      </div>
    </>
  )
}

function SignFreedom({ signing }: { signing: Signing }): JSX.Element | null {
  if (signing.free === undefined) return null
  return signing.free ? <Note tone="good">{t('signFree')}</Note> : <Note tone="bad">{t('signTaken')}</Note>
}
