// Streets behind the places: off until a person says otherwise, and who learns what by it stands beside the switch.
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { TILE_HOST } from './street-tiles.ts'

const CREDIT = 'https://www.openstreetmap.org/copyright'

/** `on`: allowed. Nothing is asked for while one is offline all the same. */
export function Streets({ on, online }: { on: boolean; online: boolean }): JSX.Element {
  const set = useCommand('map.streets')
  return (
    <div class="note info streets" data-test="streets" data-on={on}>
      <span class="grow">
        {t(on ? (online ? 'streetsOn' : 'streetsOffline') : 'streetsOff')}{' '}
        {on ? (
          <a href={CREDIT} target="_blank" rel="noopener noreferrer">
            {t('streetsCredit')}
          </a>
        ) : (
          t('streetsAsk', [TILE_HOST])
        )}
        <Outcome slow={set.slow} error={set.error} />
      </span>
      <Switch
        on={on}
        name={t('streetsName')}
        label={t(on ? 'streetsLabelOn' : 'streetsLabelOff')}
        busy={set.busy}
        test="streets-switch"
        onChange={(next) => void set.run({ on: next })}
      />
    </div>
  )
}
