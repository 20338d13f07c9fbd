// One day or one week of a festival, with what is chosen to be shown of it, and the event that is open beside it.
import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { nextDaytime } from '../../src/festival/next-daytime.ts'
import { dayAt, mondayOf, zoneDays } from '../../src/festival/zone-days.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Note } from '../../ui/note.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { usePeopleAround } from '../../ui/use-people.ts'
import { type CalendarRoute, type CalendarSpan, goToCalendar } from './calendar-route.ts'
import { DaysHead, DaysLinks } from './days-head.tsx'
import { EventPanel } from './event-panel.tsx'
import { EventRows } from './event-rows.tsx'
import { FilterFields } from './filter-fields.tsx'
import { isFiltered, NO_FILTERS } from './filters.ts'
import { Found } from './found.tsx'
import { Grid } from './grid.tsx'
import type { Lane } from './lanes.ts'
import { PhoneHead } from './phone-head.tsx'
import { AT_MOST, festivalsInside, useCalendar, useFavourites } from './use-calendar.ts'
import { useNarrow } from '../use-narrow.ts'
import { useLanes, useShown } from './use-shown.ts'

const MINUTE = 60_000

interface DaysProps {
  node: NodeState
  festival: FestivalOverview
  route: CalendarRoute
  /** Says for a moment what just happened. */
  say: (words: string) => void
}

export function Days({ node, festival, route, say }: DaysProps): JSX.Element {
  const zone = festival.timezone
  const now = useNow(MINUTE / 2)
  const narrow = useNarrow()
  const inside = festivalsInside(festival.festival, node.festivals)
  const [withInside, setWithInside] = useState(true)
  const [filters, setFilters] = useState(NO_FILTERS)
  const [search, setSearch] = useState('')
  const [selected, select] = useState<ObjectId | undefined>(undefined)
  const shownDays = useRef<HTMLDivElement>(null)
  const span: CalendarSpan =
    route.view === 'day' || route.view === 'week' || route.view === 'list' ? route.view : narrow ? 'list' : 'day'
  const day = ('day' in route ? route.day : undefined) ?? dayAt(firstMoment(festival, now), zone)
  const days = span === 'week' ? zoneDays(mondayOf(day), 7, zone) : zoneDays(day, 1, zone)
  const time = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 }
  const followed = [festival, ...(withInside ? inside : [])]
  const state = useCalendar(
    followed.map((each) => each.festival),
    time,
  )
  const people = usePeopleAround(festival.festival)
  const marked = useFavourites()
  const [withFolded, setWithFolded] = useState(false)
  const shown = useShown(state, { filters, marked, withFolded })
  const { all, events, places } = shown
  const lanes = useLanes(shown, { span, days, zone, node })
  const open = { marked, selected, onOpen: select }
  const head = { festival, span, day, days, now, search, onSearch: setSearch, onNew: () => goToCalendar(newOn()) }
  const choices = (
    <FilterFields
      {...{ filters, people, inside, withInside, withFolded }}
      events={all}
      places={state?.places ?? []}
      folded={state?.folded.length ?? 0}
      onChange={(change) => setFilters((before) => ({ ...before, ...change }))}
      onAll={showAll}
      onInside={setWithInside}
      onFolded={setWithFolded}
    />
  )
  return (
    <>
      {narrow ? (
        <PhoneHead {...head} filters={choices} isFiltered={isFiltered(filters)} />
      ) : (
        <>
          <DaysHead {...head} />
          <div class="calendar-tools">
            <DaysLinks festival={festival} />
            <More words={t(isFiltered(filters) ? 'calendarFiltered' : 'calendarFilter')} test="calendar-filters" late>
              {choices}
            </More>
          </div>
        </>
      )}
      {state?.isCut && <Note tone="calm">{plural('calendarCut', AT_MOST)}</Note>}
      <div class={selected === undefined ? 'calendar-body' : 'calendar-body with-event'}>
        <div class="calendar-days" ref={shownDays} tabIndex={-1}>
          {search.trim() !== '' ? (
            <Found {...open} festivals={followed} search={search} zone={zone} now={now} />
          ) : span === 'list' ? (
            <>
              <EventRows {...open} events={events} zone={zone} now={now} />
              {state !== undefined && events.length === 0 && (
                <NothingListed isHidden={all.length > 0} onAll={showAll} />
              )}
            </>
          ) : (
            <Grid
              {...open}
              lanes={lanes}
              isBusy={state === undefined}
              day={day}
              zone={zone}
              now={now}
              mine={node.mine}
              say={say}
              onDrawn={(lane: Lane, interval) =>
                goToCalendar({ view: 'new', interval, ...(lane.place === undefined ? {} : { place: lane.place.id }) })
              }
            />
          )}
        </div>
        {selected !== undefined && (
          <EventPanel
            key={selected}
            about={selected}
            {...{ node, people, now, marked }}
            onClose={() => select(undefined)}
          />
        )}
      </div>
      {narrow && <DaysLinks festival={festival} />}
    </>
  )

  /** The button goes: whoever pressed it by keys goes on at what it shows. */
  function showAll(): void {
    shownDays.current?.focus()
    setFilters(NO_FILTERS)
  }

  /** A new event on the day that is shown, from noon or, today, from the next hour by day on. */
  function newOn(): CalendarRoute {
    const hour = 60 * MINUTE
    const begin = time.from <= now && now < time.to ? nextDaytime(now, zone) : time.from + 12 * hour
    const interval = { from: begin, to: begin + hour }
    const place = places.find(({ id }) => id === filters.place)
    return { view: 'new', interval, ...(place === undefined ? {} : { place: place.id }) }
  }
}

/** `isHidden`: there is something on that day, and it is the filter that leaves nothing of it. */
function NothingListed({ isHidden, onAll }: { isHidden: boolean; onAll: () => void }): JSX.Element {
  if (!isHidden) return <Empty title={t('calendarNothing')} text={t('todayNoneText')} />
  return (
    <Empty title={t('calendarNothing')} text={t('calendarAllHidden')}>
      <Button look="line" test="calendar-unfiltered" onClick={onAll}>
        {t('calendarEverything')}
      </Button>
    </Empty>
  )
}

/** Now while the festival goes on, else its beginning. */
function firstMoment({ from, to }: FestivalOverview, now: number): number {
  if (from === undefined || (from <= now && now < (to ?? Number.POSITIVE_INFINITY))) return now
  return from
}
