// Marks an object that goes on in a log which is not here yet (DESIGN §4.2): what is shown may be out of date.
import type { JSX } from 'preact'
import { Badge } from './badge.tsx'
import { t } from './i18n.ts'

export function Incomplete({ row }: { row: { incomplete?: true } }): JSX.Element | null {
  if (row.incomplete !== true) return null
  return (
    <span class="incomplete" data-test="incomplete">
      <Badge tone="calm" icon="clock">
        {t('incomplete')}
      </Badge>
    </span>
  )
}
