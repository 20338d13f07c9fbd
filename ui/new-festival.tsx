// Starting a festival, in every panel: a title is enough; dates, place and zone can follow.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { AsWhom } from '../messages/panel.ts'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { AsWhomField } from './as-whom.tsx'
import { DayFields } from './day-fields.tsx'
import { daysSpan } from './days-span.ts'
import { DraftNote } from './draft-note.tsx'
import { Field, TextField } from './field.tsx'
import { filled } from './filled.ts'
import { t } from './i18n.ts'
import { More } from './more.tsx'
import { type CommandHandle, useCommand } from './use-command.ts'
import { type Form, useForm } from './use-form.ts'
import { allZones, viewerZone } from './zone-time.ts'

interface Filled {
  title: string
  /** Days, as date fields say them. */
  from: string
  to: string
  place: string
  description: string
  timezone: string
}

/** What is being filled in, and how it is sent. */
export interface NewFestival {
  form: Form<Filled>
  as: AsWhom | undefined
  chooseAs: (as: AsWhom | undefined) => void
  command: CommandHandle<'festival.create'>
  /** The id of the festival; undefined when nothing was made. */
  submit: () => Promise<string | undefined>
}

export function useNewFestival(): NewFestival {
  const command = useCommand('festival.create')
  const [as, chooseAs] = useState<AsWhom | undefined>(undefined)
  const empty = { title: '', from: '', to: '', place: '', description: '', timezone: viewerZone() }
  const form = useForm<Filled>(() => empty, 'festival')
  const submit = async (): Promise<string | undefined> => {
    const { timezone, place, description } = form.values
    const title = form.values.title.trim()
    const span = daysSpan(form.values)
    if (title === '' || typeof span === 'string') return undefined
    const more = { ...filled({ place, description }), ...(as === undefined ? {} : { as }) }
    const made = await command.run({ title, timezone, visibility: 'open', ...span, ...more })
    if (made) form.drop()
    return made?.festival
  }
  return { form, as, chooseAs, command, submit }
}

export function NewFestivalFields(props: { of: NewFestival; festivals: FestivalOverview[] }): JSX.Element {
  const { form, as, chooseAs } = props.of
  return (
    <>
      <DraftNote parts={[form]} />
      <TextField label={t('festivalTitle')} {...form.field('title')} required test="festival-title" />
      <DayFields from={form.field('from')} to={form.field('to')} span={daysSpan(form.values)} />
      <TextField label={t('festivalPlace')} optional {...form.field('place')} test="festival-place" />
      <More>
        <TextField label={t('tellMore')} optional lines={3} {...form.field('description')} />
        <ZoneField {...form.field('timezone')} />
      </More>
      <AsWhomField festivals={props.festivals} value={as} onChoose={chooseAs} />
    </>
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
