// "Taken then. Free again Fri 20:00–22:00": the next time at which a wanted thing can be had, one press away.
import type { JSX } from 'preact'
import type { Interval } from '../../src/operations/operation.ts'
import { Button } from '../../ui/button.tsx'
import { formatWhen } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { freeAgain, type Offered } from '../use-offers.ts'

export function FreeAgain(props: {
  offered: Offered
  interval: Interval
  quantity: number
  zone: string
  onUse: (interval: Interval) => void
}): JSX.Element {
  const next = freeAgain(props.offered, props.interval, props.quantity, props.zone)
  if (next === undefined) return <p class="small soft">{t('freeNever')}</p>
  return (
    <p class="small row free-again">
      <span class="grow" data-test="free-again" data-from={next.from}>
        {t('freeAgain', [formatWhen(next, props.zone)])}
      </span>
      <Button look="line" size="small" test="use-this-time" onClick={() => props.onUse(next)}>
        {t('useThisTime')}
      </Button>
    </p>
  )
}
