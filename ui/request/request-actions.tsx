// The answer: a note for whoever asked, Approve, Decline, Later. Refusing is as easy as agreeing.
import type { JSX } from 'preact'
import type { PanelError } from '../../messages/panel.ts'
import { Button } from '../button.tsx'
import { isolated } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { Outcome } from '../outcome.tsx'
import { NoteInput } from './note-input.tsx'

export interface RequestActionsProps {
  /** Who is asking. */
  name: string
  /** True when others ask for the same time: then the button says who gets it. */
  several: boolean
  available: boolean
  /** True when it moves what is granted already. */
  moves: boolean
  note: string
  onNote: (note: string) => void
  busy: boolean
  slow: boolean
  error: PanelError | undefined
  onAnswer: (decision: 'grant' | 'deny') => void
  onLater: () => void
}

export function RequestActions(props: RequestActionsProps): JSX.Element {
  const { busy, onAnswer } = props
  const name = isolated(props.name)
  return (
    <>
      <NoteInput words={t('noteFor', [name])} note={props.note} onNote={props.onNote} test="answer-note" />
      <Outcome slow={props.slow} error={props.error} />
      <div class="row answers">
        <Button
          look="yes"
          icon="check"
          grow
          busy={busy}
          disabled={!props.available}
          test="approve"
          onClick={() => onAnswer('grant')}
        >
          {props.moves ? t('approveMove') : props.several ? t('approveName', [name]) : t('approve')}
        </Button>
        <Button look="no" busy={busy} test="decline" label={t('declineName', [name])} onClick={() => onAnswer('deny')}>
          {t('decline')}
        </Button>
        <Button look="quiet" test="later" onClick={props.onLater}>
          {t('later')}
        </Button>
      </div>
    </>
  )
}
