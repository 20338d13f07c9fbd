// The password, asked for. A wrong one says so; after some of them the next has to wait, and the button says how long.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import browser from 'webextension-polyfill'
import { command } from '../messages/client.ts'
import { Button } from './button.tsx'
import { countdownOf, NO_WAIT, secondsLeft } from './countdown.ts'
import { plural, t } from './i18n.ts'
import { errorSentence, Outcome } from './outcome.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { useCommand } from './use-command.ts'

export function UnlockForm(props: { focus: boolean; test: string; onUnlocked?: () => void }): JSX.Element {
  const [password, setPassword] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const unlock = useCommand('wallet.unlock')
  const [wait, askWait] = useWait()
  // With the field itself: whoever types at once loses no letter.
  useLayoutEffect(() => {
    if (props.focus) form.current?.querySelector('input')?.focus()
  }, [])
  const submit = async (): Promise<void> => {
    if (password === '' || wait > 0) return
    const done = await unlock.run({ password })
    // The third wrong one is followed by a wait, and so is each after it.
    if (done === undefined) return askWait()
    setPassword('')
    props.onUnlocked?.()
  }
  const isWrong = unlock.error?.code === 'wrong-password'
  return (
    <form
      ref={form}
      class="stack"
      data-test={props.test}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <PassphraseField
        label={t('passwordLabel')}
        kind="known"
        value={password}
        error={isWrong && unlock.error ? errorSentence(unlock.error) : undefined}
        test={`${props.test}-password`}
        onInput={setPassword}
      />
      <Button look="main" wide submit icon="lock" busy={unlock.busy} disabled={wait > 0} test={`${props.test}-submit`}>
        {wait > 0 ? plural('unlockWait', wait) : t('unlock')}
      </Button>
      <Outcome slow={unlock.slow} error={isWrong ? undefined : unlock.error} />
      <p class="small soft">
        {t('unlockForgot')}{' '}
        <a href={browser.runtime.getURL('options/options.html#identity')} target="_blank" rel="noreferrer">
          {t('unlockForgotGo')}
        </a>
      </p>
    </form>
  )
}

/** Seconds until the next try, counting down, and how to ask for them: others may have tried before. */
function useWait(): [number, () => Promise<void>] {
  const [countdown, setCountdown] = useState(NO_WAIT)
  const ask = async (): Promise<void> => {
    const answer = await command('wallet.state', {})
    if (answer.ok) setCountdown(countdownOf(answer.value.seconds, Date.now))
  }
  useEffect(() => void ask(), [])
  const left = secondsLeft(countdown)
  useEffect(() => {
    if (left === 0) return
    const timer = setInterval(() => setCountdown(({ until }) => ({ until, now: Date.now() })), 1000)
    return () => clearInterval(timer)
  }, [left === 0])
  return [left, ask]
}
