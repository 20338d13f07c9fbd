// Online or offline: nothing leaves this device before the user chose it (DESIGN §6).
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { t } from './i18n.ts'
import { Switch } from './switch.tsx'
import { useCommand } from './use-command.ts'

export function OnlineSwitch(props: { online: boolean }): JSX.Element {
  const set = useCommand('network.set')
  const [wanted, setWanted] = useState<boolean | undefined>(undefined)
  useEffect(() => {
    if (!set.busy) setWanted(undefined)
  }, [set.busy, props.online])
  const on = wanted ?? props.online
  return (
    <Switch
      on={on}
      name={t('online')}
      label={on ? t('online') : t('offline')}
      busy={set.busy}
      test="online-switch"
      onChange={(online) => {
        setWanted(online)
        void set.run({ online })
      }}
    />
  )
}
