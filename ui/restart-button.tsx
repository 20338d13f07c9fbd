// The way out when background stays silent: the browser starts the whole extension anew, and closes this page with it.
import type { JSX } from 'preact'
import browser from 'webextension-polyfill'
import { Button } from './button.tsx'
import { t } from './i18n.ts'

export function RestartButton(): JSX.Element {
  return (
    <p class="row">
      <Button look="line" size="small" test="restart" onClick={() => browser.runtime.reload()}>
        {t('restart')}
      </Button>
    </p>
  )
}
