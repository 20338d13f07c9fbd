// Doing a festival again: a name and new dates; everything else comes along (mockup 04a).
import type { JSX } from 'preact'
import { shiftDays } from '../../src/festival/clone.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { toWallText } from '../../src/festival/zone-time.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import { FestivalForm } from './festival-form.tsx'

/** Fifty-two weeks: the same days of the week a year later. */
const YEAR_DAYS = 364

export function CloneForm({ festival, onDone }: { festival: FestivalOverview; onDone: () => void }): JSX.Element {
  const clone = useCommand('festival.clone')
  return (
    <FestivalForm
      kind="clone"
      festival={festival}
      start={{ title: festival.title, ...aYearLater(festival) }}
      name={t('cloneOpen', [isolated(festival.title)])}
      submit={t('cloneSubmit')}
      hint={t('cloneText')}
      command={clone}
      onSubmit={async (filled) => {
        if (await clone.run({ festival: festival.festival, ...filled })) onDone()
      }}
      onBack={onDone}
    />
  )
}

/** The last day is included, so the end of the festival is a moment before it ends. */
function aYearLater({ from, to, timezone }: FestivalOverview): { from: string; to: string } {
  const day = (instant: number | undefined): string =>
    instant === undefined ? '' : toWallText(shiftDays(instant, YEAR_DAYS, timezone), timezone).slice(0, 10)
  return { from: day(from), to: day(to === undefined ? undefined : to - 1) }
}
