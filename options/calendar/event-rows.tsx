// Events as a list (mockup 10b): the same as in the lanes, for whoever reads from top to bottom.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { EventOverview } from '../../src/festival/overview.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay, formatTime } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { CancelledWords, EventSigns, lookOf, placeNames } from './event-look.tsx'

/** Events at first and with each press for more. */
const PAGE = 60

export function EventRows(props: {
  events: readonly EventOverview[]
  zone: string
  now: number
  marked: ReadonlySet<ObjectId>
  selected: ObjectId | undefined
  onOpen: (event: ObjectId) => void
  /** Says the day of each, where they are of several. */
  withDays?: boolean
}): JSX.Element {
  const { events, zone, marked, now } = props
  const [count, setCount] = useState(PAGE)
  return (
    <>
      <ol class="event-rows" data-test="calendar-list">
        {events.slice(0, count).map((overview) => (
          <li key={overview.event.id}>
            <span class="mono times">
              {props.withDays && <span class="small">{formatDay(overview.event.from, zone)}</span>}
              <span>{formatTime(overview.event.from, zone)}</span>
              <span class="soft">{formatTime(overview.event.to, zone)}</span>
              {overview.event.from <= now && now < overview.event.to && <b class="is-now">{t('now')}</b>}
            </span>
            <button
              type="button"
              class={`${lookOf(overview)} row-block`}
              aria-pressed={props.selected === overview.event.id ? 'true' : 'false'}
              data-test="calendar-row"
              data-title={visibleText(overview.event.title)}
              data-event={overview.event.id}
              onClick={() => props.onOpen(overview.event.id)}
            >
              <b class="event-title">
                <SafeText text={overview.event.title} />
              </b>
              <span class="block-top">
                <span class="small grow">{placeNames(overview)}</span>
                <EventSigns overview={overview} marked={marked.has(overview.event.id)} />
              </span>
              <CancelledWords overview={overview} />
            </button>
          </li>
        ))}
      </ol>
      {events.length > count && (
        <Button look="line" test="calendar-more" onClick={() => setCount(count + PAGE)}>
          {t('eventsMore')}
        </Button>
      )}
    </>
  )
}
