// A site hands over an invite: to which festival, from whom, and what joining does.
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { allFestivals } from '../../ui/use-node.ts'
import { readInvite, useInvite } from '../use-invite.ts'
import { InviteFacts } from './invite-facts.tsx'
import { Question, type QuestionProps } from './question.tsx'

export function JoinQuestion(props: QuestionProps): JSX.Element {
  const invite = useInvite(readInvite(props.approval.params))
  const loaded = invite !== undefined
  return (
    <Question
      asked={props}
      words={t('siteJoins')}
      loaded={loaded}
      yes={{ words: t('joinAndGoOnline'), look: 'yes', icon: 'check', allowed: loaded }}
      no={t('refuse')}
    >
      {invite && <InviteFacts invite={invite} me={props.me} festivals={allFestivals(props.node)} />}
    </Question>
  )
}
