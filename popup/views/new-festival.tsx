// Starting a festival: a title is enough; dates, place and zone can follow.
import type { JSX } from 'preact'
import { Field, TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import { fromWallText, toWallText } from '../../src/festival/zone-time.ts'
import { allZones, viewerZone } from '../../ui/zone-time.ts'
import type { ViewProps } from '../app.tsx'
import { go } from '../route.ts'
import { FormView } from './form-view.tsx'

const DAY_MS = 86_400_000

export function NewFestival(props: Omit<ViewProps, 'festival'>): JSX.Element {
  const create = useCommand('festival.create')
  const form = useForm(() => ({ title: '', from: '', to: '', place: '', description: '', timezone: viewerZone() }))
  const span = daysSpan(form.values)
  const error = span === 'inverted' ? t('error_interval_inverted') : undefined
  const submit = async (): Promise<void> => {
    const { timezone, place, description } = form.values
    const title = form.values.title.trim()
    if (title === '' || span === 'inverted') return
    const more = filled({ place, description })
    const made = await create.run({ title, timezone, visibility: 'open', ...span, ...more })
    if (!made) return
    props.chooseFestival(made.festival)
    go('all')
  }
  return (
    <FormView
      title={t('festivalStart')}
      back="all"
      command={create}
      submit={{ words: t('festivalStart'), test: 'festival-submit' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <TextField label={t('festivalTitle')} {...form.field('title')} required test="festival-title" />
        <DayFields from={form.field('from')} to={form.field('to')} error={error} />
        <TextField label={t('festivalPlace')} optional {...form.field('place')} test="festival-place" />
        <More>
          <TextField label={t('tellMore')} optional lines={3} {...form.field('description')} />
          <ZoneField {...form.field('timezone')} />
        </More>
      </div>
    </FormView>
  )
}

interface FieldValue {
  value: string
  onInput: (value: string) => void
}

function DayFields(props: { from: FieldValue; to: FieldValue; error: string | undefined }): JSX.Element {
  return (
    <div class="pair">
      <TextField label={t('festivalFrom')} optional type="date" {...props.from} test="festival-from" />
      <TextField label={t('festivalTo')} optional type="date" {...props.to} error={props.error} test="festival-to" />
    </div>
  )
}

function ZoneField(props: { value: string; onInput: (value: string) => void }): JSX.Element {
  return (
    <Field label={t('festivalZone')} hint={t('festivalZoneHint')}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={props.value}
          data-test="festival-zone"
          onChange={(event) => props.onInput(event.currentTarget.value)}
        >
          {allZones().map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Whole days in the festival's zone; the last day is included, so the span ends at the next midnight. */
function daysSpan(values: { from: string; to: string; timezone: string }): { from?: number; to?: number } | 'inverted' {
  const start = fromWallText(`${values.from}T00:00`, values.timezone)
  const lastDay = fromWallText(`${values.to === '' ? values.from : values.to}T12:00`, values.timezone)
  if (start === undefined || lastDay === undefined) return {}
  if (lastDay < start) return 'inverted'
  const next = toWallText(lastDay + DAY_MS, values.timezone).slice(0, 10)
  const end = fromWallText(`${next}T00:00`, values.timezone)
  return end === undefined || end <= start ? {} : { from: start, to: end }
}
