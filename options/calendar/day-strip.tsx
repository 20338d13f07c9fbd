// The days of a week side by side, one press away (mockup 10b); where they do not fit the strip scrolls, and begins at the chosen one.
import { useEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { dayText, mondayOf, zoneDays } from '../../src/festival/zone-days.ts'
import { formatDayNumber, formatWeekday } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { calendarHref, type CalendarSpan } from './calendar-route.ts'

export function DayStrip(props: { span: CalendarSpan; day: number; zone: string }): JSX.Element {
  const { span, day, zone } = props
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    strip.current?.querySelector(`[data-day="${dayText(day)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [day, span])
  return (
    <nav class="day-strip" ref={strip} aria-label={t('calendarDays')}>
      {zoneDays(mondayOf(day), 7, zone).map(({ number, from, to }) => {
        const noon = from + (to - from) / 2
        return (
          <a
            key={number}
            // Out of a week one goes into a day of it.
            href={calendarHref({ view: span === 'week' ? 'list' : span, day: number })}
            aria-current={span !== 'week' && number === day ? 'date' : undefined}
            data-test="calendar-strip-day"
            data-day={dayText(number)}
          >
            <span class="small">{formatWeekday(noon, zone)}</span> <b class="mono">{formatDayNumber(noon, zone)}</b>
          </a>
        )
      })}
    </nav>
  )
}
