// Said on top of every panel while the wallet is locked: what goes on, what waits, and the way to unlock it. Folded away it is one line.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { plural, t } from './i18n.ts'
import { Icon } from './icon.tsx'
import { UnlockForm } from './unlock-form.tsx'
import type { WalletView } from './use-wallet.ts'

/** `focus`: typing begins here at once, as in the popup that was opened for it. */
export function UnlockCard({ wallet, focus }: { wallet: WalletView | undefined; focus: boolean }): JSX.Element | null {
  const [isFolded, setIsFolded] = useState(false)
  if (wallet?.state !== 'locked') return null
  return (
    <section
      class={isFolded ? 'card padded stack' : 'card padded stack unlocks'}
      data-test="locked"
      aria-labelledby="locked-title"
    >
      <div class="row">
        <h2 id="locked-title" class="row grow">
          <Icon name="lock" />
          <span>{t('lockedTitle')}</span>
        </h2>
        <Button look="link" size="small" test="locked-fold" onClick={() => setIsFolded(!isFolded)}>
          {isFolded ? t('unlock') : t('lookAround')}
        </Button>
      </div>
      {wallet.waiting > 0 && (
        <p class="small" data-test="locked-waiting" data-count={wallet.waiting}>
          {plural('lockedWaiting', wallet.waiting)}
        </p>
      )}
      {!isFolded && (
        <>
          <p class="small soft">{t('lockedText')}</p>
          <UnlockForm focus={focus} test="unlock" />
        </>
      )}
    </section>
  )
}
