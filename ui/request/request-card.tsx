// The opened request: who wants my thing, for what, when, what it collides with, and the answer (mockups 01a, 01b).
import { useEffect, useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import type { InboxItem } from '../../src/festival/overview.ts'
import { filled } from '../filled.ts'
import { formatDay } from '../format.ts'
import { isolated } from '../hidden-characters.ts'
import { list, plural, t } from '../i18n.ts'
import { Note } from '../note.tsx'
import { SafeText } from '../safe-text.tsx'
import { SiteLink } from '../site-link.tsx'
import { Thing } from '../thing.tsx'
import type { People } from '../use-people.ts'
import type { InboxGroup } from './group-inbox.ts'
import { useGiveAnswer } from './use-give-answer.ts'
import { TicketsMissing } from '../event/missing-tickets.tsx'
import { RequestActions } from './request-actions.tsx'
import { RequestChoice } from './request-choice.tsx'
import { RequestSingle } from './request-single.tsx'
import { askerName, LEFT_WORDS } from './request-words.ts'
import { useEventLines } from './use-event-lines.ts'

export interface RequestCardProps {
  group: InboxGroup
  /** The request that is chosen at first, if it is one of them. */
  first: string | undefined
  people: People
  zone: string
  say: (words: ComponentChildren) => void
  onLater: () => void
}

export function RequestCard(props: RequestCardProps): JSX.Element {
  const { group, people, zone } = props
  const [chosenId, setChosenId] = useState(props.first)
  const chosen = group.find(({ request }) => request.id === chosenId) ?? group[0]
  const { resource, request } = chosen
  const lines = useEventLines(request.event)
  const title = `title-${resource.id}`
  return (
    <section class="card ask" aria-labelledby={title} data-test="inbox-item" data-request={request.id}>
      <div class="row">
        <Thing resource={resource} />
        <span class="grow">
          <h2 id={title}>
            <SafeText text={resource.title} />
          </h2>
          <span class="small soft">{wantedWords(group, zone)}</span>
        </span>
      </div>
      {group.length > 1 ? (
        <RequestChoice {...{ group, chosen, people, zone }} onChoose={(item) => setChosenId(item.request.id)} />
      ) : (
        <RequestSingle item={chosen} people={people} zone={zone} />
      )}
      {[resource, request, chosen.event].some((row) => row?.incomplete) && (
        <div class="message">
          <Note tone="calm" icon="clock" test="incomplete">
            {t('incompleteText')}
          </Note>
        </div>
      )}
      {lines && <TicketsMissing resource={resource} lines={lines} />}
      {chosen.left && (
        <div class="message">
          <Note tone="calm" test="left" code={chosen.left}>
            {t(LEFT_WORDS[chosen.left])} {chosen.left === 'no-site' && <SiteLink resource={resource} />}
          </Note>
        </div>
      )}
      <Answer {...props} chosen={chosen} />
    </section>
  )
}

/** Answers the chosen request, once: until the list without it arrives, it can not be answered again. */
function Answer({ group, chosen, people, say, onLater }: RequestCardProps & { chosen: InboxItem }): JSX.Element {
  const answer = useGiveAnswer()
  const [note, setNote] = useState('')
  const [answered, setAnswered] = useState<readonly string[]>([])
  const { id } = chosen.request
  // What was taken back waits again and can be answered again.
  useEffect(() => {
    setAnswered((before) => before.filter((each) => group.some(({ request }) => request.id === each)))
  }, [group.map(({ request }) => request.id).join()])
  const decide = async (decision: 'grant' | 'deny'): Promise<void> => {
    const [state] = await answer.give([{ request: id, decision, ...filled({ note }) }])
    if (state === undefined) return
    setAnswered((before) => [...before, id])
    // What is held says so itself, for as long as it can be taken back.
    if (state !== 'held') say(outcomeWords(state, chosen, group, people))
  }
  return (
    <RequestActions
      name={askerName(chosen, people)}
      several={group.length > 1}
      available={chosen.available}
      moves={chosen.moves !== undefined}
      note={note}
      onNote={setNote}
      busy={answer.busy || answered.includes(id)}
      slow={answer.slow}
      error={answer.error}
      onAnswer={(decision) => void decide(decision)}
      onLater={onLater}
    />
  )
}

function wantedWords(group: InboxGroup, zone: string): string {
  const [first] = group
  if (group.length > 1) return plural('requestSeveral', group.length, [formatDay(first.request.from, zone)])
  const { quantity } = first.request
  return first.resource.capacity > 1 ? t('requestOfYours', [quantity, first.resource.capacity]) : t('requestYours')
}

function outcomeWords(
  state: 'effective' | 'void' | 'denied',
  chosen: InboxItem,
  group: InboxGroup,
  people: People,
): string {
  const others = group.filter((item) => item !== chosen)
  const name = isolated(askerName(chosen, people))
  const thing = isolated(chosen.resource.title)
  if (state === 'denied') return t('answeredDenied', [name, thing])
  if (state === 'void') return t('answeredVoid', [thing])
  if (chosen.moves !== undefined) return t('answeredMoved', [name, thing])
  const waiting = list(others.map((item) => isolated(askerName(item, people))))
  return others.length === 0 ? t('answeredGranted', [name, thing]) : t('answeredGrantedOthers', [name, thing, waiting])
}
