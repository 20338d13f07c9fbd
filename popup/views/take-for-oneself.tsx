// Taking a thing of mine for a time: nobody else gets it then.
import type { JSX } from 'preact'
import type { ResourceRow } from '../../src/festival/views.ts'
import { startOfHour, toWallText } from '../../src/festival/zone-time.ts'
import { ActInside } from '../../ui/act-inside.tsx'
import { Button } from '../../ui/button.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import type { ViewProps } from '../app.tsx'
import { EventTimes, readInterval } from '../../ui/event/event-times.tsx'

const HOUR_MS = 3_600_000

export function TakeForOneself(props: { resource: ResourceRow; zone: string; say: ViewProps['say'] }): JSX.Element {
  const { resource, zone, say } = props
  const hold = useCommand('authorization.hold')
  const form = useForm(() => {
    const from = startOfHour(Date.now(), zone) + HOUR_MS
    return { from: toWallText(from, zone), to: toWallText(from + 2 * HOUR_MS, zone) }
  })
  const read = readInterval(form.values, zone)
  const run = async (): Promise<void> => {
    if (read === undefined || read === 'inverted') return
    const quantity = resource.capacity
    if (await hold.run({ resource: resource.id, ...read, quantity })) say(t('careHeld', [isolated(resource.title)]))
  }
  return (
    <ActInside onAct={() => void run()}>
      <EventTimes from={form.field('from')} to={form.field('to')} read={read} zone={zone} />
      <Outcome slow={hold.slow} error={hold.error} />
      <Button look="line" busy={hold.busy} test="hold" onClick={() => void run()}>
        {t('careHold')}
      </Button>
    </ActInside>
  )
}
