// What stands in the calendar of a thing of mine: each promise to be taken back with a reason, and the thing to be taken for
// oneself.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readUnheldGrants } from '../../src/adapters/dexie/read-sibling-grants.ts'
import { overCommitted } from '../../src/festival/over-committed.ts'
import { asHold } from '../../src/festival/sibling-grants.ts'
import type { AnswerRow, EventRow, ResourceRow } from '../../src/festival/views.ts'
import { MAX_TIME } from '../../src/operations/shape.ts'
import { ActInside } from '../../ui/act-inside.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { formatDay, formatWhen } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import type { ViewProps } from '../app.tsx'
import { usePromises } from '../../ui/use-promises.ts'
import { TakeForOneself } from './take-for-oneself.tsx'

export function ThingCare(props: { resource: ResourceRow; zone: string; say: ViewProps['say'] }): JSX.Element {
  const { resource, zone, say } = props
  const promises = usePromises(resource.id) ?? []
  const answers = promises.map(({ answer }) => answer)
  const elsewhere =
    useLive((db) => readUnheldGrants(db, resource, { from: Date.now(), to: MAX_TIME }), [resource.id]) ?? []
  const all = [...answers, ...elsewhere.map((grant) => asHold(grant, resource))]
  const over = overCommitted(resource, all, Date.now())
  const isElsewhere = elsewhere.length > 0 && overCommitted(resource, answers, Date.now()) === undefined
  return (
    <li class="care" data-test="care" data-title={visibleText(resource.title)} data-count={promises.length}>
      {over && (
        <Note tone="warn" icon="warn" test="over-committed">
          {t('careOver', [over.promised, formatDay(over.at, zone)])} {isElsewhere && t('careOverElsewhere')}
        </Note>
      )}
      <More words={promises.length === 0 ? t('careTitleNone') : t('careTitle', [promises.length])} test="care-more">
        {promises.map(({ answer, event }) => (
          <PromiseRow key={answer.id} {...{ answer, event, zone, say }} />
        ))}
        <TakeForOneself resource={resource} zone={zone} say={say} />
      </More>
    </li>
  )
}

function PromiseRow({
  answer,
  event,
  zone,
  say,
}: {
  answer: AnswerRow
  event: EventRow | undefined
  zone: string
  say: ViewProps['say']
}): JSX.Element {
  const isHold = answer.kind === 'hold'
  const end = useCommand(isHold ? 'authorization.release' : 'authorization.revoke')
  const [reason, setReason] = useState('')
  const title = isHold ? t('careOwnUse') : (event?.title ?? t('eventUnknown'))
  const run = async (): Promise<void> => {
    if (await end.run({ grant: answer.id, ...filled({ reason }) })) say(t('careTakenBack', [isolated(title)]))
  }
  return (
    <div class="stack tight" data-test="promise" data-title={visibleText(title)}>
      <p class="small">
        <b>
          <bdi>{visibleText(title)}</bdi>
        </b>
        <br />
        <span class="mono">{formatWhen(answer, zone)}</span>
      </p>
      <ActInside onAct={() => void run()}>
        {!isHold && (
          <TextField
            label={t('careReason')}
            optional
            value={reason}
            onInput={setReason}
            maxLength={500}
            test="promise-reason"
          />
        )}
        <Outcome slow={end.slow} error={end.error} />
        <Button
          look="line"
          size="small"
          busy={end.busy}
          test="promise-end"
          {...(isHold ? {} : { label: t('careTakeBackName', [visibleText(title)]) })}
          onClick={() => void run()}
        >
          {isHold ? t('careEnd') : t('careTakeBack')}
        </Button>
      </ActInside>
    </div>
  )
}
