// Who I am, opened from the head: the animal, the public key, the way to everything else that can be set.
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import type { PublicKey } from '../src/operations/ids.ts'
import { Animal } from '../ui/animal.tsx'
import { Button } from '../ui/button.tsx'
import { CopyText } from '../ui/copy-text.tsx'
import { t } from '../ui/i18n.ts'
import { personaTitle } from '../ui/persona-title.ts'
import { Sheet } from '../ui/sheet.tsx'

export function MeSheet(props: { me: PublicKey; onClose: () => void }): JSX.Element {
  return (
    <Sheet title={personaTitle(props.me)} onClose={props.onClose}>
      <div class="stack">
        <div class="row">
          <Animal publicKey={props.me} size="large" />
          <p class="small soft grow">{t('identityText')}</p>
        </div>
        <CopyText label={t('identityKey')} text={props.me} test="public-key" />
        <p class="small soft">{t('welcomeKey')}</p>
        <Button look="line" wide icon="gear" test="open-options" onClick={() => void browser.runtime.openOptionsPage()}>
          {t('settings')}
        </Button>
      </div>
    </Sheet>
  )
}
