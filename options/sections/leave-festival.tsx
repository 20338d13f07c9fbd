// Leaving a festival (decision 0027): first what ties one to it, then the choice to forget what is stored here, too.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readTiesOf, type Ties } from '../../src/adapters/dexie/read-ties.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { formatWhen } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'

export function LeaveFestival({
  festival,
  mine,
}: {
  festival: FestivalOverview
  mine: readonly PublicKey[]
}): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const title = isolated(festivalTitle(festival))
  if (!isOpen) {
    return (
      <p class="again">
        <Button look="quiet" size="small" test="leave-open" onClick={() => setOpen(true)}>
          {t('leaveOpen', [title])}
        </Button>
      </p>
    )
  }
  return <Question festival={festival} mine={mine} onBack={() => setOpen(false)} />
}

function Question(props: { festival: FestivalOverview; mine: readonly PublicKey[]; onBack: () => void }): JSX.Element {
  const { festival, mine } = props
  const leave = useCommand('festival.leave')
  const [forget, setForget] = useState(false)
  const ties = useLive((db) => readTiesOf(db, festival.festival, mine, Date.now()), [festival.festival, mine.join()])
  return (
    <section
      class="stack"
      aria-label={t('leaveOpen', [isolated(festivalTitle(festival))])}
      data-test="leave"
      data-promises={ties?.promises.length}
    >
      <p class="small">{t('leaveText')}</p>
      {ties && <TiesList ties={ties} zone={festival.timezone} />}
      <Check on={forget} test="leave-forget" onChange={setForget}>
        {t('leaveForget')}
        <span class="hint">{t('leaveForgetHint')}</span>
      </Check>
      <Outcome slow={leave.slow} error={leave.error} />
      <div class="row wrap">
        <Button
          look="no"
          busy={leave.busy}
          disabled={ties === undefined}
          test="leave-submit"
          onClick={() => void leave.run({ festival: festival.festival, forget })}
        >
          {t(forget ? 'leaveAndForget' : 'leaveSubmit')}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          {t('back')}
        </Button>
      </div>
    </section>
  )
}

function TiesList({ ties: { promises, waiting, events }, zone }: { ties: Ties; zone: string }): JSX.Element | null {
  if (promises.length + waiting + events.length === 0) return null
  return (
    <div class="stack tight small">
      {promises.length > 0 && (
        <>
          <p>{plural('leavePromises', promises.length)}</p>
          <ul class="plain-list">
            {promises.map(({ answer, resource, event }) => (
              <li key={answer.id}>
                <b>
                  <bdi>{visibleText(resource?.title ?? t('thingUnknown'))}</bdi>
                </b>
                {' → '}
                <SafeText text={event?.title ?? t('eventUnknown')} />{' '}
                <span class="mono">{formatWhen(answer, zone)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {events.length > 0 && (
        <>
          <p>{plural('leaveEvents', events.length)}</p>
          <ul class="plain-list">
            {events.map((event) => (
              <li key={event.id}>
                <b>
                  <SafeText text={event.title} />
                </b>{' '}
                <span class="mono">{formatWhen(event, zone)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {waiting > 0 && <p>{plural('leaveWaiting', waiting)}</p>}
    </div>
  )
}
