// First start: one button makes the key; nothing else is asked and nothing leaves the device.
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { WelcomePicture } from './welcome-picture.tsx'

const RESTORE = browser.runtime.getURL('options/options.html#identity')

export function Welcome(): JSX.Element {
  const create = useCommand('persona.create')
  return (
    <section class="welcome">
      <WelcomePicture />
      <h1>{t('welcomeTitle')}</h1>
      <p class="soft">{t('welcomeText')}</p>
      <Button look="main" wide busy={create.busy} test="make-panda" onClick={() => void create.run({})}>
        {t('welcomeMake')}
      </Button>
      <p class="small soft">{t('welcomeKey')}</p>
      {/* A tab: a popup closes while somebody looks for their file or their words. */}
      <a class="button quiet" href={RESTORE} target="_blank" rel="noreferrer" data-test="been-here">
        {t('welcomeBefore')}
      </a>
      <Outcome slow={create.slow} error={create.error} />
    </section>
  )
}
