// The frame that every question of a web site has: who asks, what must be read, never again, and yes or no pinned below.
import { useRef, useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import type { PanelParams } from '../../messages/panel.ts'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import { Button, type ButtonLook } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { t } from '../../ui/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useArmed } from '../use-armed.ts'
import type { ApprovalProps } from './approval.tsx'
import { QuestionActions } from './question-actions.tsx'
import { SiteHead } from './site-head.tsx'

export interface QuestionProps extends ApprovalProps {
  approval: ApprovalRow
  /** How many questions wait, this one included. */
  waiting: number
  onAnswered: (decision: Decision['decision']) => void
}

type Decision = PanelParams<'approval.decide'>
/** What a yes says besides yes. */
type Choice = Omit<Extract<Decision, { decision: 'approve' }>, 'approval' | 'decision'>

export function Question(props: {
  asked: QuestionProps
  /** What the site does: "wants to connect". */
  words: string
  /** False while what is asked is read from the database: yes arms after that. */
  loaded: boolean
  yes: { words: string; look: ButtonLook; icon?: IconName; allowed: boolean; choice?: () => Choice }
  no: string
  /** What must have been on screen before yes. */
  children: ComponentChildren
  /** What may be looked at. */
  below?: ComponentChildren
}): JSX.Element {
  const { asked, yes } = props
  const { approval, onAnswered } = asked
  const decide = useCommand('approval.decide')
  // Between an answer and the next question this one is still drawn, and takes no press any more.
  const [answered, setAnswered] = useState(false)
  const end = useRef<HTMLDivElement>(null)
  const { armed, readToEnd } = useArmed(`${approval.id} ${props.loaded}`, end)
  const answer = async (decision: Decision['decision'], choice: Choice = {}): Promise<void> => {
    const params = { approval: approval.id, decision, ...choice } as Decision
    if (!(await decide.run(params))) return
    setAnswered(true)
    onAnswered(decision)
  }
  return (
    <>
      <div class="scroll question" data-test="approval" data-kind={approval.kind} data-approval={approval.id}>
        <SiteHead origin={approval.origin} waiting={asked.waiting} words={props.words} />
        {props.children}
        <div ref={end} class="read-mark" />
        {props.below}
        <Button look="link" size="small" test="approval-block" onClick={() => void answer('block')}>
          {t('siteBlock')}
        </Button>
      </div>
      <QuestionActions
        decide={{ ...decide, busy: decide.busy || answered }}
        read={readToEnd}
        end={end}
        yes={{ ...yes, allowed: yes.allowed && armed, onClick: () => void answer('approve', yes.choice?.()) }}
        no={{ words: props.no, onClick: () => void answer('reject') }}
      />
    </>
  )
}
