// Several requests answered with one press, and taken back with one: which ones, a note for all of them, yes or no.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../button.tsx'
import { Check } from '../check.tsx'
import { filled } from '../filled.ts'
import { formatWhen } from '../format.ts'
import { isolated } from '../hidden-characters.ts'
import { plural, t } from '../i18n.ts'
import { MoreButton } from '../more-button.tsx'
import { Outcome } from '../outcome.tsx'
import { SafeText } from '../safe-text.tsx'
import type { Paged } from '../use-paged.ts'
import type { InboxGroup, Place } from './group-inbox.ts'
import { useGiveAnswer } from './use-give-answer.ts'
import { NoteInput } from './note-input.tsx'
import { askerName } from './request-words.ts'

export function Several(props: {
  groups: readonly InboxGroup[]
  /** What waits besides and was not read yet. */
  more: Paged<unknown>
  placeOf: (group: InboxGroup) => Place
  onClose: () => void
}): JSX.Element {
  const { placeOf } = props
  const rows = props.groups.flatMap((group) => group.map((item) => ({ item, ...placeOf(group) })))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [note, setNote] = useState('')
  const answer = useGiveAnswer()
  // Nobody answers what they have not seen.
  const chosen = rows.filter(({ item }) => !left.has(item.request.id))
  const toggle = (id: string, isOn: boolean): void => {
    const next = new Set(left)
    if (isOn) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  const decide = async (decision: 'grant' | 'deny'): Promise<void> => {
    const answers = chosen.map(({ item }) => ({ request: item.request.id, decision, ...filled({ note }) }))
    if ((await answer.give(answers)).length === answers.length) props.onClose()
  }
  return (
    <section class="card padded stack" aria-labelledby="several" data-test="several">
      <h2 id="several">{t('severalTitle')}</h2>
      <fieldset aria-labelledby="several">
        {rows.map(({ item, people, zone }) => (
          <Check
            key={item.request.id}
            on={!left.has(item.request.id)}
            test="several-item"
            data={{ 'data-request': item.request.id }}
            onChange={(isOn) => toggle(item.request.id, isOn)}
          >
            <b class="mono small">
              <SafeText text={item.resource.title} />
            </b>
            <span class="hint">
              {t('requestRow', [isolated(askerName(item, people)), formatWhen(item.request, zone)])}
            </span>
          </Check>
        ))}
      </fieldset>
      <MoreButton paged={props.more} test="several-more" />
      <NoteInput words={t('severalNote')} note={note} onNote={setNote} test="several-note" />
      <Outcome slow={answer.slow} error={answer.error} />
      <div class="row wrap">
        <Button
          look="yes"
          icon="check"
          busy={answer.busy}
          disabled={chosen.length === 0}
          test="several-approve"
          onClick={() => void decide('grant')}
        >
          {plural('severalApprove', chosen.length)}
        </Button>
        <Button
          look="no"
          busy={answer.busy}
          disabled={chosen.length === 0}
          test="several-decline"
          onClick={() => void decide('deny')}
        >
          {plural('severalDecline', chosen.length)}
        </Button>
        <Button look="quiet" test="several-close" onClick={props.onClose}>
          {t('later')}
        </Button>
      </div>
    </section>
  )
}
