// The request lines of an event in words: the thing, its owner's answer and what the owner wrote.
import type { JSX } from 'preact'
import type { EventLine, LineState } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { isolated } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { personName } from '../persona-title.ts'
import { SafeText } from '../safe-text.tsx'
import { Thing } from '../thing.tsx'
import type { People } from '../use-people.ts'
import { LineStanding } from './line-standing.tsx'
import { ReceiptButton } from './receipt-button.tsx'

/** When the thing is the reader's own. */
const OWN_WORDS: Readonly<Partial<Record<LineState, string>>> = {
  granted: 'lineGrantedYou',
  waiting: 'lineWaitingYou',
  'needs-reconfirmation': 'lineMovedYou',
  declined: 'lineDeclinedYou',
}

const WORDS: Readonly<Record<LineState, string>> = {
  granted: 'lineGranted',
  waiting: 'lineWaiting',
  'needs-reconfirmation': 'lineMoved',
  declined: 'lineDeclined',
  unavailable: 'lineUnavailable',
  withdrawn: 'lineWithdrawn',
  // Not shown: its line goes on in a later request.
  superseded: 'lineWithdrawn',
  'not-needed': 'lineNotNeeded',
  expired: 'lineExpired',
}

export function EventLines(props: {
  lines: readonly EventLine[]
  people: People
  mine: readonly PublicKey[]
  /** The festival's. */
  zone: string
}): JSX.Element | null {
  const lines = props.lines.filter(({ state }) => state !== 'superseded')
  if (lines.length === 0) return null
  return (
    <ul class="lines">
      {lines.map(({ request, resource, state, answer }) => (
        <li key={request.id} data-test="line" data-state={state}>
          {resource && <Thing resource={resource} size="small" />}
          <span class="grow">
            <b>{resource ? <SafeText text={resource.title} /> : t('thingUnknown')}</b>
            <br />
            {lineWords(state, resource, props)}
            {resource && !props.mine.includes(resource.owner) && (
              <LineStanding
                {...{ request, resource, state }}
                zone={props.zone}
                owner={personName(resource.owner, props.people[resource.owner])}
              />
            )}
            <OwnersWords answer={answer} />
          </span>
          {answer !== undefined && resource !== undefined && !props.mine.includes(resource.owner) && (
            <ReceiptButton answer={answer.id} title={resource.title} />
          )}
        </li>
      ))}
    </ul>
  )
}

/** What the owner wrote last: with the answer, or when it was taken back, and then nothing of before. */
function OwnersWords({ answer }: { answer: EventLine['answer'] | undefined }): JSX.Element | null {
  const words = answer?.ended === undefined ? answer?.note : answer.ended.reason
  if (!words) return null
  return (
    <>
      {' '}
      <q>
        <SafeText text={words} />
      </q>
    </>
  )
}

/** How a line stands: who said what, or for whom it waits. */
export function lineWords(
  state: LineState,
  resource: EventLine['resource'],
  { people, mine }: { people: People; mine: readonly PublicKey[] },
): string {
  const own = resource !== undefined && mine.includes(resource.owner) ? OWN_WORDS[state] : undefined
  if (own !== undefined) return t(own)
  return t(WORDS[state], [resource ? isolated(personName(resource.owner, people[resource.owner])) : t('somebody')])
}
