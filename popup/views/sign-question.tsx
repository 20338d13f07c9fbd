// Shall I sign this? One sentence, the thing and the event, when in both zones, the bytes one press away (mockup 02b). Several
// things that a site prepared together are one question with a tick for each.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { allFestivals } from '../../ui/use-node.ts'
import { type SigningItem, useSigning } from '../use-signing.ts'
import { Question, type QuestionProps } from './question.tsx'
import { SignAlone } from './sign-alone.tsx'
import { SignBatch } from './sign-batch.tsx'
import { SignBytes } from './sign-bytes.tsx'
import { isPossible } from './sign-freedom.tsx'
import { SignMeaning } from './sign-meaning.tsx'

export function SignQuestion(props: QuestionProps): JSX.Element {
  const { approval } = props
  const signing = useSigning(approval)
  const [left, setLeft] = useState<readonly number[]>([])
  const [alone, setAlone] = useState<number | undefined>(undefined)
  const items = signing?.items ?? []
  const ticked = [...items.keys()].filter((index) => !left.includes(index))
  const isReady = ticked.length > 0 && ticked.every((index) => items[index]?.every(isPossible))
  const below = (
    <>
      {approval.items && items.length > 0 && (
        <SignAlone approval={approval} items={items} value={alone} onChange={setAlone} />
      )}
      {items.flat().map((each, index) => (
        <SignBytes key={index} operation={each.operation} payload={each.payload} />
      ))}
    </>
  )
  return (
    <Question
      asked={props}
      words={t('siteSigns')}
      loaded={signing !== undefined}
      yes={{
        words: t('signAndSend'),
        look: 'yes',
        icon: 'check',
        allowed: isReady,
        choice: () => ({
          ...(approval.items === undefined ? {} : { items: ticked }),
          ...(alone === undefined ? {} : { alone }),
        }),
      }}
      no={t('refuse')}
      below={below}
    >
      {signing && signing.items === undefined && (
        <Note tone="bad" test="error" code="unreadable">
          {t('signUnreadable')}
        </Note>
      )}
      <Items {...props} items={items} left={left} onLeave={setLeft} />
    </Question>
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
  const shared = { festivals: allFestivals(node), me: approval.persona ?? me, params: approval.params }
  return items.length > 1 ? (
    <SignBatch {...shared} items={items} left={props.left} onLeave={props.onLeave} />
  ) : (
    <SignMeaning {...shared} item={only} />
  )
}
