// Events: mine with the answer to each line first, then what everybody else does now and next.
import type { JSX } from 'preact'
import type { EventOverview } from '../../src/festival/overview.ts'
import { seriesPlaces } from '../../src/festival/series.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { usePeopleAround } from '../../ui/use-people.ts'
import type { ViewProps } from '../app.tsx'
import { go } from '../route.ts'
import { nowAndNext, useEvents } from '../use-events.ts'
import { EventCard } from './event-card.tsx'
import { WithoutTicket } from './without-ticket.tsx'
import { ViewHead } from './view-head.tsx'

export function Today(props: ViewProps): JSX.Element {
  const state = useEvents(props.festival)
  const people = usePeopleAround(props.festival.festival)
  const zone = props.festival.timezone
  const mine = state?.events.filter(({ event }) => event.author === props.me && event.to > state.now) ?? []
  const coming = state === undefined ? { shown: [], folded: [] } : nowAndNext(state)
  const isOthers = ({ event }: EventOverview): boolean => event.author !== props.me
  const [others, folded] = [coming.shown.filter(isOthers), coming.folded.filter(isOthers)]
  const series = seriesPlaces(state?.events.map(({ event }) => event) ?? [])
  const card = { people, zone, me: props.me, now: state?.now ?? 0, series }
  return (
    <>
      <div class="scroll" role="group" aria-label={t('todayTitle')} tabIndex={0}>
        <ViewHead title={t('todayTitle')} />
        {state !== undefined && mine.length + others.length + folded.length === 0 && (
          <Empty title={t('todayNone')} text={t('todayNoneText')} />
        )}
        <div class="cards">
          {mine.map((overview) => (
            <EventCard key={overview.event.id} overview={overview} {...card} lines />
          ))}
        </div>
        {others.length > 0 && (
          <section>
            <h2 class="section-title">{t('nowAndNext')}</h2>
            <div class="cards">
              {others.map((overview) => (
                <EventCard key={overview.event.id} overview={overview} {...card} />
              ))}
            </div>
          </section>
        )}
        <WithoutTicket events={folded} {...card} />
      </div>
      <div class="actions">
        <Button look="main" grow icon="plus" test="event-new" onClick={() => go('event')}>
          {t('eventNew')}
        </Button>
      </div>
    </>
  )
}
