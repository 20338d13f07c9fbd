// First start: one button makes the key; nothing else is asked and nothing leaves the device.
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { WelcomePicture } from './welcome-picture.tsx'

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
      <Outcome slow={create.slow} error={create.error} />
    </section>
  )
}
