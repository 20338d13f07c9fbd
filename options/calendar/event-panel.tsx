// The event that is open beside the days: who, when, all answers, and what I can do with it.
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { readEvent } from '../../src/adapters/dexie/read-event-overviews.ts'
import type { EventOverview } from '../../src/festival/overview.ts'
import { picturesOf } from '../../src/operations/blobs.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Dots } from '../../ui/dots.tsx'
import { EventLines } from '../../ui/event/event-lines.tsx'
import { formatForYou, formatPercent, formatWhen } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { Incomplete } from '../../ui/incomplete.tsx'
import { dotStates } from '../../ui/line-dots.ts'
import { MembersSign } from '../../ui/members-sign.tsx'
import { Person } from '../../ui/person.tsx'
import { SmallPicture } from '../../ui/picture.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useLive } from '../../ui/use-live.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import type { People } from '../../ui/use-people.ts'
import { calendarHref } from './calendar-route.ts'
import { CancelledWords, lookOf } from './event-look.tsx'
import { FavouriteButton } from './favourite-button.tsx'

interface EventPanelProps {
  about: ObjectId
  node: NodeState
  people: People
  marked: ReadonlySet<ObjectId>
  onClose: () => void
}

export function EventPanel(props: EventPanelProps): JSX.Element | null {
  const { about, onClose } = props
  const panel = useRef<HTMLElement>(null)
  const overview = useLive((db) => readEvent(db, about, Date.now()), [about])
  const isThere = overview !== undefined
  useLayoutEffect(() => panel.current?.focus(), [isThere])
  if (overview === undefined) return null
  const close = (): void => {
    onClose()
    document.querySelector<HTMLElement>(`[data-event="${about}"]`)?.focus()
  }
  return (
    <section
      class="card event-panel"
      ref={panel}
      tabIndex={-1}
      aria-labelledby="event-panel-title"
      data-test="event-panel"
      data-title={visibleText(overview.event.title)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <PanelHead {...props} overview={overview} close={close} />
      <PanelBody {...props} overview={overview} />
    </section>
  )
}

type Opened = EventPanelProps & { overview: EventOverview }

function zoneOf({ node, overview }: Opened): string {
  return allFestivals(node).find(({ festival }) => festival === overview.event.festival)?.timezone ?? 'UTC'
}

function PanelHead(props: Opened & { close: () => void }): JSX.Element {
  const { overview, people } = props
  const { event, confirmation } = overview
  const zone = zoneOf(props)
  const [picture] = picturesOf(event)
  const forYou = formatForYou(event, zone)
  const share = confirmation.required === 0 ? 1 : confirmation.granted / confirmation.required
  return (
    <div class={`${lookOf(overview)} panel-head stack`}>
      <div class="row top">
        {picture && <SmallPicture picture={picture} instead={<Icon name="calendar" />} />}
        <h2 class="grow event-title" id="event-panel-title">
          <SafeText text={event.title} />
        </h2>
        <Button look="quiet" icon="x" label={t('close')} test="event-panel-close" onClick={props.close} />
      </div>
      <Person publicKey={event.author} profile={people[event.author]} />
      <p class="mono">{formatWhen(event, zone)}</p>
      {forYou && <p class="small soft">{forYou}</p>}
      <MembersSign audience={event.audience} />
      <Incomplete row={event} />
      <CancelledWords overview={overview} />
      {event.cancelled === undefined && (
        <p class="row">
          <Dots states={dotStates(overview.lines)} />
          <span class="small grow">
            {confirmation.required === 0
              ? t('needsNothing')
              : t('yesOf', [confirmation.granted, confirmation.required])}
          </span>
          <b class="mono small">{formatPercent(share)}</b>
        </p>
      )}
    </div>
  )
}

function PanelBody(props: Opened): JSX.Element {
  const { overview, people, node, marked } = props
  const { event, lines } = overview
  const isMine = node.mine.includes(event.author)
  return (
    <div class="panel-body stack">
      {event.description && (
        <p class="prose">
          <SafeText text={event.description} lines />
        </p>
      )}
      {event.tags.length > 0 && <p class="small soft">{event.tags.map((tag) => visibleText(tag)).join(' · ')}</p>}
      {lines.length > 0 && <h3>{t('eventNeeds')}</h3>}
      <EventLines lines={lines} people={people} mine={node.mine} zone={zoneOf(props)} />
      <div class="row wrap">
        <FavouriteButton event={event} on={marked.has(event.id)} />
        {isMine && event.cancelled === undefined && (
          <a class="button line" href={calendarHref({ view: 'change', event: event.id })} data-test="calendar-change">
            {t('eventChange')}
          </a>
        )}
        {isMine && (
          <a class="button line" href={calendarHref({ view: 'copy', event: event.id })} data-test="calendar-copy">
            {t('calendarCopy')}
          </a>
        )}
      </div>
    </div>
  )
}
