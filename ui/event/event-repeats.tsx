// "Repeats": how often and until when, and every date that comes of it, with what is taken then (decision 0017).
import type { JSX } from 'preact'
import type { Conflict } from '../../src/festival/series-conflicts.ts'
import { Check } from '../check.tsx'
import { Field, TextField } from '../field.tsx'
import { formatWhen } from '../format.ts'
import { isolated } from '../hidden-characters.ts'
import { list, plural, t } from '../i18n.ts'
import { Icon } from '../icon.tsx'
import type { RepeatValues, SeriesPlan } from './series-plan.ts'

const UNITS: readonly { unit: RepeatValues['unit']; words: string; every?: string }[] = [
  { unit: 'never', words: 'repeatNever' },
  { unit: 'day', words: 'repeatDays', every: 'repeatEveryDays' },
  { unit: 'week', words: 'repeatWeeks', every: 'repeatEveryWeeks' },
  { unit: 'month', words: 'repeatMonths', every: 'repeatEveryMonths' },
]

interface EventRepeatsProps {
  values: RepeatValues
  onChange: (change: Partial<RepeatValues>) => void
  /** Absent while the event does not repeat or its times make no sense. */
  plan: SeriesPlan | undefined
  zone: string
  /** The title of something that the event needs. */
  titleOf: (resource: string) => string
}

export function EventRepeats(props: EventRepeatsProps): JSX.Element {
  const { values, onChange, plan } = props
  const chosen = UNITS.find(({ unit }) => unit === values.unit)
  const choose = (value: string): void => {
    const found = UNITS.find(({ unit }) => unit === value)
    if (found) onChange({ unit: found.unit })
  }
  return (
    <div class="inside stack">
      <Field label={t('eventRepeats')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            value={values.unit}
            data-test="event-repeats"
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {UNITS.map(({ unit, words }) => (
              <option key={unit} value={unit}>
                {t(words)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen?.every && <RuleFields {...props} every={t(chosen.every)} />}
      {plan && 'dates' in plan && <Dates {...props} dates={plan.dates} />}
    </div>
  )
}

function RuleFields(props: EventRepeatsProps & { every: string }): JSX.Element {
  const { values, onChange, plan } = props
  const wrong = plan && 'wrong' in plan ? plan.wrong : undefined
  return (
    <>
      <TextField
        label={props.every}
        type="number"
        min="1"
        value={values.every}
        onInput={(every) => onChange({ every })}
        error={wrong === 'every' ? t('repeatEveryWrong') : undefined}
        test="repeat-every"
      />
      <Field label={t('repeatEnds')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            value={values.ends}
            data-test="repeat-ends"
            onChange={(event) => onChange({ ends: event.currentTarget.value === 'until' ? 'until' : 'count' })}
          >
            <option value="count">{t('repeatEndsCount')}</option>
            <option value="until">{t('repeatEndsUntil')}</option>
          </select>
        )}
      </Field>
      {values.ends === 'count' ? (
        <TextField
          label={t('repeatCount')}
          type="number"
          min="1"
          value={values.count}
          onInput={(count) => onChange({ count })}
          error={wrong === 'count' ? t('repeatCountWrong') : undefined}
          test="repeat-count"
        />
      ) : (
        <TextField
          label={t('repeatUntil')}
          type="date"
          value={values.until}
          onInput={(until) => onChange({ until })}
          error={wrong === 'until' && values.until !== '' ? t('repeatUntilWrong') : undefined}
          test="repeat-until"
        />
      )}
    </>
  )
}

function Dates(props: EventRepeatsProps & Pick<Extract<SeriesPlan, { dates: unknown }>, 'dates'>): JSX.Element {
  const { dates, values, onChange, zone } = props
  const inTheWay = dates.filter(({ conflicts }) => conflicts.length > 0).length
  return (
    <>
      <ol class="dates" data-test="series-dates" data-conflicts={inTheWay}>
        {dates.map(({ interval, conflicts }) => {
          const skipped = values.skip && conflicts.length > 0
          const standing = skipped ? 'skipped' : conflicts.length > 0 ? 'conflict' : 'free'
          return (
            <li key={interval.from} class={`small ${standing}`} data-test="series-date" data-standing={standing}>
              <span class="mono">{formatWhen(interval, zone)}</span>
              {conflicts.length > 0 && (
                <span class="row top soft">
                  <Icon name="minus" size="small" />
                  <span>{conflictWords(conflicts, props.titleOf)}</span>
                </span>
              )}
            </li>
          )
        })}
      </ol>
      {values.skip && inTheWay === dates.length && (
        <p class="hint bad" role="alert">
          {t('seriesNothingLeft')}
        </p>
      )}
      {inTheWay > 0 && (
        <Check on={values.skip} test="series-skip" onChange={(skip) => onChange({ skip })}>
          {plural('seriesSkip', inTheWay)}
          <span class="hint">{t('seriesSkipHint')}</span>
        </Check>
      )}
    </>
  )
}

function conflictWords(conflicts: readonly Conflict[], titleOf: (resource: string) => string): string {
  const named = (why: Conflict['why']): string[] =>
    conflicts.filter((conflict) => conflict.why === why).map(({ resource }) => isolated(titleOf(resource)))
  const [taken, closed] = [named('taken'), named('closed')]
  return [
    ...(taken.length > 0 ? [t('seriesTaken', [list(taken)])] : []),
    ...(closed.length > 0 ? [t('seriesClosed', [list(closed)])] : []),
  ].join(' ')
}
