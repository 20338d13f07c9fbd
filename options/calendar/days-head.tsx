// Above the lanes: which festival, which day, by whose clocks, as what, and the search.
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

export function DaysHead(props: {
  festival: FestivalOverview
  span: CalendarSpan
  day: number
  days: readonly ZoneDay[]
  now: number
  search: string
  onSearch: (search: string) => void
  onNew: () => void
}): JSX.Element {
  const { festival, span, day, days, now } = props
  const zone = festival.timezone
  const step = span === 'week' ? 7 : 1
  const [first] = days
  const time = { from: first?.from ?? now, to: days.at(-1)?.to ?? now }
  const go = (to: number): void => goToCalendar({ view: span, day: to })
  const viewer = viewerZone()
  const isElsewhere = formatForYou(time, zone, viewer) !== undefined
  return (
    <div class="days-head stack">
      <div class="row wrap">
        <Button
          look="line"
          icon="left"
          label={t('calendarBefore')}
          test="calendar-before"
          onClick={() => go(day - step)}
        />
        <h2 data-test="calendar-title" data-day={dayText(day)}>
          {span === 'week' ? formatDays(time, zone) : formatDay(time.from + (time.to - time.from) / 2, zone)}
        </h2>
        <Button
          look="line"
          icon="right"
          label={t('calendarAfter')}
          test="calendar-after"
          onClick={() => go(day + step)}
        />
        <Button look="quiet" test="calendar-today" onClick={() => go(dayAt(Date.now(), zone))}>
          {t('calendarToday')}
        </Button>
        <span class="small soft zones">
          {isElsewhere
            ? t('calendarZones', [zoneCity(zone), formatTime(now, zone), formatTime(now, viewer), zoneCity(viewer)])
            : t('timesOf', [zoneCity(zone)])}
        </span>
        <span class="grow" />
        <Button look="main" icon="plus" test="calendar-new" onClick={props.onNew}>
          {t('eventNew')}
        </Button>
      </div>
      <div class="calendar-fields">
        <Segments
          label={t('calendarShow')}
          value={span}
          choices={spans.map((value) => ({ value, words: t(WORDS[value]) }))}
          onChoose={(view) => goToCalendar({ view, day: view === 'week' ? mondayOf(day) : day })}
        />
        <TextField
          label={t('calendarGoTo')}
          type="date"
          value={dayText(day)}
          onInput={(text) => {
            const chosen = parseDayText(text)
            if (chosen !== undefined) go(chosen)
          }}
          test="calendar-date"
        />
        <TextField label={t('calendarSearch')} value={props.search} onInput={props.onSearch} test="calendar-search" />
      </div>
    </div>
  )
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
