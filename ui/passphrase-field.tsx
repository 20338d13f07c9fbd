// A field for something secret: hidden, and shown when its owner wants to see what they type.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { t } from './i18n.ts'

export function PassphraseField(props: {
  label: string
  hint?: string
  error?: string | undefined
  value: string
  /** `new`: password managers may offer to make one. */
  kind: 'new' | 'known'
  test: string
  onInput: (value: string) => void
}): JSX.Element {
  const [isShown, setIsShown] = useState(false)
  const shared = {
    class: 'input grow',
    autocomplete: props.kind === 'new' ? ('new-password' as const) : ('current-password' as const),
    spellcheck: false,
    value: props.value,
    'data-test': props.test,
    onInput: (event: { currentTarget: { value: string } }) => props.onInput(event.currentTarget.value),
  }
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(wiring) => (
        <div class="row">
          {/* Preact types inputs by their type, and one that changes it by none. */}
          {isShown ? (
            <input key="input" {...wiring} {...shared} type="text" />
          ) : (
            <input key="input" {...wiring} {...shared} type="password" />
          )}
          <Button
            look="line"
            icon="eye"
            label={isShown ? t('passphraseHide') : t('passphraseShow')}
            test={`${props.test}-show`}
            onClick={() => setIsShown(!isShown)}
          />
        </div>
      )}
    </Field>
  )
}
