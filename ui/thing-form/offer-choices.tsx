// What an offer is.
import type { JSX } from 'preact'
import type { ResourceKind } from '../../src/operations/operation.ts'
import { Field } from '../field.tsx'
import { t } from '../i18n.ts'

/** The kinds of what can be offered, with the words for each. */
export const KINDS: readonly { kind: ResourceKind; words: string }[] = [
  { kind: 'thing', words: 'kindThing' },
  { kind: 'place', words: 'kindPlace' },
  { kind: 'skill', words: 'kindSkill' },
  { kind: 'ticket', words: 'kindTicket' },
]

export function KindField(props: { kind: ResourceKind; onChoose: (kind: ResourceKind) => void }): JSX.Element {
  const choose = (value: string): void => {
    const chosen = KINDS.find(({ kind }) => kind === value)
    if (chosen) props.onChoose(chosen.kind)
  }
  return (
    <Field label={t('offerKind')}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={props.kind}
          data-test="offer-kind"
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {KINDS.map(({ kind, words }) => (
            <option key={kind} value={kind}>
              {t(words)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
