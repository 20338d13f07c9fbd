// Offering something no longer: which promises end with it is said before (DESIGN 5.5).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { grantsToRevoke } from '../../src/festival/may-change.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { ActInside } from '../act-inside.tsx'
import { Button } from '../button.tsx'
import { TextField } from '../field.tsx'
import { filled } from '../filled.ts'
import type { WhenDone } from '../form-frame.ts'
import { formatWhen } from '../format.ts'
import { isolated, visibleText } from '../hidden-characters.ts'
import { plural, t } from '../i18n.ts'
import { More } from '../more.tsx'
import { Outcome } from '../outcome.tsx'
import { useCommand } from '../use-command.ts'
import { type Promised, usePromises } from '../use-promises.ts'

export function RetireThing(props: {
  resource: ResourceRow
  /** The festival's. */
  zone: string
  whenDone: WhenDone
}): JSX.Element {
  const { resource, zone } = props
  const retire = useCommand('resource.retire')
  const promises = usePromises(resource.id) ?? []
  const [reason, setReason] = useState('')
  const ends = new Set(
    grantsToRevoke(
      promises.map(({ answer }) => answer),
      Date.now(),
    ),
  )
  const run = async (): Promise<void> => {
    const goOn = props.whenDone()
    const done = await retire.run({ resource: resource.id, ...filled({ reason }) })
    if (!done) return
    const title = isolated(resource.title)
    goOn(done.revoked === 0 ? t('thingRetireDone', [title]) : plural('thingRetireRevoked', done.revoked, [title]))
  }
  return (
    <More words={t('thingRetire')} test="thing-retire-more">
      <p class="small soft">{t('thingRetireText')}</p>
      <Ending promised={promises.filter(({ answer }) => ends.has(answer))} zone={zone} />
      <ActInside onAct={() => void run()}>
        <TextField
          label={t('careReason')}
          optional
          value={reason}
          onInput={setReason}
          maxLength={500}
          test="thing-retire-reason"
        />
        <Outcome slow={retire.slow} error={retire.error} />
        <Button look="no" busy={retire.busy} test="thing-retire" onClick={() => void run()}>
          {t('thingRetire')}
        </Button>
      </ActInside>
    </More>
  )
}

function Ending({ promised, zone }: { promised: readonly Promised[]; zone: string }): JSX.Element | null {
  if (promised.length === 0) return <p class="small">{t('thingRetireNone')}</p>
  return (
    <div class="small" data-test="thing-retire-ends" data-count={promised.length}>
      <p>{plural('thingRetireEnds', promised.length)}</p>
      <ul>
        {promised.map(({ answer, event }) => (
          <li key={answer.id}>
            <b>
              <bdi>{visibleText(event?.title ?? t('eventUnknown'))}</bdi>
            </b>{' '}
            <span class="mono">{formatWhen(answer, zone)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
