// Doing a festival again: a name and new dates; everything else comes along (mockup 04a).
import type { JSX } from 'preact'
import { shiftDays } from '../../src/festival/clone.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { toWallText } from '../../src/festival/zone-time.ts'
import { Button } from '../../ui/button.tsx'
import { DayFields } from '../../ui/day-fields.tsx'
import { daysSpan } from '../../ui/days-span.ts'
import { TextField } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'

/** Fifty-two weeks: the same days of the week a year later. */
const YEAR_DAYS = 364

export function CloneForm({ festival, onDone }: { festival: FestivalOverview; onDone: () => void }): JSX.Element {
  const clone = useCommand('festival.clone')
  const { timezone } = festival
  const form = useForm(() => ({ title: festival.title, ...aYearLater(festival) }))
  const span = daysSpan({ ...form.values, timezone })
  const submit = async (): Promise<void> => {
    const title = form.values.title.trim()
    if (title === '' || span === 'inverted') return
    const made = await clone.run({ festival: festival.festival, title, ...span })
    if (made) onDone()
  }
  return (
    <form
      class="stack"
      aria-label={t('cloneOpen', [isolated(festival.title)])}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <p class="small soft">{t('cloneText')}</p>
      <TextField label={t('festivalTitle')} {...form.field('title')} required test="clone-title" />
      <DayFields
        from={form.field('from')}
        to={form.field('to')}
        error={span === 'inverted' ? t('error_interval_inverted') : undefined}
      />
      <Outcome slow={clone.slow} error={clone.error} />
      <div class="row wrap">
        <Button look="main" submit busy={clone.busy} icon="clone" test="clone-submit">
          {t('cloneSubmit')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}

/** The last day is included, so the end of the festival is a moment before it ends. */
function aYearLater({ from, to, timezone }: FestivalOverview): { from: string; to: string } {
  const day = (instant: number | undefined): string =>
    instant === undefined ? '' : toWallText(shiftDays(instant, YEAR_DAYS, timezone), timezone).slice(0, 10)
  return { from: day(from), to: day(to === undefined ? undefined : to - 1) }
}
