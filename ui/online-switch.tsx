// Online or offline: nothing leaves this device before the user chose it (DESIGN §6).
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { t } from './i18n.ts'
import { Switch } from './switch.tsx'
import { useCommand } from './use-command.ts'

export function OnlineSwitch(props: { online: boolean }): JSX.Element {
  const set = useCommand('network.set')
  const [wanted, setWanted] = useState<boolean | undefined>(undefined)
  // The answer comes before the state is read again: until then, what was pressed stays, or the switch would jump back.
  useEffect(() => {
    if (wanted === props.online || set.error !== undefined) setWanted(undefined)
  }, [wanted, props.online, set.error])
  const on = wanted ?? props.online
  return (
    <Switch
      on={on}
      name={t('online')}
      label={on ? t('online') : t('offline')}
      busy={set.busy || wanted !== undefined}
      test="online-switch"
      onChange={(online) => {
        if (set.busy) return
        setWanted(online)
        void set.run({ online })
      }}
    />
  )
}
