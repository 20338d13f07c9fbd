// The way in for whoever wants to look around first: a demo festival on this device.
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import { useCommand } from './use-command.ts'

export function TryDemo(props: { onMade: (festival: string) => void }): JSX.Element {
  const make = useCommand('festival.demo')
  return (
    <section class="card padded stack">
      <h2>{t('waysDemo')}</h2>
      <p class="small soft">{t('waysDemoText')}</p>
      <Button
        look="line"
        wide
        icon="play"
        busy={make.busy}
        test="demo-try"
        onClick={() => void make.run({}).then((made) => made && props.onMade(made.festival))}
      >
        {t('demoTry')}
      </Button>
      <Outcome slow={make.slow} error={make.error} />
    </section>
  )
}
