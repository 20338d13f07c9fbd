// "Offer your 4 things again?": asked once in a clone, all of them ticked, some to be left out.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { ResourceRow } from '../src/festival/views.ts'
import type { FestivalId, ObjectId } from '../src/operations/ids.ts'
import { Button } from './button.tsx'
import { plural, t } from './i18n.ts'
import { visibleText } from './hidden-characters.ts'
import { Outcome } from './outcome.tsx'
import { SafeText } from './safe-text.tsx'
import { Thing } from './thing.tsx'
import { useCommand } from './use-command.ts'

/** A preference of this device, not of the node. */
const keyOf = (festival: FestivalId): string => `reoffer/${festival}`

export function ReofferCard(props: { festival: FestivalId; things: readonly ResourceRow[] }): JSX.Element | null {
  const { festival, things } = props
  const offer = useCommand('festival.reoffer')
  const [left, setLeft] = useState<readonly ObjectId[]>([])
  const [isPutOff, setPutOff] = useState(() => localStorage.getItem(keyOf(festival)) !== null)
  if (things.length === 0 || isPutOff) return null
  const chosen = things.map(({ id }) => id).filter((id) => !left.includes(id))
  const putOff = (): void => {
    localStorage.setItem(keyOf(festival), 'no')
    setPutOff(true)
  }
  const toggle = (id: ObjectId, isOn: boolean): void =>
    setLeft(isOn ? left.filter((each) => each !== id) : [...left, id])
  return (
    <section class="card padded stack" aria-labelledby={`reoffer-${festival}`} data-test="reoffer">
      <h2 id={`reoffer-${festival}`}>{plural('reofferTitle', things.length)}</h2>
      <p class="small soft">{t('reofferText')}</p>
      <fieldset aria-labelledby={`reoffer-${festival}`}>
        {things.map((resource) => (
          <label key={resource.id} class="row">
            <input
              type="checkbox"
              class="tick-box"
              checked={!left.includes(resource.id)}
              data-test="reoffer-thing"
              data-title={visibleText(resource.title)}
              onChange={(event) => toggle(resource.id, event.currentTarget.checked)}
            />
            <Thing resource={resource} size="small" />
            <span class="grow">
              <SafeText text={resource.title} />
            </span>
          </label>
        ))}
      </fieldset>
      <Outcome slow={offer.slow} error={offer.error} />
      <div class="row wrap">
        <Button
          look="yes"
          busy={offer.busy}
          disabled={chosen.length === 0}
          test="reoffer-submit"
          onClick={() => void offer.run({ festival, resources: chosen })}
        >
          {plural('reofferSubmit', chosen.length)}
        </Button>
        <Button look="quiet" test="reoffer-not" onClick={putOff}>
          {t('reofferNot')}
        </Button>
      </div>
    </section>
  )
}
