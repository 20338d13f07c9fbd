// Shall I sign this? One sentence, the thing and the event, when in both zones, the bytes one press away (mockup 02b).
import { useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Operation } from '../../src/operations/operation.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useArmed } from '../use-armed.ts'
import { type Signing, useSigning } from '../use-signing.ts'
import type { QuestionProps } from './connect-question.tsx'
import { QuestionActions } from './question-actions.tsx'
import { SignBytes, SignFields } from './sign-bytes.tsx'
import { SignDetails } from './sign-details.tsx'
import { hasSentence, SignSentence } from './sign-sentence.tsx'
import { SiteHead } from './site-head.tsx'

export function SignQuestion(props: QuestionProps): JSX.Element {
  const { approval } = props
  const decide = useCommand('approval.decide')
  const signing = useSigning(approval)
  const end = useRef<HTMLDivElement>(null)
  const { armed, readToEnd } = useArmed(`${approval.id} ${signing === undefined}`, end)
  const joins = approval.kind === 'join'
  const operation = signing?.operation
  const readable = signing !== undefined && (joins || operation !== undefined)
  const answer = async (decision: 'approve' | 'reject'): Promise<void> => {
    if (await decide.run({ approval: approval.id, decision })) props.onAnswered()
  }
  return (
    <>
      <div class="scroll question" data-test="approval" data-kind={approval.kind} data-approval={approval.id}>
        <SiteHead origin={approval.origin} waiting={props.waiting} words={t(joins ? 'siteJoins' : 'siteSigns')} />
        {joins && <Note tone="info">{t('joinMeaning')}</Note>}
        {signing && !readable && <Unreadable />}
        {operation && <Meaning {...props} signing={signing} operation={operation} />}
        <div ref={end} class="read-mark" />
        {operation && approval.payload && <SignBytes operation={operation} payload={approval.payload} />}
      </div>
      <QuestionActions
        decide={decide}
        read={readToEnd}
        end={end}
        yes={{
          words: t(joins ? 'joinAndGoOnline' : 'signAndSend'),
          look: 'yes',
          icon: 'check',
          allowed: armed && readable && signing.free !== false,
          onClick: () => void answer('approve'),
        }}
        no={{ words: t('refuse'), onClick: () => void answer('reject') }}
      />
    </>
  )
}

function Unreadable(): JSX.Element {
  return (
    <Note tone="bad" test="error" code="unreadable">
      {t('signUnreadable')}
    </Note>
  )
}

/** All that must be read before signing. */
function Meaning(props: QuestionProps & { signing: Signing; operation: Operation }): JSX.Element {
  const { signing, operation, node, me } = props
  const festival = signing.resource?.festival ?? signing.event?.festival
  const zone = node.festivals.find((each) => each.festival === festival)?.timezone ?? 'UTC'
  return (
    <>
      <SignSentence signing={signing} operation={operation} zone={zone} />
      <SignDetails signing={signing} operation={operation} zone={zone} me={me} />
      {signing.free === true && <Note tone="good">{t('signFree')}</Note>}
      {signing.free === false && <Note tone="bad">{t('signTaken')}</Note>}
      {!hasSentence(operation) && <SignFields operation={operation} />}
    </>
  )
}
