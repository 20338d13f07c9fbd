// Weekly openings: days to press and times of the day.
import type { JSX } from 'preact'
import { Button } from '../button.tsx'
import { TextField } from '../field.tsx'
import { t } from '../i18n.ts'
import { Icon } from '../icon.tsx'
import { weekdayName } from '../openings-words.ts'
import { ALWAYS, type TypedWeekly } from './read-openings.ts'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

export function WeeklyList(props: {
  weekly: readonly TypedWeekly[]
  most: number
  /** The index of one that makes no sense. */
  wrong: number | undefined
  onChange: (weekly: TypedWeekly[]) => void
}): JSX.Element {
  const { weekly, most, wrong, onChange } = props
  return (
    <div class="stack starts">
      {weekly.map((window, index) => (
        <div class="stack tight starts entry" key={index}>
          <Opening
            window={window}
            onChange={(part) => onChange(weekly.map((each, at) => (at === index ? { ...each, ...part } : each)))}
          />
          {wrong === index && (
            <p class="hint bad row top" role="alert">
              <Icon name="warn" size="small" />
              <span>{t('timesWeeklyWrong')}</span>
            </p>
          )}
          {weekly.length > 1 && (
            <Button
              look="link"
              icon="x"
              test="weekly-remove"
              onClick={() => onChange(weekly.filter((_, at) => at !== index))}
            >
              {t('timesRemove')}
            </Button>
          )}
        </div>
      ))}
      {weekly.length < most && (
        <Button look="link" icon="plus" test="weekly-add" onClick={() => onChange([...weekly, ...ALWAYS.weekly])}>
          {t('timesAddWeekly')}
        </Button>
      )}
    </div>
  )
}

function Opening(props: { window: TypedWeekly; onChange: (part: Partial<TypedWeekly>) => void }): JSX.Element {
  const { days, from, to } = props.window
  const toggle = (day: number): void =>
    props.onChange({ days: days.includes(day) ? days.filter((each) => each !== day) : [...days, day] })
  return (
    <>
      <div class="segments" role="group" aria-label={t('timesDays')}>
        {DAYS.map((day) => (
          <button
            type="button"
            key={day}
            aria-pressed={days.includes(day) ? 'true' : 'false'}
            data-test="weekly-day"
            data-day={day}
            onClick={() => toggle(day)}
          >
            {weekdayName(day)}
          </button>
        ))}
      </div>
      <div class="row top pair">
        <TextField
          label={t('timesFrom')}
          type="time"
          value={from}
          onInput={(value) => props.onChange({ from: value })}
          test="weekly-from"
        />
        <TextField
          label={t('timesTo')}
          type="time"
          value={to}
          onInput={(value) => props.onChange({ to: value })}
          hint={to !== '' && to <= from ? t('timesNextDay') : undefined}
          test="weekly-to"
        />
      </div>
    </>
  )
}
