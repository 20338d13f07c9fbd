// My days: the events that I marked, of all festivals, by day; what I can not see both of is said.
import type { JSX } from 'preact'
import { readAgenda } from '../../src/adapters/dexie/favourite-rows.ts'
import type { EventOverview } from '../../src/festival/overview.ts'
import { overlaps } from '../../src/festival/timeframe.ts'
import { Badge } from '../../ui/badge.tsx'
import { Dots } from '../../ui/dots.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDay, formatForYou, formatTimes } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { list, t } from '../../ui/i18n.ts'
import { dotStates } from '../../ui/line-dots.ts'
import { MembersSign } from '../../ui/members-sign.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { calendarHref } from './calendar-route.ts'
import { CancelledWords, lookOf, placeNames } from './event-look.tsx'
import { FavouriteButton } from './favourite-button.tsx'

const DAY = 86_400_000

export function Agenda({ node }: { node: NodeState }): JSX.Element {
  const agenda = useLive((db) => readAgenda(db, Date.now() - DAY, Date.now()))
  const events = agenda?.events ?? []
  const zoneOf = ({ event }: EventOverview): string => agenda?.festivals[event.festival]?.timezone ?? 'UTC'
  const dayOf = (overview: EventOverview): string => formatDay(overview.event.from, zoneOf(overview))
  const days = [...new Set(events.map(dayOf))]
  return (
    <>
      <p>
        <a href={calendarHref({ view: 'calendar' })}>{t('calendarBack')}</a>
      </p>
      <h2>{t('agendaTitle')}</h2>
      <p class="soft small">{t('agendaText')}</p>
      {agenda !== undefined && events.length === 0 && <Empty title={t('agendaNone')} text={t('agendaNoneText')} />}
      {days.map((day) => (
        <section key={day} class="stack">
          <h3>{day}</h3>
          {events
            .filter((overview) => dayOf(overview) === day)
            .map((overview) => (
              <AgendaRow
                key={overview.event.id}
                overview={overview}
                zone={zoneOf(overview)}
                festival={node.festivals.length > 1 ? agenda?.festivals[overview.event.festival]?.title : undefined}
                others={besides(overview, events)}
              />
            ))}
        </section>
      ))}
    </>
  )
}

/** What else I marked that goes on at the same time and was not called off. */
function besides({ event }: EventOverview, events: readonly EventOverview[]): string[] {
  if (event.cancelled !== undefined) return []
  return events
    .filter(({ event: other }) => other.id !== event.id && other.cancelled === undefined && overlaps(other, event))
    .map(({ event: other }) => isolated(other.title))
}

function AgendaRow(props: {
  overview: EventOverview
  zone: string
  festival: string | undefined
  others: readonly string[]
}): JSX.Element {
  const { overview, zone, festival, others } = props
  const { event } = overview
  const beneath = [placeNames(overview), festival && isolated(festival), formatForYou(event, zone)].filter(Boolean)
  return (
    <article
      class={`${lookOf(overview)} agenda-row`}
      data-test="agenda-row"
      data-title={visibleText(event.title)}
      data-overlaps={others.length}
    >
      <b class="mono">{formatTimes(event, zone)}</b>
      <div class="grow stack tight">
        <b class="event-title">
          <SafeText text={event.title} /> <MembersSign audience={event.audience} brief />
        </b>
        {beneath.length > 0 && <span class="small soft">{beneath.join(' · ')}</span>}
        <CancelledWords overview={overview} />
        {others.length > 0 && (
          <Badge tone="waiting" icon="swap">
            {t('agendaOverlaps', [list(others)])}
          </Badge>
        )}
        {event.cancelled === undefined && <Dots states={dotStates(overview.lines)} size="small" />}
      </div>
      <FavouriteButton event={event} on />
    </article>
  )
}
