// Above the lanes: which day, by whose clocks, as what, and the search.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { dayAt, dayText, mondayOf, parseDayText, type ZoneDay } from '../../src/festival/zone-days.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { formatDay, formatDays, formatForYou, formatTime, zoneCity } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { Segments } from '../../ui/segments.tsx'
import { viewerZone } from '../../ui/zone-time.ts'
import { calendarHref, type CalendarSpan, goToCalendar, spans } from './calendar-route.ts'

const WORDS: Readonly<Record<CalendarSpan, string>> = { day: 'calendarDay', week: 'calendarWeek', list: 'calendarList' }

/** What is shown, and of which days. */
export interface DaysShown {
  festival: FestivalOverview
  span: CalendarSpan
  day: number
  days: readonly ZoneDay[]
  now: number
}

export interface DaysHeadProps extends DaysShown {
  search: string
  onSearch: (search: string) => void
  onNew: () => void
}

export function DaysHead(props: DaysHeadProps): JSX.Element {
  return (
    <div class="days-head stack">
      <div class="row wrap">
        <StepButton {...props} to="before" />
        <DaysTitle {...props} />
        <StepButton {...props} to="after" />
        <TodayButton {...props} />
        <Zones {...props} />
        <span class="grow" />
        <Button look="main" icon="plus" test="calendar-new" onClick={props.onNew}>
          {t('eventNew')}
        </Button>
      </div>
      <div class="calendar-fields">
        <SpanChoice {...props} />
        <DayField {...props} />
        <SearchField {...props} />
      </div>
    </div>
  )
}

/** The time from the first day to the last. */
function timeOf({ days, now }: DaysShown): { from: number; to: number } {
  return { from: days[0]?.from ?? now, to: days.at(-1)?.to ?? now }
}

export function DaysTitle(props: DaysShown): JSX.Element {
  const time = timeOf(props)
  const zone = props.festival.timezone
  return (
    <h2 data-test="calendar-title" data-day={dayText(props.day)}>
      {props.span === 'week' ? formatDays(time, zone) : formatDay(time.from + (time.to - time.from) / 2, zone)}
    </h2>
  )
}

export function StepButton({ span, day, to }: DaysShown & { to: 'before' | 'after' }): JSX.Element {
  const step = (span === 'week' ? 7 : 1) * (to === 'before' ? -1 : 1)
  return (
    <Button
      look="line"
      icon={to === 'before' ? 'left' : 'right'}
      label={t(to === 'before' ? 'calendarBefore' : 'calendarAfter')}
      test={`calendar-${to}`}
      onClick={() => goToCalendar({ view: span, day: day + step })}
    />
  )
}

export function TodayButton({ span, festival }: DaysShown): JSX.Element {
  return (
    <Button
      look="quiet"
      test="calendar-today"
      onClick={() => goToCalendar({ view: span, day: dayAt(Date.now(), festival.timezone) })}
    >
      {t('calendarToday')}
    </Button>
  )
}

/** By whose clocks, with what mine say when they say something else. */
export function Zones(props: DaysShown): JSX.Element {
  const { timezone: zone } = props.festival
  const viewer = viewerZone()
  const [here, there] = [formatTime(props.now, viewer), formatTime(props.now, zone)]
  return (
    <span class="small soft zones">
      {formatForYou(timeOf(props), zone, viewer) === undefined
        ? t('timesOf', [zoneCity(zone)])
        : t('calendarZones', [zoneCity(zone), there, here, zoneCity(viewer)])}
    </span>
  )
}

export function SpanChoice({ span, day }: DaysShown): JSX.Element {
  return (
    <Segments
      label={t('calendarShow')}
      value={span}
      choices={spans.map((value) => ({ value, words: t(WORDS[value]) }))}
      onChoose={(view) => goToCalendar({ view, day: view === 'week' ? mondayOf(day) : day })}
    />
  )
}

export function DayField({ span, day }: DaysShown): JSX.Element {
  return (
    <TextField
      label={t('calendarGoTo')}
      type="date"
      value={dayText(day)}
      onInput={(text) => {
        const chosen = parseDayText(text)
        if (chosen !== undefined) goToCalendar({ view: span, day: chosen })
      }}
      test="calendar-date"
    />
  )
}

export function SearchField({ search, onSearch }: Pick<DaysHeadProps, 'search' | 'onSearch'>): JSX.Element {
  return <TextField label={t('calendarSearch')} value={search} onInput={onSearch} test="calendar-search" />
}

/** What else can be done with a programme. */
export function DaysLinks({ festival }: { festival: FestivalOverview }): JSX.Element {
  return (
    <p class="row wrap calendar-links">
      <a href={calendarHref({ view: 'mine' })} data-test="calendar-mine">
        {t('agendaTitle')}
      </a>
      <a href={calendarHref({ view: 'print' })} data-test="calendar-print">
        {t('printTitle')}
      </a>
      <a href={`#screen/${festival.festival}`} data-test="calendar-screen">
        {t('screenTitle')}
      </a>
    </p>
  )
}
