// The one sentence of what would be signed, and the picture of it: the thing goes to the event (mockup 02b).
import type { ComponentChildren, JSX } from 'preact'
import type { Operation } from '../../src/operations/operation.ts'
import { personaName } from '../../src/wallet/animals.ts'
import { Dots } from '../../ui/dots.tsx'
import { formatBrief } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { dotStates } from '../../ui/line-dots.ts'
import { personName } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { thingIcon } from '../../ui/thing.tsx'
import type { Signing } from '../use-signing.ts'

/** $1 is the thing, $2 the event, $3 when; of things that are offered or changed $2 is the festival. */
const SENTENCES: Readonly<Partial<Record<Operation['op'], string>>> = {
  'authorization.grant': 'signGrant',
  'authorization.deny': 'signDeny',
  'request.create': 'signRequest',
  'request.withdraw': 'signWithdraw',
  'event.create': 'signEvent',
  'event.update': 'signEventChange',
  'event.cancel': 'signEventCancel',
  'resource.create': 'signOffer',
  'resource.update': 'signThingChange',
}
/** Operations with a picture of a thing that goes to an event. */
const MOVES: ReadonlySet<string> = new Set([
  'authorization.grant',
  'authorization.deny',
  'request.create',
  'request.withdraw',
])

/** Whether sentence and facts say all of it; else the fields are shown as well. */
export function hasSentence({ op }: Operation): boolean {
  return SENTENCES[op] !== undefined || op === 'programme.publish'
}

export function SignSentence(props: {
  signing: Signing
  zone: string
  /** The title of the festival. */
  where: string
  small?: boolean
}): JSX.Element {
  const { signing, small = false } = props
  const { op } = signing.operation
  const words = wordsOf(props)
  if (small) return <b data-test="approval-sentence">{words}</b>
  return (
    <>
      <h2 class="say" data-test="approval-sentence">
        {words}
      </h2>
      {MOVES.has(op) && <Move signing={signing} event={eventTitle(signing)} thing={thingTitle(signing)} />}
    </>
  )
}

function wordsOf({ signing, zone, where }: { signing: Signing; zone: string; where: string }): ComponentChildren {
  const { operation } = signing
  if (operation.op === 'programme.publish') {
    return plural('signProgramme', operation.events.length, [isolated(operation.title)])
  }
  const sentence = SENTENCES[operation.op]
  if (sentence === undefined) return t('signOther', [operation.op])
  const span = spanOf(signing)
  const isInFestival = operation.op === 'resource.create' || operation.op === 'resource.update'
  const place = isInFestival ? visibleText(where) : eventTitle(signing)
  return (
    <Sentence
      of={sentence}
      parts={[
        <mark class={ownerColour(signing)} style="--mark: var(--a, var(--line-strong))" key="thing">
          <bdi>{thingTitle(signing)}</bdi>
        </mark>,
        <mark style={`--mark: var(${isInFestival ? '--line-strong' : '--event'})`} key="event">
          <bdi>{place}</bdi>
        </mark>,
        span === undefined ? '' : formatBrief(span, zone),
      ]}
    />
  )
}

function thingTitle({ operation, resource }: Signing): string {
  if (operation.op === 'resource.create') return visibleText(operation.title)
  return resource === undefined ? t('thingUnknown') : visibleText(resource.title)
}

function eventTitle({ operation, event, request }: Signing): string {
  if (operation.op === 'event.create') return visibleText(operation.title)
  return visibleText(event?.title ?? request?.eventTitle ?? t('eventUnknown'))
}

/** The interval that the operation itself says; where it says none, that of what it is about. */
export function spanOf({ operation, request, event }: Signing): { from: number; to: number } | undefined {
  const { op } = operation
  if (op === 'authorization.grant' || op === 'request.create' || op === 'event.create') return operation
  if (op === 'authorization.deny' || op === 'request.withdraw') return request
  if (op === 'event.cancel') return event
  if (op !== 'event.update') return undefined
  const { from = event?.from, to = event?.to } = operation.set
  return from === undefined || to === undefined ? undefined : { from, to }
}

function Move(props: { signing: Signing; event: string; thing: string }): JSX.Element {
  const { resource, event, lines, people } = props.signing
  return (
    <div class="move" aria-hidden="true">
      <span class={ownerColour(props.signing)}>
        {resource && <Icon name={thingIcon(resource)} size="large" />}
        <span class="clamp">{props.thing}</span>
      </span>
      <span>
        <Icon name="arrow" size="large" />
      </span>
      <span class="event">
        <h3 class="clamp">
          <SafeText text={props.event} />
        </h3>
        {event && (
          <span class="small soft">
            <bdi>{personName(event.author, people[event.author])}</bdi>
          </span>
        )}
        {lines && <Dots states={dotStates(lines)} />}
      </span>
    </div>
  )
}

function ownerColour({ resource }: Signing): string {
  return resource === undefined ? '' : `colour-${personaName(resource.owner).colour}`
}
