// What this is, which version, and under which terms.
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'

export function About(): JSX.Element {
  return (
    <section class="card padded stack">
      <h2 class="row">
        <Icon name="panda" size="large" />
        {t('name')}
      </h2>
      <p>{t('description')}</p>
      <p class="small soft">{t('aboutVersion', [browser.runtime.getManifest().version])}</p>
      <p class="small soft">{t('aboutTerms')}</p>
    </section>
  )
}
