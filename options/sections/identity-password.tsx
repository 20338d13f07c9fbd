// The password of the wallet, and when it locks. Without one a single sentence says what that means (mockup 08a).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { AUTO_LOCK_MINUTES, type AutoLockMinutes } from '../../src/wallet/auto-lock.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { LockNow } from '../../ui/lock-now.tsx'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useWallet, type WalletView } from '../../ui/use-wallet.ts'
import { NewPassword } from './new-password.tsx'
import { Restore } from './restore.tsx'

const AUTO_LOCK_WORDS: Readonly<Record<AutoLockMinutes, string>> = {
  5: 'autoLock5',
  15: 'autoLock15',
  60: 'autoLock60',
  480: 'autoLock480',
  0: 'autoLock0',
}

export function PasswordCard(): JSX.Element | null {
  const wallet = useWallet()
  if (wallet === undefined || wallet.state === 'none' || wallet.state === 'damaged') return null
  if (wallet.state === 'locked') return <Forgotten />
  return (
    <section class="card padded stack" data-test="password-card" data-set={wallet.hasPassword}>
      <h2 class="row">
        <Icon name="lock" />
        {t('passwordTitle')}
      </h2>
      {wallet.hasPassword ? <WithPassword wallet={wallet} /> : <WithoutPassword />}
    </section>
  )
}

function WithoutPassword(): JSX.Element {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <p class="small">{t('passwordNone')}</p>
      {isOpen ? (
        <NewPassword onDone={() => setIsOpen(false)} />
      ) : (
        <div class="row wrap">
          <Button look="line" icon="lock" test="password-open" onClick={() => setIsOpen(true)}>
            {t('passwordSet')}
          </Button>
        </div>
      )}
    </>
  )
}

function WithPassword({ wallet }: { wallet: WalletView }): JSX.Element {
  return (
    <>
      <p class="small soft">{t('passwordThere')}</p>
      <AutoLock minutes={wallet.autoLock} />
      <LockNow />
      <More words={t('passwordChange')} test="password-change">
        <NewPassword asksCurrent onDone={() => undefined} />
      </More>
      <More words={t('passwordRemove')} test="password-remove">
        <RemovePassword />
      </More>
    </>
  )
}

/** The words or a backup file take the place of a password that nobody knows any more. */
function Forgotten(): JSX.Element {
  return (
    <section class="stack" data-test="forgotten">
      <h2>{t('forgottenTitle')}</h2>
      <p class="small soft">{t('forgottenText')}</p>
      <Restore />
    </section>
  )
}

function AutoLock({ minutes }: { minutes: AutoLockMinutes }): JSX.Element {
  const set = useCommand('wallet.autoLock')
  return (
    <>
      <Field label={t('autoLock')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            value={minutes}
            data-test="auto-lock"
            onChange={(event) => {
              const chosen = AUTO_LOCK_MINUTES.find((each) => String(each) === event.currentTarget.value)
              if (chosen !== undefined) void set.run({ minutes: chosen })
            }}
          >
            {AUTO_LOCK_MINUTES.map((each) => (
              <option key={each} value={each}>
                {t(AUTO_LOCK_WORDS[each])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Outcome slow={set.slow} error={set.error} />
    </>
  )
}

function RemovePassword(): JSX.Element {
  const [current, setCurrent] = useState('')
  const remove = useCommand('wallet.removePassword')
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (current !== '') void remove.run({ current })
      }}
    >
      <p class="small">{t('passwordRemoveText')}</p>
      <PassphraseField
        label={t('passwordCurrent')}
        kind="known"
        value={current}
        test="remove-current"
        onInput={setCurrent}
      />
      <Outcome slow={remove.slow} error={remove.error} />
      <div class="row wrap">
        <Button look="no" submit busy={remove.busy} test="password-remove-submit">
          {t('passwordRemove')}
        </Button>
      </div>
    </form>
  )
}
