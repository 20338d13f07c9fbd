// A thing to lend in three fields: its name, when it is to be had, and where it is. Its owner is asked each time.
import type { JSX } from 'preact'
import { Field, TextField } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import type { QuickProps } from './quick-add.tsx'
import { QuickForm } from './quick-form.tsx'
import { quickThing, type QuickThingValues, type QuickTimes, timesToChoose } from './quick-values.ts'

const WORDS: Readonly<Record<QuickTimes, string>> = {
  always: 'timesAlways',
  festival: 'quickFestival',
  evenings: 'quickEvenings',
  weekend: 'quickWeekend',
}

export function QuickThing({ form, festival, say }: QuickProps<QuickThingValues>): JSX.Element {
  const create = useCommand('resource.create')
  const choices = timesToChoose(festival)
  const submit = async (): Promise<void> => {
    const fields = quickThing(form.values, festival)
    if (fields === undefined || !(await create.run({ festival: festival.festival, ...fields }))) return
    form.drop()
    say(t('offered', [isolated(fields.title)]))
  }
  return (
    <QuickForm
      draft={form}
      what={form.field('what')}
      example={t('offerExample')}
      command={create}
      submit={t('offerSubmit')}
      onSubmit={submit}
    >
      <Field label={t('quickWhen')} hint={t('quickThingHint')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            value={form.values.times}
            data-test="quick-when"
            onChange={(event) => {
              const times = choices.find((each) => each === event.currentTarget.value)
              if (times !== undefined) form.set({ times })
            }}
          >
            {choices.map((times) => (
              <option key={times} value={times}>
                {t(WORDS[times])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        label={t('quickWhere')}
        optional
        {...form.field('address')}
        placeholder={t('quickWhereExample')}
        test="quick-where"
      />
    </QuickForm>
  )
}
