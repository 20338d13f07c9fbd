// Calling an event off: folded away, with the reason that everybody reads.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { EventRow } from '../../src/festival/views.ts'
import { ActInside } from '../act-inside.tsx'
import { Button } from '../button.tsx'
import { TextField } from '../field.tsx'
import { filled } from '../filled.ts'
import type { WhenDone } from '../form-frame.ts'
import { isolated } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { More } from '../more.tsx'
import { Outcome } from '../outcome.tsx'
import { useCommand } from '../use-command.ts'

export function CancelEvent({ event, whenDone }: { event: EventRow; whenDone: WhenDone }): JSX.Element {
  const cancel = useCommand('event.cancel')
  const [reason, setReason] = useState('')
  const run = async (): Promise<void> => {
    const done = whenDone()
    if (!(await cancel.run({ event: event.id, ...filled({ reason }) }))) return
    done(t('eventCancelDone', [isolated(event.title)]))
  }
  return (
    <div class="inside">
      <More words={t('eventCancel')} test="event-cancel-more">
        <p class="small soft">{t('eventCancelText')}</p>
        <ActInside onAct={() => void run()}>
          <TextField
            label={t('eventCancelReason')}
            optional
            value={reason}
            onInput={setReason}
            maxLength={500}
            test="event-cancel-reason"
          />
          <Outcome slow={cancel.slow} error={cancel.error} />
          <Button look="no" busy={cancel.busy} test="event-cancel" onClick={() => void run()}>
            {t('eventCancel')}
          </Button>
        </ActInside>
      </More>
    </div>
  )
}
