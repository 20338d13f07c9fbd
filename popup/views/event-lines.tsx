// The request lines of an event in words: the thing, its owner's answer and what the owner wrote.
import type { JSX } from 'preact'
import type { EventLine, LineState } from '../../src/festival/overview.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { personName } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Thing } from '../../ui/thing.tsx'
import type { People } from '../../ui/use-people.ts'

const WORDS: Readonly<Record<LineState, string>> = {
  granted: 'lineGranted',
  waiting: 'lineWaiting',
  declined: 'lineDeclined',
  unavailable: 'lineUnavailable',
  withdrawn: 'lineWithdrawn',
  expired: 'lineExpired',
}

export function EventLines(props: { lines: readonly EventLine[]; people: People }): JSX.Element | null {
  if (props.lines.length === 0) return null
  return (
    <ul class="lines">
      {props.lines.map(({ request, resource, state, answer }) => (
        <li key={request.id} data-test="line" data-state={state}>
          {resource && <Thing resource={resource} size="small" />}
          <span class="grow">
            <b>{resource ? <SafeText text={resource.title} /> : t('thingUnknown')}</b>
            <br />
            {t(WORDS[state], [
              resource ? isolated(personName(resource.owner, props.people[resource.owner])) : t('somebody'),
            ])}
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
