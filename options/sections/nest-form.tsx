// A new festival inside another one: its clocks and its place, unless said otherwise later.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { DayFields } from '../../ui/day-fields.tsx'
import { daysSpan } from '../../ui/days-span.ts'
import { TextField } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'

export function NestForm({ parent, onDone }: { parent: FestivalOverview; onDone: () => void }): JSX.Element {
  const create = useCommand('festival.create')
  const { timezone } = parent
  const form = useForm(() => ({ title: '', from: '', to: '' }))
  const span = daysSpan({ ...form.values, timezone })
  const submit = async (): Promise<void> => {
    const title = form.values.title.trim()
    if (title === '' || span === 'inverted') return
    const made = await create.run({ title, timezone, visibility: 'open', ...span, parent: parent.festival })
    if (made) onDone()
  }
  return (
    <form
      class="stack"
      aria-label={t('nestOpen', [isolated(parent.title)])}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField label={t('festivalTitle')} {...form.field('title')} required test="nest-title" />
      <DayFields
        from={form.field('from')}
        to={form.field('to')}
        error={span === 'inverted' ? t('error_interval_inverted') : undefined}
      />
      <Outcome slow={create.slow} error={create.error} />
      <div class="row wrap">
        <Button look="main" submit busy={create.busy} icon="nest" test="nest-submit">
          {t('nestSubmit')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}
