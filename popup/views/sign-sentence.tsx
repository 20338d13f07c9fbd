// The one sentence of what would be signed, and the picture of it: the thing goes to the event (mockup 02b).
import type { JSX } from 'preact'
import type { Operation } from '../../src/operations/operation.ts'
import { personaName } from '../../src/wallet/animals.ts'
import { Dots } from '../../ui/dots.tsx'
import { formatBrief } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { dotStates } from '../../ui/line-dots.ts'
import { personName } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { thingIcon } from '../../ui/thing.tsx'
import type { Signing } from '../use-signing.ts'

const SENTENCES: Readonly<Partial<Record<Operation['op'], string>>> = {
  'authorization.grant': 'signGrant',
  'authorization.deny': 'signDeny',
  'request.create': 'signRequest',
}

/** Whether one sentence says all of it; else the fields are shown as well. */
export function hasSentence(operation: Operation): boolean {
  return SENTENCES[operation.op] !== undefined
}

export function SignSentence(props: { signing: Signing; operation: Operation; zone: string }): JSX.Element {
  const { signing, operation, zone } = props
  const sentence = SENTENCES[operation.op]
  if (sentence === undefined) return <h2 class="say">{t('signOther', [operation.op])}</h2>
  const span = spanOf(props)
  const thing = signing.resource === undefined ? t('thingUnknown') : visibleText(signing.resource.title)
  const event = visibleText(signing.event?.title ?? signing.request?.eventTitle ?? t('eventUnknown'))
  return (
    <>
      <h2 class="say" data-test="approval-sentence">
        <Sentence
          of={sentence}
          parts={[
            <mark class={ownerColour(signing)} style="--mark: var(--a, var(--line-strong))" key="thing">
              <bdi>{thing}</bdi>
            </mark>,
            <mark style="--mark: var(--event)" key="event">
              <bdi>{event}</bdi>
            </mark>,
            span === undefined ? '' : formatBrief(span, zone),
          ]}
        />
      </h2>
      <Move signing={signing} event={event} thing={thing} />
    </>
  )
}

/** The interval that the operation itself says; a denial says none, so the request's. */
export function spanOf(props: { signing: Signing; operation: Operation }): { from: number; to: number } | undefined {
  const { operation, signing } = props
  if (operation.op === 'authorization.grant' || operation.op === 'request.create') return operation
  return operation.op === 'authorization.deny' ? signing.request : undefined
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
