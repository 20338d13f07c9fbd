// What an offer is and who decides about it.
import type { JSX } from 'preact'
import type { Policy, ResourceKind } from '../../src/operations/operation.ts'
import { Field } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Radio } from '../../ui/radio.tsx'

/** The policies that need no more than a choice. */
export type ChosenPolicy = Extract<Policy['kind'], 'manual' | 'first-come-first-served'>

const KINDS: readonly { kind: ResourceKind; words: string }[] = [
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

export function PolicyChoice(props: { policy: ChosenPolicy; onChoose: (policy: ChosenPolicy) => void }): JSX.Element {
  const choice = (policy: ChosenPolicy) => ({
    group: 'policy',
    on: props.policy === policy,
    onChoose: () => props.onChoose(policy),
  })
  return (
    <fieldset>
      <legend class="label">{t('offerPolicy')}</legend>
      <Radio {...choice('manual')} test="offer-policy-manual">
        {t('policyManual')}
        <span class="hint">{t('policyManualHint')}</span>
      </Radio>
      <Radio {...choice('first-come-first-served')} test="offer-policy-fcfs">
        {t('policyFirst')}
        <span class="hint">{t('policyFirstHint')}</span>
      </Radio>
    </fieldset>
  )
}
