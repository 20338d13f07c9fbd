// The request lines of an event in words: the thing, its owner's answer and what the owner wrote.
import type { JSX } from 'preact'
import type { EventLine, LineState } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { personName } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Thing } from '../../ui/thing.tsx'
import type { People } from '../../ui/use-people.ts'

/** When the thing is the reader's own. */
const OWN_WORDS: Readonly<Partial<Record<LineState, string>>> = {
  granted: 'lineGrantedYou',
  waiting: 'lineWaitingYou',
  declined: 'lineDeclinedYou',
}

const WORDS: Readonly<Record<LineState, string>> = {
  granted: 'lineGranted',
  waiting: 'lineWaiting',
  declined: 'lineDeclined',
  unavailable: 'lineUnavailable',
  withdrawn: 'lineWithdrawn',
  expired: 'lineExpired',
}

export function EventLines(props: { lines: readonly EventLine[]; people: People; me: PublicKey }): JSX.Element | null {
  if (props.lines.length === 0) return null
  return (
    <ul class="lines">
      {props.lines.map(({ request, resource, state, answer }) => (
        <li key={request.id} data-test="line" data-state={state}>
          {resource && <Thing resource={resource} size="small" />}
          <span class="grow">
            <b>{resource ? <SafeText text={resource.title} /> : t('thingUnknown')}</b>
            <br />
            {answerWords(state, resource, props)}
            {answer?.note && (
              <>
                {' '}
                <q>
                  <SafeText text={answer.note} />
                </q>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function answerWords(
  state: LineState,
  resource: EventLine['resource'],
  { people, me }: { people: People; me: PublicKey },
): string {
  const own = resource?.owner === me ? OWN_WORDS[state] : undefined
  if (own !== undefined) return t(own)
  return t(WORDS[state], [resource ? isolated(personName(resource.owner, people[resource.owner])) : t('somebody')])
}
