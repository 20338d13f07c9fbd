// What goes on now and next, two lines at the foot of the first view (mockup 01b).
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Empty } from '../../ui/empty.tsx'
import { Dots } from '../../ui/dots.tsx'
import { formatDay, formatTime } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { dotStates } from '../../ui/line-dots.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { startOfDay } from '../../src/festival/zone-time.ts'
import { useNextEvents } from '../use-events.ts'
import { confirmed } from './event-card.tsx'

const SHOWN = 2

/** When nothing waits it says so: in a line below, or as all there is. */
export function NowAndNext(props: { festival: FestivalOverview; nothingWaits: boolean }): JSX.Element | null {
  const state = useNextEvents(props.festival, SHOWN)
  const coming = state?.events ?? []
  if (state === undefined) return null
  if (coming.length === 0) {
    return props.nothingWaits ? <Empty title={t('waitingNone')} text={t('waitingNoneText')} /> : null
  }
  const zone = props.festival.timezone
  const today = startOfDay(state.now, zone)
  return (
    <section>
      <h2 class="section-title">{t('nowAndNext')}</h2>
      <div class="cards">
        {coming.map((overview) => (
          <div key={overview.event.id} class={`event now-row ${confirmed(overview) < 1 ? 'hatched' : ''}`}>
            <b class="mono small">
              {overview.event.from <= state.now
                ? t('now')
                : startOfDay(overview.event.from, zone) === today
                  ? formatTime(overview.event.from, zone)
                  : formatDay(overview.event.from, zone)}
            </b>
            <b class="mono cut">
              <SafeText text={overview.event.title} />
            </b>
            <Dots states={dotStates(overview.lines)} size="small" />
          </div>
        ))}
      </div>
      {props.nothingWaits && (
        <p class="inside small soft nothing-waits">
          {t('waitingNone')}. {t('waitingNoneText')}
        </p>
      )}
    </section>
  )
}
