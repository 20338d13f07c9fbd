// "Taken then. Free again Fri 20:00–22:00": the next time at which a wanted thing can be had, one press away.
import type { JSX } from 'preact'
import { readNextFree } from '../../src/adapters/dexie/read-next-free.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { Button } from '../button.tsx'
import { formatWhen } from '../format.ts'
import { t } from '../i18n.ts'
import { useLive } from '../use-live.ts'

/** Fields of times hold minutes. */
const STEP_MS = 60_000
/** How far ahead the next free time is looked for: three months, in ms. */
const LOOK_AHEAD_MS = 92 * 86_400_000

export function FreeAgain(props: {
  resource: ObjectId
  interval: Interval
  quantity: number
  zone: string
  onUse: (interval: Interval) => void
}): JSX.Element | null {
  const { resource, quantity, zone } = props
  const { from, to } = props.interval
  const found = useLive(
    async (db) => {
      const range = { from, to: to + LOOK_AHEAD_MS }
      return { next: await readNextFree(db, resource, range, { quantity, length: to - from, step: STEP_MS }) }
    },
    [resource, from, to, quantity],
  )
  if (found === undefined) return null
  const { next } = found
  if (next === undefined) return <p class="small soft">{t('freeNever')}</p>
  return (
    <p class="small row free-again">
      <span class="grow" data-test="free-again" data-from={next.from}>
        {t('freeAgain', [formatWhen(next, zone)])}
      </span>
      <Button look="line" size="small" test="use-this-time" onClick={() => props.onUse(next)}>
        {t('useThisTime')}
      </Button>
    </p>
  )
}
