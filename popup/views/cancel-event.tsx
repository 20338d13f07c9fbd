// Calling an event off: folded away, with the reason that everybody reads.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { EventRow } from '../../src/festival/views.ts'
import { ActInside } from '../../ui/act-inside.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'

export function CancelEvent({ event, say }: { event: EventRow; say: ViewProps['say'] }): JSX.Element {
  const cancel = useCommand('event.cancel')
  const [reason, setReason] = useState('')
  const run = async (): Promise<void> => {
    const goOn = whenDone()
    if (!(await cancel.run({ event: event.id, ...filled({ reason }) }))) return
    say(t('eventCancelDone', [isolated(event.title)]))
    goOn('today')
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
