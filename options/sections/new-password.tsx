// A new password, typed twice: how hard it is to guess in one word, and that nobody can reset it.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { MIN_PASSWORD, strengthOf, type PasswordStrength } from '../../src/wallet/password-strength.ts'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'

const STRENGTH_WORDS: Readonly<Record<PasswordStrength, string>> = {
  short: 'strengthShort',
  weak: 'strengthWeak',
  fair: 'strengthFair',
  strong: 'strengthStrong',
}

const EMPTY = { current: '', password: '', again: '' }

export function NewPassword(props: { asksCurrent?: boolean; onDone: () => void }): JSX.Element {
  const { values, field, set } = useForm(() => EMPTY)
  const [wasPressed, setWasPressed] = useState(false)
  const [isDone, setIsDone] = useState(false)
  const save = useCommand('wallet.setPassword')
  const isSame = values.password === values.again
  const strength = strengthOf(values.password)
  const submit = async (): Promise<void> => {
    setWasPressed(true)
    setIsDone(false)
    if (strength === 'short' || !isSame) return
    const current = props.asksCurrent === true ? { current: values.current } : {}
    if ((await save.run({ password: values.password, ...current })) === undefined) return
    set(EMPTY)
    setWasPressed(false)
    setIsDone(true)
    props.onDone()
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {props.asksCurrent === true && (
        <PassphraseField label={t('passwordCurrent')} kind="known" test="password-current" {...field('current')} />
      )}
      <PassphraseField
        label={t('passwordNew')}
        kind="new"
        hint={values.password === '' ? t('passwordHint', [MIN_PASSWORD]) : t(STRENGTH_WORDS[strength])}
        error={wasPressed && strength === 'short' ? t('error_password_short') : undefined}
        test="password-new"
        {...field('password')}
      />
      <PassphraseField
        label={t('passwordAgain')}
        kind="new"
        error={wasPressed && !isSame ? t('passwordDiffers') : undefined}
        test="password-again"
        {...field('again')}
      />
      <Note tone="warn" icon="warn">
        {t('passwordNoReset')}
      </Note>
      <Outcome slow={save.slow} error={save.error} />
      {isDone && (
        <Note tone="good" alert test="password-changed">
          {t('passwordChanged')}
        </Note>
      )}
      <div class="row wrap">
        <Button look="main" submit busy={save.busy} test="password-submit">
          {t('passwordSave')}
        </Button>
      </div>
    </form>
  )
}
