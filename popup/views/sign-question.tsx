// Shall I sign this? One sentence, the thing and the event, when in both zones, the bytes one press away (mockup 02b). Several
// things that a site prepared together are one question with a tick for each.
import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useArmed } from '../use-armed.ts'
import { type SigningItem, useSigning } from '../use-signing.ts'
import type { QuestionProps } from './connect-question.tsx'
import { QuestionActions } from './question-actions.tsx'
import { SignAlone } from './sign-alone.tsx'
import { SignBatch } from './sign-batch.tsx'
import { SignBytes } from './sign-bytes.tsx'
import { isPossible, SignMeaning } from './sign-meaning.tsx'
import { SiteHead } from './site-head.tsx'

export function SignQuestion(props: QuestionProps): JSX.Element {
  const { approval } = props
  const decide = useCommand('approval.decide')
  const signing = useSigning(approval)
  const end = useRef<HTMLDivElement>(null)
  const [left, setLeft] = useState<readonly number[]>([])
  const [alone, setAlone] = useState<number | undefined>(undefined)
  const { armed, readToEnd } = useArmed(`${approval.id} ${signing === undefined}`, end)
  const items = signing?.items ?? []
  const ticked = [...items.keys()].filter((index) => !left.includes(index))
  const isReady = ticked.length > 0 && ticked.every((index) => items[index]?.every(isPossible))
  const answer = async (): Promise<void> => {
    const done = await decide.run({
      approval: approval.id,
      decision: 'approve',
      ...(approval.items === undefined ? {} : { items: ticked }),
      ...(alone === undefined ? {} : { alone }),
    })
    if (done) props.onAnswered()
  }
  const refuse = async (decision: 'reject' | 'block'): Promise<void> => {
    if (await decide.run({ approval: approval.id, decision })) props.onAnswered()
  }
  return (
    <>
      <div class="scroll question" data-test="approval" data-kind={approval.kind} data-approval={approval.id}>
        <SiteHead origin={approval.origin} waiting={props.waiting} words={t('siteSigns')} />
        {signing && signing.items === undefined && (
          <Note tone="bad" test="error" code="unreadable">
            {t('signUnreadable')}
          </Note>
        )}
        <Items {...props} items={items} left={left} onLeave={setLeft} />
        <div ref={end} class="read-mark" />
        {approval.items && items.length > 0 && (
          <SignAlone approval={approval} items={items} value={alone} onChange={setAlone} />
        )}
        {items.flat().map((each, index) => (
          <SignBytes key={index} operation={each.operation} payload={each.payload} />
        ))}
        <Button look="link" size="small" test="approval-block" onClick={() => void refuse('block')}>
          {t('siteBlock')}
        </Button>
      </div>
      <QuestionActions
        decide={decide}
        read={readToEnd}
        end={end}
        yes={{
          words: t('signAndSend'),
          look: 'yes',
          icon: 'check',
          allowed: armed && isReady,
          onClick: () => void answer(),
        }}
        no={{ words: t('refuse'), onClick: () => void refuse('reject') }}
      />
    </>
  )
}

/** All that must be read before signing. */
function Items(
  props: QuestionProps & {
    items: readonly SigningItem[]
    left: readonly number[]
    onLeave: (left: readonly number[]) => void
  },
): JSX.Element | null {
  const { items, node, approval, me } = props
  const [only] = items
  if (only === undefined) return null
  const shared = { festivals: node.festivals, me: approval.persona ?? me, params: approval.params }
  return items.length > 1 ? (
    <SignBatch {...shared} items={items} left={props.left} onLeave={props.onLeave} />
  ) : (
    <SignMeaning {...shared} item={only} />
  )
}
