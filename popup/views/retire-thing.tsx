// Offering something no longer: which promises end with it is said before (DESIGN 5.5).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { grantsToRevoke } from '../../src/festival/may-change.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { ActInside } from '../../ui/act-inside.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { formatWhen } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { type Promised, usePromises } from '../use-promises.ts'

export function RetireThing(props: { resource: ResourceRow; zone: string; say: ViewProps['say'] }): JSX.Element {
  const { resource, zone, say } = props
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
    const goOn = whenDone()
    const done = await retire.run({ resource: resource.id, ...filled({ reason }) })
    if (!done) return
    const title = isolated(resource.title)
    say(done.revoked === 0 ? t('thingRetireDone', [title]) : plural('thingRetireRevoked', done.revoked, [title]))
    goOn('offer')
  }
  return (
    <div class="inside">
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
    </div>
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
