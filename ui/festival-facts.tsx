// What a festival says of itself below its title, and how much is in it.
import type { JSX } from 'preact'
import { countFestival } from '../src/adapters/dexie/queries.ts'
import { readViewsWritten } from '../src/adapters/dexie/views-written.ts'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { formatDays, zoneCity } from './format.ts'
import { plural, t } from './i18n.ts'
import { SafeText } from './safe-text.tsx'
import { useLive } from './use-live.ts'

export function FestivalFacts({ festival }: { festival: FestivalOverview }): JSX.Element {
  const { description, from, to, timezone, place } = festival
  const id = festival.festival
  const read = useLive(async (db) => ({ id, counts: await countFestival(db, id) }), [id], { since: readViewsWritten })
  const has = read?.id === id ? read.counts : undefined
  const days = from === undefined || to === undefined ? t('festivalAlways') : formatDays({ from, to }, timezone)
  const counts = has && [
    plural('countEvents', has.events),
    plural('countThings', has.resources),
    plural('countPeople', has.members),
  ]
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
      {/* Its line is there before it is counted, so that nothing jumps. */}
      <p class="small soft">{counts?.join(' · ') ?? '\u00a0'}</p>
    </>
  )
}
