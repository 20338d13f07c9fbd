// When a thing is free: a bar for each day, and the same in words for those who do not see it (mockup 06).
import type { JSX } from 'preact'
import type { BarKind, DayBar } from '../../src/festival/day-bars.ts'
import { formatDay, formatTimes } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'

const WORDS: Readonly<Record<BarKind, string>> = {
  free: 'barFree',
  taken: 'barTaken',
  asked: 'barAsked',
  closed: 'barClosed',
}
const HOURS = [0, 6, 12, 18, 24] as const
const KINDS = ['free', 'taken', 'asked', 'closed'] as const

export function FreeBars({ days, zone }: { days: readonly DayBar[]; zone: string }): JSX.Element {
  return (
    <div class="free-bars" data-test="free-bars">
      <div class="free-day" aria-hidden="true">
        <span />
        <span class="bar-hours mono small soft">
          {HOURS.map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </span>
      </div>
      {days.map((day) => (
        <div class="free-day" key={day.from}>
          <span class="mono small">{formatDay(day.from, zone)}</span>
          <span class="bar" role="img" aria-label={dayWords(day, zone)}>
            {day.parts.map(({ kind, from, to }) => (
              <i
                key={from}
                class={kind}
                data-kind={kind}
                title={`${t(WORDS[kind])} ${formatTimes({ from, to }, zone)}`}
                style={{ flexGrow: String(to - from) }}
              />
            ))}
          </span>
        </div>
      ))}
      <p class="row wrap small soft legend" aria-hidden="true">
        {KINDS.map((kind) => (
          <span class="row" key={kind}>
            <i class={kind} />
            {t(WORDS[kind])}
          </span>
        ))}
      </p>
    </div>
  )
}

/** "Free 10:00–12:00, taken 12:00–14:00": what is closed goes without saying unless it is all day. */
function dayWords({ parts }: DayBar, zone: string): string {
  const said = parts.filter(({ kind }) => kind !== 'closed')
  if (said.length === 0) return t('barClosed')
  return said.map(({ kind, from, to }) => `${t(WORDS[kind])} ${formatTimes({ from, to }, zone)}`).join(', ')
}
