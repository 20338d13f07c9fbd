// Events: mine with the answer to each line first, then what everybody else does now and next.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { usePeopleAround } from '../../ui/use-people.ts'
import type { ViewProps } from '../app.tsx'
import { go } from '../route.ts'
import { useToday } from '../use-events.ts'
import { EventCard } from './event-card.tsx'
import { WithoutTicket } from './without-ticket.tsx'
import { ViewHead } from './view-head.tsx'

/** What others do, at first and with each press for more. */
const PAGE = 50

export function Today(props: ViewProps): JSX.Element {
  const [count, setCount] = useState(PAGE)
  const today = useToday(props.festival, props.node.mine, count)
  const people = usePeopleAround(props.festival.festival)
  const zone = props.festival.timezone
  const { mine = [], others: { shown, folded } = { shown: [], folded: [] } } = today ?? {}
  const card = { people, zone, mine: props.node.mine, now: today?.now ?? 0, series: today?.series ?? new Map() }
  return (
    <>
      <div class="scroll" role="group" aria-label={t('todayTitle')} tabIndex={0}>
        <ViewHead title={t('todayTitle')} />
        {today !== undefined && mine.length + shown.length + folded.length === 0 && (
          <Empty title={t('todayNone')} text={t('todayNoneText')} />
        )}
        <div class="cards">
          {mine.map((overview) => (
            <EventCard key={overview.event.id} overview={overview} {...card} lines />
          ))}
        </div>
        {shown.length > 0 && (
          <section>
            <h2 class="section-title">{t('nowAndNext')}</h2>
            <div class="cards">
              {shown.map((overview) => (
                <EventCard key={overview.event.id} overview={overview} {...card} />
              ))}
            </div>
          </section>
        )}
        <WithoutTicket events={folded} {...card} />
        {today?.hasMore && (
          <div class="cards">
            <Button look="line" test="events-more" onClick={() => setCount(count + PAGE)}>
              {t('eventsMore')}
            </Button>
          </div>
        )}
      </div>
      <div class="actions">
        <Button look="main" grow icon="plus" test="event-new" onClick={() => go('event')}>
          {t('eventNew')}
        </Button>
      </div>
    </>
  )
}
