// The button that locks the wallet; only where there is a password to lock with.
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import { useCommand } from './use-command.ts'
import { useWallet } from './use-wallet.ts'

export function LockNow(props: { wide?: boolean; onLocked?: () => void }): JSX.Element | null {
  const wallet = useWallet()
  const lock = useCommand('wallet.lock')
  if (wallet?.state !== 'open' || !wallet.hasPassword) return null
  const press = async (): Promise<void> => {
    if ((await lock.run({})) !== undefined) props.onLocked?.()
  }
  return (
    <div class="stack tight">
      <div class="row wrap">
        <Button
          look="line"
          wide={props.wide === true}
          icon="lock"
          busy={lock.busy}
          test="lock-now"
          onClick={() => void press()}
        >
          {t('lockNow')}
        </Button>
      </div>
      <Outcome slow={lock.slow} error={lock.error} />
    </div>
  )
}
