// The programme for a projector, or for the door of one room: now and next in large type. It needs nothing but this browser, moves on
// by itself, and has an address of its own: `#screen/<festival>` or `#screen/<festival>/<place>`.
import type { JSX } from 'preact'
import { readEventsBetween } from '../../src/adapters/dexie/read-events-between.ts'
import type { EventOverview } from '../../src/festival/overview.ts'
import { placesOf } from '../../src/festival/place-lanes.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { formatBrief, formatTime, formatTimes } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { useLive } from '../../ui/use-live.ts'
import { useNow } from '../../ui/use-now.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import { calendarHref } from './calendar-route.ts'
import { CancelledWords, lookOf, placeNames } from './event-look.tsx'

const MINUTE = 60_000
const DAY = 86_400_000
/** Read in one go: a room has few events in it, and a wall has room for a handful. */
const AT_MOST = 200
const SHOWN = { now: 6, next: 6 } as const

export function Screen({ node, path }: { node: NodeState; path: readonly string[] }): JSX.Element {
  const festival = allFestivals(node).find((each) => each.festival === path[0])
  const room = parseEntryHash(path[1])
  const now = useNow(MINUTE / 6)
  // Looked up each minute, so that what has begun moves up although nothing was written.
  const minute = Math.floor(now / MINUTE) * MINUTE
  const id = festival?.festival
  const state = useLive(
    async (db) => {
      if (id === undefined) return undefined
      const [events, place] = await Promise.all([
        readEventsBetween(db, id, { from: minute, to: minute + 2 * DAY }, minute, { limit: AT_MOST }),
        room === undefined ? undefined : db.resources.get(room),
      ])
      return { events, place }
    },
    [id, room, minute],
  )
  if (festival === undefined) return <Elsewhere />
  const zone = festival.timezone
  const events = (state?.events ?? []).filter((each) => room === undefined || placesOf(each).some((p) => p.id === room))
  const running = events.filter(({ event }) => event.from <= minute)
  const coming = events.filter(({ event }) => event.from > minute)
  return (
    <main class="screen" data-test="screen">
      <header>
        <h1>
          <SafeText text={state?.place?.title ?? festival.title} />
        </h1>
        <b class="mono screen-clock">{formatTime(now, zone)}</b>
      </header>
      <Half title={t('screenNow')} test="screen-now" empty={t('screenNothing')}>
        {running.slice(0, SHOWN.now).map((overview) => (
          <Row key={overview.event.id} overview={overview} times={formatTimes(overview.event, zone)} />
        ))}
      </Half>
      <Half title={t('screenNext')} test="screen-next" empty={t('screenNothingNext')}>
        {coming.slice(0, SHOWN.next).map((overview) => (
          <Row key={overview.event.id} overview={overview} times={formatBrief(overview.event, zone)} />
        ))}
      </Half>
      <footer class="row wrap">
        <a href={calendarHref({ view: 'calendar' })}>{t('calendarBack')}</a>
        <Rooms festival={festival.festival} />
      </footer>
    </main>
  )
}

function Elsewhere(): JSX.Element {
  return (
    <main class="screen">
      <p>{t('error_unknown_festival')}</p>
      <a href={calendarHref({ view: 'calendar' })}>{t('calendarBack')}</a>
    </main>
  )
}

function Half(props: { title: string; test: string; empty: string; children: readonly JSX.Element[] }): JSX.Element {
  return (
    <section data-test={props.test}>
      <h2>{props.title}</h2>
      {props.children.length === 0 ? <p class="soft">{props.empty}</p> : <ul>{props.children}</ul>}
    </section>
  )
}

function Row({ overview, times }: { overview: EventOverview; times: string }): JSX.Element {
  return (
    <li class={`${lookOf(overview)} screen-row`} data-title={visibleText(overview.event.title)}>
      <span class="mono">{times}</span>
      <b class="event-title">
        <SafeText text={overview.event.title} />
      </b>
      <span class="soft">{placeNames(overview)}</span>
      <CancelledWords overview={overview} />
    </li>
  )
}

/** One address per room, for the tablet beside its door. */
function Rooms({ festival }: { festival: string }): JSX.Element {
  const places =
    useLive(
      async (db) => {
        const rows = await db.resources.where('festival').equals(festival).toArray()
        return rows
          .filter(({ kind, retired }) => kind === 'place' && retired === undefined)
          .map(({ id, title }) => ({ id, title }))
      },
      [festival],
    ) ?? []
  return (
    <>
      {places.map(({ id, title }) => (
        <a key={id} href={`#screen/${festival}/${id}`} data-test="screen-room" data-title={visibleText(title)}>
          <SafeText text={title} />
        </a>
      ))}
    </>
  )
}
