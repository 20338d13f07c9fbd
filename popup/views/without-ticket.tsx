// Events without what the festival asks every event to have: folded away, and there.
import type { JSX } from 'preact'
import type { EventOverview } from '../../src/festival/overview.ts'
import { plural } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { EventCard, type EventCardProps } from './event-card.tsx'

export function WithoutTicket(
  props: Omit<EventCardProps, 'overview' | 'lines'> & { events: readonly EventOverview[] },
): JSX.Element | null {
  const { events, ...card } = props
  if (events.length === 0) return null
  return (
    <div class="inside">
      <More words={plural('withoutTicket', events.length)} test="without-ticket">
        {events.map((overview) => (
          <EventCard key={overview.event.id} overview={overview} {...card} />
        ))}
      </More>
    </div>
  )
}
