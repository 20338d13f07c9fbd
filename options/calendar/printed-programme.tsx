// The programme for paper, of all places or of one: by day on as many pages as it takes, or as one sheet that becomes a booklet of
// eight pages.
import { useMemo } from 'preact/hooks'
import type { JSX } from 'preact'
import { readViewsWritten } from '../../src/adapters/dexie/views-written.ts'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import { placesOf } from '../../src/festival/place-lanes.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { formatDays, formatTimes, zoneCity } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { useGrowing } from '../../ui/use-growing.ts'
import { useLive } from '../../ui/use-live.ts'
import { calendarHref, type CalendarRoute, goToCalendar } from './calendar-route.ts'
import { placeNames } from './event-look.tsx'
import { foldedPages } from './folded-pages.ts'
import { type PrintedPart, printedParts } from './printed-parts.ts'
import { AT_MOST, onlyOf, type Printable, printed, readPrintable } from './read-printed.ts'

const NOTHING: Printable = { before: [], during: [], after: [], isCut: false }
/** Events that one small page has room for. */
const PER_PAGE = 9
/** How the pages lie on the sheet: the upper row upside down, cut in the middle, folded (see docs of any one-sheet booklet). */
const UPPER = [5, 4, 3, 2] as const
const LOWER = [6, 7, 8, 1] as const

interface PrintedProps {
  festival: FestivalOverview
  route: Extract<CalendarRoute, { view: 'print' | 'zine' }>
}

export function PrintedProgramme({ festival, route }: PrintedProps): JSX.Element {
  const isFolded = route.view === 'zine'
  const withOutside = route.outside === true
  const read = useLive((db) => readPrintable(db, festival), [festival.festival, festival.from, festival.to], {
    since: readViewsWritten,
  })
  const all = read ?? NOTHING
  // Also where only building up happens: whoever asks for that room wants it.
  const places = useMemo(() => placesIn([...all.before, ...all.during, ...all.after]), [all])
  const place = places.find(({ id }) => id === route.place)
  const { events, isCut, outside } = useMemo(
    () => printed(place === undefined ? all : onlyOf(all, isAt(place)), withOutside),
    [all, place, withOutside],
  )
  const parts = useMemo(() => printedParts(events, festival.timezone), [events, festival.timezone])
  const drawn = useGrowing(parts)
  const back = (
    <p>
      <a href={calendarHref({ view: 'calendar' })}>{t('calendarBack')}</a>
    </p>
  )
  if (read !== undefined && events.length === 0) {
    return (
      <div class="stack" data-test="print-nothing">
        {back}
        <Empty title={t('calendarNothing')} text={t('printNothing')} />
      </div>
    )
  }
  return (
    <>
      <div class="unprinted stack">
        {back}
        <p class="small soft">{t(isFolded ? 'printFoldText' : 'printText')}</p>
        {isCut && <p class="small">{plural('calendarCut', AT_MOST)}</p>}
        <FilterSelect
          label={t('printWhat')}
          value={place?.id ?? ''}
          all={t('printWhole')}
          options={places.map(({ id, title }) => [id, title])}
          test="print-place"
          onChoose={(id) => goToCalendar({ ...withoutPlace(route), ...placeNamed(places, id) })}
        />
        {outside > 0 && (
          <Check on={withOutside} test="print-outside" onChange={(on) => goToCalendar({ ...route, outside: on })}>
            {plural('printOutside', outside)}
          </Check>
        )}
        <div class="row wrap">
          <Button look="main" icon="print" busy={drawn.length < parts.length} test="print-now" onClick={() => print()}>
            {t('printNow')}
          </Button>
          <a
            class="button line"
            href={calendarHref({ ...route, view: isFolded ? 'print' : 'zine' })}
            data-test="print-other"
          >
            {t(isFolded ? 'printAsList' : 'printAsFold')}
          </a>
        </div>
      </div>
      {isFolded ? (
        <Folded festival={festival} place={place} events={events} />
      ) : (
        <Listed festival={festival} place={place} parts={drawn} />
      )}
    </>
  )
}

/** Where something happens, by title. */
function placesIn(events: readonly EventOverview[]): ResourceRow[] {
  const places = new Map(events.flatMap(placesOf).map((place) => [place.id, place]))
  return [...places.values()].toSorted((a, b) => a.title.localeCompare(b.title))
}

function isAt({ id }: ResourceRow): (overview: EventOverview) => boolean {
  return (overview) => placesOf(overview).some((place) => place.id === id)
}

function withoutPlace({ view, outside }: PrintedProps['route']): PrintedProps['route'] {
  return { view, ...(outside === undefined ? {} : { outside }) }
}

function placeNamed(places: readonly ResourceRow[], id: string): { place?: ObjectId } {
  const place = places.find((each) => each.id === id)
  return place === undefined ? {} : { place: place.id }
}

interface Titled {
  festival: FestivalOverview
  /** Of which the programme is; undefined for all. */
  place: ResourceRow | undefined
}

function Listed({ parts, ...of }: Titled & { parts: readonly PrintedPart[] }): JSX.Element {
  return (
    <div class="printed" data-test="printed">
      <Cover {...of} />
      <Parts parts={parts} zone={of.festival.timezone} only={of.place} />
    </div>
  )
}

function Cover({ festival, place: only }: Titled): JSX.Element {
  const { title, place, from, to, timezone } = festival
  return (
    <>
      <h2>
        <SafeText text={title} />
      </h2>
      {only && (
        <p class="printed-place">
          <SafeText text={only.title} />
        </p>
      )}
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

interface PartsProps {
  zone: string
  /** Stands above all of it already. */
  only: ResourceRow | undefined
}

function Parts({ parts, ...of }: PartsProps & { parts: readonly PrintedPart[] }): JSX.Element {
  return (
    <>
      {parts.map((part) => (
        <Part key={part.events[0]?.event.id} part={part} {...of} />
      ))}
    </>
  )
}

function Part({ part, zone, only }: PartsProps & { part: PrintedPart }): JSX.Element {
  // While others are added it stays as it is.
  return useMemo(
    () => (
      <section>
        {part.day !== undefined && <h3>{part.day}</h3>}
        <ul>
          {part.events.map((overview) => (
            <li key={overview.event.id} data-title={visibleText(overview.event.title)}>
              <span class="mono">{formatTimes(overview.event, zone)}</span>{' '}
              <b>
                <SafeText text={overview.event.title} />
              </b>{' '}
              <span>{placeNames(overview, only)}</span>
            </li>
          ))}
        </ul>
      </section>
    ),
    [part, zone, only],
  )
}

function Folded({ events, ...of }: Titled & { events: readonly EventOverview[] }): JSX.Element {
  const zone = of.festival.timezone
  const { pages, left } = foldedPages(events, PER_PAGE)
  const page = (number: number): JSX.Element => (
    <div key={number} class={number > 1 && number < 6 ? 'fold-page turned' : 'fold-page'} data-test="fold-page">
      {number === 1 && <Cover {...of} />}
      {number > 1 && number < 8 && (
        <Parts parts={printedParts(pages[number - 2] ?? [], zone)} zone={zone} only={of.place} />
      )}
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
