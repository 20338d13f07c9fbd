// A name and the days of a festival that comes out of another one: inside it, or done again.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { DayFields } from '../../ui/day-fields.tsx'
import { daysSpan } from '../../ui/days-span.ts'
import { TextField } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import type { CommandHandle } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'

/** What was filled in, fit to be sent. */
export interface NameAndDays {
  title: string
  from?: number
  to?: number
}

/** `kind` names its icon and its hooks; `name` says what is filled in, for those who do not see where it stands. */
export function FestivalForm<Name extends 'festival.create' | 'festival.clone'>(props: {
  kind: 'clone' | 'nest'
  /** The festival that it comes out of; its clocks count. */
  festival: FestivalOverview
  start: { title: string; from: string; to: string }
  name: string
  submit: string
  hint?: string
  command: CommandHandle<Name>
  onSubmit: (filled: NameAndDays) => Promise<void>
  onBack: () => void
}): JSX.Element {
  const { kind, festival, command } = props
  const form = useForm(() => props.start)
  const span = daysSpan({ ...form.values, timezone: festival.timezone })
  const submit = async (): Promise<void> => {
    const title = form.values.title.trim()
    if (title === '' || typeof span === 'string') return
    await props.onSubmit({ title, ...span })
  }
  return (
    <form
      class="stack"
      aria-label={props.name}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {props.hint && <p class="small soft">{props.hint}</p>}
      <TextField label={t('festivalTitle')} {...form.field('title')} required test={`${kind}-title`} />
      <DayFields from={form.field('from')} to={form.field('to')} span={span} />
      <Outcome slow={command.slow} error={command.error} />
      <div class="row wrap">
        <Button look="main" submit busy={command.busy} icon={kind} test={`${kind}-submit`}>
          {props.submit}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}
