// What a festival says of itself below its title, and how much is in it.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { formatDays, zoneCity } from './format.ts'
import { plural, t } from './i18n.ts'
import { SafeText } from './safe-text.tsx'

export function FestivalFacts({ festival }: { festival: FestivalOverview }): JSX.Element {
  const { description, from, to, timezone, place, events, resources, members } = festival
  const days = from === undefined || to === undefined ? t('festivalAlways') : formatDays({ from, to }, timezone)
  const counts = [plural('countEvents', events), plural('countThings', resources), plural('countPeople', members)]
  return (
    <>
      <p class="mono small">
        {`${days}, ${zoneCity(timezone)}`}
        {place !== undefined && (
          <>
            {' · '}
            <SafeText text={place} />
          </>
        )}
      </p>
      {description !== undefined && (
        <p class="small" data-test="festival-description">
          <SafeText text={description} />
        </p>
      )}
      <p class="small soft">{counts.join(' · ')}</p>
    </>
  )
}
