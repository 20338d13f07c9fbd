// The programme for paper: by day on as many pages as it takes, or as one sheet that becomes a booklet of eight pages.
import type { JSX } from 'preact'
import { readEventsBetween } from '../../src/adapters/dexie/read-events-between.ts'
import { readTicket } from '../../src/adapters/dexie/read-ticket.ts'
import { readViewsWritten } from '../../src/adapters/dexie/views-written.ts'
import { byTicket } from '../../src/festival/event-tickets.ts'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay, formatDays, formatTimes, zoneCity } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { useGrowing } from '../../ui/use-growing.ts'
import { useLive } from '../../ui/use-live.ts'
import { calendarHref } from './calendar-route.ts'
import { placeNames } from './event-look.tsx'
import { foldedPages } from './folded-pages.ts'

/** More would be a book. */
const AT_MOST = 2000
/** Rows that are drawn before the browser may look at somebody's finger again. */
const AT_ONCE = 200
/** Events that one small page has room for. */
const PER_PAGE = 9
/** How the pages lie on the sheet: the upper row upside down, cut in the middle, folded (see docs of any one-sheet booklet). */
const UPPER = [5, 4, 3, 2] as const
const LOWER = [6, 7, 8, 1] as const

export function PrintedProgramme(props: { festival: FestivalOverview; isFolded: boolean }): JSX.Element {
  const { festival, isFolded } = props
  const read = useLive(
    async (db) => {
      const time = { from: festival.from ?? 0, to: festival.to ?? Number.POSITIVE_INFINITY }
      const options = { limit: AT_MOST + 1, withoutCancelled: true }
      const [ticket, found] = await Promise.all([
        readTicket(db, festival.festival),
        readEventsBetween(db, festival.festival, time, Date.now(), options),
      ])
      return { events: byTicket(found.slice(0, AT_MOST), ticket).shown, isCut: found.length > AT_MOST }
    },
    [festival.festival, festival.from, festival.to],
    { since: readViewsWritten },
  )
  const all = read?.events ?? []
  const events = useGrowing(all, AT_ONCE)
  return (
    <>
      <div class="unprinted stack">
        <p>
          <a href={calendarHref({ view: 'calendar' })}>{t('calendarBack')}</a>
        </p>
        <p class="small soft">{t(isFolded ? 'printFoldText' : 'printText')}</p>
        {read?.isCut && <p class="small">{plural('calendarCut', AT_MOST)}</p>}
        <div class="row wrap">
          <Button look="main" icon="print" busy={events.length < all.length} test="print-now" onClick={() => print()}>
            {t('printNow')}
          </Button>
          <a class="button line" href={calendarHref({ view: isFolded ? 'print' : 'zine' })} data-test="print-other">
            {t(isFolded ? 'printAsList' : 'printAsFold')}
          </a>
        </div>
      </div>
      {isFolded ? <Folded festival={festival} events={events} /> : <Listed festival={festival} events={events} />}
    </>
  )
}

interface Printed {
  festival: FestivalOverview
  events: readonly EventOverview[]
}

function Listed({ festival, events }: Printed): JSX.Element {
  return (
    <div class="printed" data-test="printed">
      <Cover festival={festival} />
      <Rows festival={festival} events={events} />
    </div>
  )
}

function Cover({ festival }: { festival: FestivalOverview }): JSX.Element {
  const { title, place, from, to, timezone } = festival
  return (
    <>
      <h2>
        <SafeText text={title} />
      </h2>
      {from !== undefined && <p>{formatDays({ from, to: to ?? from + 1 }, timezone)}</p>}
      {place && (
        <p>
          <SafeText text={place} />
        </p>
      )}
      <p class="small">{t('timesOf', [zoneCity(timezone)])}</p>
    </>
  )
}

/** By time, with the day before the first event of each. */
function Rows({ festival, events }: Printed): JSX.Element {
  const zone = festival.timezone
  const days = new Map<string, EventOverview[]>()
  for (const overview of events) {
    const day = formatDay(overview.event.from, zone)
    const before = days.get(day)
    if (before === undefined) days.set(day, [overview])
    else before.push(overview)
  }
  return (
    <>
      {[...days].map(([day, onDay]) => (
        <section key={day}>
          <h3>{day}</h3>
          <ul>
            {onDay.map((overview) => (
              <li key={overview.event.id} data-title={visibleText(overview.event.title)}>
                <span class="mono">{formatTimes(overview.event, zone)}</span>{' '}
                <b>
                  <SafeText text={overview.event.title} />
                </b>{' '}
                <span>{placeNames(overview)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Folded({ festival, events }: Printed): JSX.Element {
  const { pages, left } = foldedPages(events, PER_PAGE)
  const page = (number: number): JSX.Element => (
    <div key={number} class={number > 1 && number < 6 ? 'fold-page turned' : 'fold-page'} data-test="fold-page">
      {number === 1 && <Cover festival={festival} />}
      {number > 1 && number < 8 && <Rows festival={festival} events={pages[number - 2] ?? []} />}
      {number === 8 && (
        <>
          {left > 0 && <p>{plural('printLeft', left)}</p>}
          <p class="small">{t('printMadeWith')}</p>
        </>
      )}
    </div>
  )
  return (
    <div class="printed folded" data-test="printed">
      {[...UPPER, ...LOWER].map(page)}
    </div>
  )
}
