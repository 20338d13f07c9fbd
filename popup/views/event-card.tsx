// An event: a yellow block, hatched until it is confirmed; dots and per cent for its request lines (DESIGN §5.5).
import type { JSX } from 'preact'
import type { EventOverview } from '../../src/festival/overview.ts'
import type { SeriesPlace } from '../../src/festival/series.ts'
import { picturesOf } from '../../src/operations/blobs.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import { Dots } from '../../ui/dots.tsx'
import { formatForYou, formatPercent, formatWhen } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { Incomplete } from '../../ui/incomplete.tsx'
import { t } from '../../ui/i18n.ts'
import { dotStates } from '../../ui/line-dots.ts'
import { MembersSign } from '../../ui/members-sign.tsx'
import { endWords } from '../../ui/person.tsx'
import { personName } from '../../ui/persona-title.ts'
import { SmallPicture } from '../../ui/picture.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import type { People } from '../../ui/use-people.ts'
import { href } from '../route.ts'
import { EventLines } from '../../ui/event/event-lines.tsx'
import { SeriesNote } from '../../ui/event/series-note.tsx'

/** Share of the required lines that are granted; an event that needs nothing is confirmed. */
export function confirmed({ confirmation }: EventOverview): number {
  return confirmation.required === 0 ? 1 : confirmation.granted / confirmation.required
}

export interface EventCardProps {
  overview: EventOverview
  people: People
  zone: string
  /** Shows each request line with its answer: for the maker's own events. */
  lines?: boolean
  now: number
  mine: readonly PublicKey[]
  /** Which occurrence of its series an event is. */
  series?: ReadonlyMap<ObjectId, SeriesPlace>
}

export function EventCard(props: EventCardProps): JSX.Element {
  const { overview, zone } = props
  const { event, lines } = overview
  const share = confirmed(overview)
  const forYou = formatForYou(event, zone)
  const look = event.cancelled ? 'cancelled' : share < 1 ? 'hatched' : ''
  return (
    <article
      class={`event event-card ${look}`}
      data-test="event-card"
      data-title={visibleText(event.title)}
      data-percent={Math.round(share * 100)}
    >
      <div class="row top">
        <EventPicture event={event} />
        <h3 class="grow event-title">
          <SafeText text={event.title} />
        </h3>
        {event.from <= props.now && !event.cancelled && <b class="small">{t('now')}</b>}
        {props.lines === true && !event.cancelled && <ChangeLink event={event} />}
      </div>
      <Incomplete row={event} />
      <p class="mono small">
        {formatWhen(event, zone)}
        <SeriesNote place={props.series?.get(event.id)} />
      </p>
      <p class="small soft">
        {forYou ? `${forYou} · ` : ''}
        <bdi>{personName(event.author, props.people[event.author])}</bdi>
        <MakerEnd ended={endWords(props.people[event.author])} />
      </p>
      <MembersSign audience={event.audience} />
      {event.cancelled ? <Cancelled cancelled={event.cancelled} /> : <Answers overview={overview} share={share} />}
      {props.lines === true && !event.cancelled && (
        <EventLines lines={lines} people={props.people} mine={props.mine} zone={zone} />
      )}
    </article>
  )
}

/** Whoever makes an event that still stands may have retired: nobody changes it any more. */
function MakerEnd({ ended }: { ended: string | undefined }): JSX.Element | null {
  return ended === undefined ? null : <span data-test="event-maker-retired"> · {ended}</span>
}

function EventPicture({ event }: { event: EventOverview['event'] }): JSX.Element | null {
  const [picture] = picturesOf(event)
  if (picture === undefined) return null
  return (
    <a
      class="picture-link"
      href={href('pictures', event.id)}
      aria-label={t('pictureOpen', [visibleText(event.title)])}
      data-test="event-look"
    >
      <SmallPicture picture={picture} instead={<Icon name="calendar" />} />
    </a>
  )
}

function ChangeLink({ event }: { event: EventOverview['event'] }): JSX.Element {
  return (
    <a
      class="small reach"
      href={href('event', event.id)}
      aria-label={t('eventChangeName', [visibleText(event.title)])}
      data-test="event-change"
    >
      {t('eventChange')}
    </a>
  )
}

function Cancelled({ cancelled }: { cancelled: NonNullable<EventOverview['event']['cancelled']> }): JSX.Element {
  return (
    <p class="small">
      {t('eventCancelled')} {cancelled.reason && <SafeText text={cancelled.reason} />}
    </p>
  )
}

/** Dots, count and per cent of the request lines. */
function Answers({ overview, share }: { overview: EventOverview; share: number }): JSX.Element {
  const { required, granted } = overview.confirmation
  return (
    <p class="row percent">
      <Dots states={dotStates(overview.lines)} />
      <span class="small grow">{required === 0 ? t('needsNothing') : t('yesOf', [granted, required])}</span>
      <b class="mono small">{formatPercent(share)}</b>
    </p>
  )
}
