// The page of one thing or room: what it is, whose, when it is free, who has it now, and how to ask for it.
import type { JSX } from 'preact'
import { picturesOf } from '../../src/operations/blobs.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { Badge } from '../../ui/badge.tsx'
import { policyWords } from '../../ui/event/policy-words.ts'
import { formatWhen } from '../../ui/format.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Incomplete } from '../../ui/incomplete.tsx'
import { list, plural, t } from '../../ui/i18n.ts'
import { openingsWords } from '../../ui/openings-words.ts'
import { Person } from '../../ui/person.tsx'
import { personName } from '../../ui/persona-title.ts'
import { WholePicture } from '../../ui/picture.tsx'
import { MembersSign } from '../../ui/members-sign.tsx'
import { PlaceLine } from '../../ui/place-line.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { SiteLink } from '../../ui/site-link.tsx'
import { Thing } from '../../ui/thing.tsx'
import { unreachable, useLooking } from '../../ui/use-looking.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { type People, usePeopleAround } from '../../ui/use-people.ts'
import { calendarHref } from '../calendar/calendar-route.ts'
import { FreeBars } from './free-bars.tsx'
import { thingAddress, type ThingAct } from './thing-address.ts'
import { TakenNow, ThingUses } from './thing-uses.tsx'
import type { ThingPageState } from './use-thing-page.ts'

interface ThingPageProps {
  state: ThingPageState
  node: NodeState
}

export function ThingPage({ state, node }: ThingPageProps): JSX.Element {
  const { resource, promised, waiting, days } = state
  const zone = state.festival?.timezone ?? 'UTC'
  const people = usePeopleAround(resource.festival)
  const isMine = node.mine.includes(resource.owner)
  return (
    <article class="card padded thing-page" data-test="thing-page" data-title={resource.title}>
      <Head resource={resource} people={people} isMine={isMine} />
      <Acts resource={resource} isMine={isMine} />
      <Now state={state} people={people} zone={zone} />
      <Pictures resource={resource} node={node} />
      <About state={state} people={people} zone={zone} isMine={isMine} />
      <section>
        <h3>{t('thingFreeWhen')}</h3>
        <FreeBars days={days} zone={zone} />
      </section>
      <section>
        <h3>{t('thingUses')}</h3>
        <ThingUses promised={promised} waiting={waiting} people={people} zone={zone} />
      </section>
      {state.holders !== undefined && (
        <p class="small soft row" data-test="thing-seen">
          <Icon name="eye" size="small" />
          {plural('seenBy', state.holders)}
        </p>
      )}
    </article>
  )
}

function Head(props: { resource: ResourceRow; people: People; isMine: boolean }): JSX.Element {
  const { resource, people, isMine } = props
  return (
    <header class="row top">
      <Thing resource={resource} size="large" />
      <div class="grow">
        <h2>
          <SafeText text={resource.title} />
          {resource.capacity > 1 && <span class="soft"> × {resource.capacity}</span>}
        </h2>
        {isMine ? (
          <p class="small soft">{t('yours')}</p>
        ) : (
          <Person publicKey={resource.owner} profile={people[resource.owner]} />
        )}
        <MembersSign audience={resource.audience} />
        <Incomplete row={resource} />
      </div>
    </header>
  )
}

function Acts({ resource, isMine }: { resource: ResourceRow; isMine: boolean }): JSX.Element {
  const isOver = resource.retired !== undefined
  return (
    <p class="row wrap">
      {!isOver && <Act resource={resource} act="ask" icon="calendar" words={t('thingAsk')} main />}
      {isMine && !isOver && <Act resource={resource} act="change" icon="edit" words={t('thingChange')} />}
      {isMine && <Act resource={resource} act="like" icon="copy" words={t('thingDuplicate')} />}
      {resource.kind === 'place' && (
        <a class="button line" href={calendarHref({ view: 'print', place: resource.id })} data-test="thing-print">
          <Icon name="print" />
          {t('thingPrint')}
        </a>
      )}
    </p>
  )
}

function Act(props: {
  resource: ResourceRow
  act: ThingAct
  icon: IconName
  words: string
  main?: boolean
}): JSX.Element {
  return (
    <a
      class={`button ${props.main ? 'main' : 'line'}`}
      href={thingAddress(props.resource.id, props.act)}
      data-test={`thing-${props.act}`}
    >
      <Icon name={props.icon} />
      {props.words}
    </a>
  )
}

/** Who has it now, or when it can be had next. */
function Now(props: { state: ThingPageState; people: People; zone: string }): JSX.Element {
  const { people, zone } = props
  const { resource, current, next, now } = props.state
  if (resource.retired !== undefined) {
    return (
      <div>
        <Badge tone="calm">{t('thingRetired')}</Badge>{' '}
        {resource.retired.reason !== undefined && <SafeText text={resource.retired.reason} />}
      </div>
    )
  }
  return (
    <div class="stack tight" data-test="thing-now" data-taken={current.length}>
      {current.map((use) => (
        <TakenNow key={use.answer.id} use={use} people={people} zone={zone} />
      ))}
      {next === undefined ? (
        <p class="small soft">{t('freeNever')}</p>
      ) : (
        <p class="row" data-test="next-free" data-from={next.from}>
          {next.from <= now ? (
            <Badge tone="granted">{t('nowFree')}</Badge>
          ) : (
            <span>{t('nextFree', [formatWhen(next, zone)])}</span>
          )}
        </p>
      )}
    </div>
  )
}

function Pictures({ resource, node }: { resource: ResourceRow; node: NodeState }): JSX.Element | null {
  const pictures = picturesOf(resource)
  useLooking(pictures)
  if (pictures.length === 0) return null
  const reach = unreachable(node, resource.festival)
  return (
    <div class="thing-pictures">
      {pictures.map((picture) => (
        <WholePicture key={picture.hash} picture={picture} reach={reach} />
      ))}
    </div>
  )
}

function About(props: { state: ThingPageState; people: People; zone: string; isMine: boolean }): JSX.Element {
  const { people, zone, isMine } = props
  const { resource, needed } = props.state
  const openings = openingsWords(resource.availability, zone, props.state.now)
  const owner = isMine ? undefined : isolated(personName(resource.owner, people[resource.owner]))
  const titles = needed.map((title) => isolated(title ?? t('thingUnknown')))
  return (
    <div class="stack tight">
      {resource.location && <PlaceLine location={resource.location} />}
      <Fact icon="clock">{openings ?? t('timesAlways')}</Fact>
      <Fact icon="hand">
        {policyWords(resource.policy, owner, zone)} <SiteLink resource={resource} />
      </Fact>
      {titles.length > 0 && <Fact icon="ticket">{t('needsTicket', [list(titles)])}</Fact>}
      {resource.description !== undefined && (
        <p class="break">
          <SafeText text={resource.description} />
        </p>
      )}
      {resource.message !== undefined && (
        <p class="small break">
          <b>{t('offerMessage')}</b> <SafeText text={resource.message} />
        </p>
      )}
    </div>
  )
}

function Fact({
  icon,
  children,
}: {
  icon: IconName
  children: JSX.Element | string | (JSX.Element | string)[]
}): JSX.Element {
  return (
    <p class="small soft row top">
      <Icon name={icon} size="small" />
      <span>{children}</span>
    </p>
  )
}
