// " · 2 of 4" beside the time of an event that is one of a series.
import type { JSX } from 'preact'
import type { SeriesPlace } from '../../src/festival/series.ts'
import { t } from '../i18n.ts'

export function SeriesNote({ place }: { place: SeriesPlace | undefined }): JSX.Element | null {
  if (place === undefined) return null
  return (
    <span class="soft" data-test="series-place">
      {' · '}
      {t('seriesPlace', [place.number, place.of])}
    </span>
  )
}
