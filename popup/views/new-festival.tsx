// Starting a festival: a title is enough; dates, place and zone can follow.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { AsWhom } from '../../messages/panel.ts'
import { AsWhomField } from '../../ui/as-whom.tsx'
import { DraftNote } from '../../ui/draft-note.tsx'
import { DayFields } from '../../ui/day-fields.tsx'
import { daysSpan } from '../../ui/days-span.ts'
import { Field, TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import { allZones, viewerZone } from '../../ui/zone-time.ts'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { FormView } from './form-view.tsx'

export function NewFestival(props: Omit<ViewProps, 'festival'>): JSX.Element {
  const create = useCommand('festival.create')
  const [as, choose] = useState<AsWhom | undefined>(undefined)
  const form = useForm(
    () => ({ title: '', from: '', to: '', place: '', description: '', timezone: viewerZone() }),
    'festival',
  )
  const span = daysSpan(form.values)
  const submit = async (): Promise<void> => {
    const goOn = whenDone()
    const { timezone, place, description } = form.values
    const title = form.values.title.trim()
    if (title === '' || typeof span === 'string') return
    const more = filled({ place, description })
    const made = await create.run({
      title,
      timezone,
      visibility: 'open',
      ...span,
      ...more,
      ...(as === undefined ? {} : { as }),
    })
    if (!made) return
    form.drop()
    props.chooseFestival(made.festival)
    goOn('all')
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
        <DraftNote parts={[form]} />
        <TextField label={t('festivalTitle')} {...form.field('title')} required test="festival-title" />
        <DayFields from={form.field('from')} to={form.field('to')} span={span} />
        <TextField label={t('festivalPlace')} optional {...form.field('place')} test="festival-place" />
        <More>
          <TextField label={t('tellMore')} optional lines={3} {...form.field('description')} />
          <ZoneField {...form.field('timezone')} />
        </More>
        <AsWhomField festivals={props.node.festivals} value={as} onChoose={choose} />
      </div>
    </FormView>
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
